import { URLS_MAX, document, listed } from "../lib/sitemap.js";

export default class {
  data() {
    return {
      pagination: { data: "collections.addresses", size: URLS_MAX, alias: "urls" },
      permalink: ({ pagination }) => (
        pagination.pages.length > 1 ? `sitemap-${pagination.pageNumber + 1}.xml` : "sitemap.xml"
      ),
    };
  }

  render({ urls }) {
    return document("urlset", listed("url", urls));
  }
}
