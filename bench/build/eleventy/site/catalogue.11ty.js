export default class {
  data() {
    return { permalink: "/catalogue.json" };
  }

  render({ collections }) {
    return this.catalogueFile(collections.languages);
  }
}
