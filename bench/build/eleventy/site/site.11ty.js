export default class {
  data() {
    return { permalink: "/site.json" };
  }

  render({ collections }) {
    return this.siteFile(collections.languages);
  }
}
