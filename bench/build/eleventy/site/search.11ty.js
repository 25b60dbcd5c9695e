export default class {
  data() {
    return {
      pagination: { data: "collections.languages", size: 1, alias: "language" },
      permalink: ({ language }) => `/${language.lang}/search.json`,
    };
  }

  render({ language }) {
    return this.search(language);
  }
}
