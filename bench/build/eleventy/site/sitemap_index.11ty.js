import { document, listed } from "../lib/sitemap.js";

export default class {
  data() {
    return { pagination: { data: "collections.sitemaps", size: 1, alias: "parts" }, permalink: "sitemap.xml" };
  }

  render({ parts }) {
    return document("sitemapindex", listed("sitemap", parts));
  }
}
