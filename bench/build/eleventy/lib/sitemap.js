// The sitemap (sitemaps.org protocol 0.9): one file, or an index and its parts where the limit asks for them.

export const URLS_MAX = 50_000;
const NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9";

export function listed(element, urls) {
  return urls.map((url) => `<${element}><loc>${url.replace(/&/g, "&amp;")}</loc></${element}>\n`).join("");
}

export function document(root, lines) {
  return `<?xml version="1.0" encoding="utf-8"?>\n<${root} xmlns="${NAMESPACE}">\n${lines}</${root}>\n`;
}
