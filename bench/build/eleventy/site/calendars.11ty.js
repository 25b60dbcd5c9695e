export default class {
  data() {
    return {
      pagination: { data: "collections.calendars", size: 1, alias: "list" },
      permalink: ({ list }) => list.calendar,
    };
  }

  render({ list }) {
    return this.calendar(list);
  }
}
