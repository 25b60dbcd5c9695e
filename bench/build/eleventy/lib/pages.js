// Every page of the site, computed once: what its head says, what its body shows.
import { escaped } from "./card.js";
import { NAMES, section, siteOf } from "./sites.js";
import { Offers } from "./offers.js";

const PER_PAGE = 24;
const NEXT_DEPARTURES = 12;
const FEED_MAX = 30;
const PARTS = { // what a kind of page loads besides what all pages do
  home: { style: "home_css", scripts: ["seek_js"] },
  offers: { style: "finder_css", scripts: ["facets_js"] },
  offer: { style: "offer_css", scripts: ["booking_js", "hand_on_js"] },
};

// `sources`: the offers and plain pages as Eleventy read them; gives all that templates and data files are made of.
export function catalogueOf({ taxonomy, partners, words, origin }, { offers, documents }) {
  const langs = taxonomy.languages;
  const byLang = (items) => Object.groupBy(items, (item) => item.data.lang);
  const [ownOffers, ownDocuments] = [byLang(offers), byLang(documents)];
  const languages = langs.map((lang) => {
    const site = siteOf(lang, { taxonomy, words, origin, documents: ownDocuments[lang] });
    return new Language({ lang, site, taxonomy, partners, offers: ownOffers[lang], documents: ownDocuments[lang] });
  });
  const homes = languages.map(({ site }) => alternate(site, site.home));
  const pages = [...languages.flatMap((language) => language.pages()), ...everywhere(languages)];
  return { languages, pages: linked(pages, homes, origin) };
}

class Language {
  constructor({ lang, site, taxonomy, partners, offers, documents }) {
    Object.assign(this, { lang, site, documents });
    this.partners = new Map(partners.map((one) => [one.id, this.partner(one, taxonomy)]));
    const views = new Offers({ lang, taxonomy, partners: this.partners });
    this.offers = offers.map(({ data }) => ({ ...views.offer(data), groups: groupsOf(data) }));
    this.offers.sort((a, b) => (a.card.starts < b.card.starts ? -1 : a.card.starts > b.card.starts ? 1 : a.id < b.id ? -1 : 1));
    this.groups = {
      themes: this.grouped("themes", views.terms.themes),
      territories: this.grouped("territories", views.terms.territories),
      partners: this.grouped("partners", this.partners, true),
    };
    this.latest = [...this.offers].sort((a, b) => (a.updated_at < b.updated_at ? 1 : -1)).slice(0, FEED_MAX);
    this.trail = [{ label: site.say.t("Accueil"), url: site.home }, { label: site.all, url: site.offers }];
  }

  partner(one, taxonomy) {
    const { lang } = this;
    const label = (group, id) => ({ id, label: taxonomy[group][id][lang] });
    return {
      id: one.id, name: one.name, ...one.words[lang], url: `${section("partners", lang)}${one.id}/`,
      link: `<a href="${section("partners", lang)}${one.id}/">${escaped(one.name)}</a>`,
      kind: label("kinds", one.kind), territory: { id: one.territory, label: taxonomy.territories[one.territory].label[lang] },
      languages: one.languages.map((id) => label("guided_languages", id)),
    };
  }

  // The terms of a group with their offers, in the order of the taxonomy.
  grouped(name, terms, empty = false) {
    const found = new Map([...terms.keys()].map((id) => [id, []]));
    for (const offer of this.offers) for (const id of offer.groups[name]) found.get(id).push(offer);
    return [...terms.values()]
      .map((term) => ({ ...term, members: found.get(term.id), offers: found.get(term.id).length }))
      .filter((term) => empty || term.offers);
  }

  pages() {
    const { site, offers } = this;
    const { say } = site;
    const { themes, territories } = this.groups;
    const about = say.t("Toutes les visites et leurs prochains départs, par thème et par territoire.");
    return [
      {
        kind: "home", key: "home", url: site.home, title: say.t("Le Grand Paris commence où le plan s’arrête"),
        description: site.description, cards: offers.slice(0, NEXT_DEPARTURES).map(({ card }) => card),
        themes, territories, organisation: true,
      },
      ...this.listing("offers", offers, { key: "offers", url: site.offers, title: site.all, description: about,
        trail: this.trail, themes, territories }),
      ...["themes", "territories", "partners"].flatMap((group) => this.groups[group].flatMap((term) => this.term(group, term))),
      ...offers.map((offer) => this.offer(offer)),
      ...this.documents.map(({ data }) => ({
        kind: "page", key: `page:${data.key}`, url: data.url, title: data.title, description: data.about,
        trail: [this.trail[0], { label: data.title, url: data.url }],
      })),
    ].map((page) => ({ site, ...page }));
  }

  offer(offer) {
    const { title, summary, url } = offer.card;
    return {
      kind: "offer", key: `offer:${offer.id}`, url, title, description: summary, offer, picture: offer.share,
      trail: [...this.trail, { label: title, url }],
    };
  }

  term(group, term) {
    const title = term.label ?? term.name;
    return this.listing(group, term.members, {
      key: `${group}:${term.id}`, url: term.url, title, description: term.summary, term,
      calendar: `${term.url}calendar.ics`, trail: [...this.trail, { label: title, url: term.url }],
    });
  }

  // The pages of a list, 24 cards each.
  listing(kind, offers, page) {
    const last = Math.max(1, Math.ceil(offers.length / PER_PAGE));
    const links = Array.from({ length: last }, (_, rank) => (
      { label: String(rank + 1), url: rank ? `${page.url}page/${rank + 1}/` : page.url }
    ));
    return links.map(({ url }, rank) => ({
      ...page, kind, url, key: rank ? `${page.key}:${rank + 1}` : page.key,
      title: rank ? `${page.title} – ${this.site.say.t("Page")} ${rank + 1}` : page.title,
      cards: offers.slice(rank * PER_PAGE, (rank + 1) * PER_PAGE).map(({ card }) => card),
      pager: { total: offers.length, last, previous: links[rank - 1], next: links[rank + 1], pages: shown(links, rank) },
    }));
  }
}

// The first, the last and those near a page.
function shown(links, rank) {
  const near = links.filter((_, other) => other === 0 || other === links.length - 1 || Math.abs(other - rank) <= 2);
  return near.map((link, at) => ({ ...link, after_gap: at > 0 && Number(link.label) > Number(near[at - 1].label) + 1 }));
}

function groupsOf({ themes, territories, partners }) {
  return { themes, territories, partners };
}

// The pages that are not of one language.
function everywhere([first, ...others]) {
  const { site } = first;
  const lost = ({ site: { lang, say, all, offers } }) => (
    { lang, words: say.t("Cette page n’est pas sur le plan."), offers: { label: all, url: offers } }
  );
  return [
    { site, kind: "languages", key: "languages", url: "/", title: site.say.t("Choisir sa langue"),
      description: site.description, organisation: true },
    { site, kind: "not_found", key: "not-found", url: "/404.html", title: site.say.t("Page introuvable"),
      description: site.say.t("Cette adresse ne mène nulle part, ou plus."), noindex: true, elsewhere: others.map(lost) },
  ];
}

function alternate({ lang, origin, locale, here, close }, url) {
  return { lang, name: NAMES[lang], url, href: origin + url, locale, here, close };
}

// The pages with their heads, each knowing itself in the other languages.
function linked(pages, homes, origin) {
  const byKey = Map.groupBy(pages, ({ key }) => key);
  return pages.map((page) => {
    const own = byKey.get(page.key).map(({ site, url }) => alternate(site, url));
    const alternates = page.noindex ? [] : page.kind === "languages" ? homes : own;
    const choosing = page.kind === "languages" || page.kind === "home";
    return {
      ...page, ...PARTS[page.kind], say: page.site.say, choices: alternates.length ? alternates : homes, homes,
      head: {
        title: page.title, description: page.description, canonical: origin + page.url, noindex: page.noindex,
        alternates, x_default: page.noindex ? "" : choosing ? `${origin}/` : alternates[0].href,
        picture: page.picture && origin + page.picture, breadcrumb: page.trail ?? [],
      },
    };
  });
}
