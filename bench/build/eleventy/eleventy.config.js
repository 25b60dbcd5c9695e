// The same site as Faubourg's, as Eleventy's own means write it best: all is computed once, in one collection.
import footnotes from "markdown-it-footnote";
import markdownIt from "markdown-it";
import { calendarOf } from "./lib/calendar.js";
import { card, leaf } from "./lib/card.js";
import { catalogueFileOf, searchOf, siteOf } from "./lib/data.js";
import { jsonld } from "./lib/jsonld.js";
import { catalogueOf } from "./lib/pages.js";
import { URLS_MAX } from "./lib/sitemap.js";
import taxonomy from "./lists/taxonomy.json" with { type: "json" };
import partners from "./lists/partners.json" with { type: "json" };
import words from "./lists/words.json" with { type: "json" };

const origin = (process.env.SITE_URL ?? "http://127.0.0.1:8000").replace(/\/$/, "");
const sequence = Number(process.env.CATALOGUE_SEQUENCE || Math.floor(Date.now() / 1000));

export default function (config) {
  config.setUseGitIgnore(false);
  config.setQuietMode(true);
  config.setNunjucksEnvironmentOptions({ trimBlocks: true, lstripBlocks: true });

  const markdown = markdownIt({ html: false }).use(footnotes);
  config.setLibrary("md", markdown);
  const rendered = new Map();
  config.addFilter("markdown", (text) => {
    if (!rendered.has(text)) rendered.set(text, markdown.render(text));
    return rendered.get(text);
  });
  config.addNunjucksShortcode("card", card);
  config.addNunjucksShortcode("leaf", leaf);
  config.addFilter("jsonld", jsonld);
  config.addFilter("first", (items, count) => items.slice(0, count));
  config.addFilter("from", (items, start) => items.slice(start));
  config.addFilter("atomDate", (date) => new Date(date).toISOString());

  // Eleventy asks for every collection once a build; the first one makes the catalogue for all of them.
  let made;
  const catalogue = (api) => {
    made ??= catalogueOf({ taxonomy, partners, words, origin }, {
      offers: api.getFilteredByGlob("site/offers/*.md"),
      documents: api.getFilteredByGlob("site/pages/*.md").sort((a, b) => a.data.weight - b.data.weight),
    });
    return made;
  };
  config.on("eleventy.before", () => { made = undefined; });
  config.addCollection("pages", (api) => Object.fromEntries(catalogue(api).pages.map((page) => [page.url, page])));
  config.addCollection("languages", (api) => catalogue(api).languages);
  const ofKind = (...kinds) => (api) => catalogue(api).pages.filter(({ kind }) => kinds.includes(kind));
  config.addCollection("homes", ofKind("home"));
  config.addCollection("listings", ofKind("offers", "themes", "territories", "partners"));
  config.addCollection("calendars", (api) => (
    catalogue(api).pages.filter(({ calendar, pager }) => calendar && !pager.previous)
  ));
  const addresses = (api) => catalogue(api).pages.filter(({ noindex }) => !noindex).map(({ url }) => origin + url).sort();
  config.addCollection("addresses", addresses);
  config.addCollection("sitemaps", (api) => { // an index, where there is more than one
    const parts = Math.ceil(addresses(api).length / URLS_MAX);
    return parts > 1 ? [Array.from({ length: parts }, (_, rank) => `${origin}/sitemap-${rank + 1}.xml`)] : [];
  });

  config.addFilter("calendar", calendarOf);
  config.addFilter("search", searchOf);
  config.addFilter("siteFile", (languages) => siteOf(languages, taxonomy));
  config.addFilter("catalogueFile", (languages) => (
    catalogueFileOf(languages, taxonomy, partners, { sequence, commit: process.env.COMMIT ?? "" })
  ));

  return {
    dir: { input: "site", includes: "../_includes", data: "../_data" },
    markdownTemplateEngine: false, // bodies are Markdown and nothing else
    htmlTemplateEngine: false,
    dataTemplateEngine: false,
  };
}
