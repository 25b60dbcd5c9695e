// What is the same on every page of a language: names, ways, addresses, words.
import { Say } from "./say.js";

export const SECTIONS = {
  offers: { fr: "visites", en: "visits", es: "visitas", de: "fuehrungen" },
  themes: { fr: "themes", en: "themes", es: "temas", de: "themen" },
  territories: { fr: "territoires", en: "areas", es: "territorios", de: "gebiete" },
  partners: { fr: "partenaires", en: "partners", es: "colaboradores", de: "partner" },
};
export const NAMES = { fr: "Français", en: "English", es: "Español", de: "Deutsch" };
const ASSETS = {
  css: "/theme/main.9216759a.css",
  home_css: "/theme/pages/home.2f242a6a.css",
  finder_css: "/theme/pages/finder.5e4b1f22.css",
  also_css: "/theme/pages/also.d24b17bf.css",
  offer_css: "/theme/pages/offer.7c739384.css",
  font: "/theme/bricolage.01dec21f.woff2",
  icon: "/theme/icon.ef1ef6b3.svg",
  touch_icon: "/theme/touch.f6b893ff.png",
  language_js: "/theme/js/language.3aa74d3a.js",
  seek_js: "/theme/js/seek.1c9f5411.js",
  finder_js: "/theme/js/finder.ee6f0528.js",
  facets_js: "/theme/js/facets.a9bb5900.js",
  booking_js: "/theme/js/booking.f746e309.js",
  hand_on_js: "/theme/js/hand_on.0dedb683.js",
};

export const section = (name, lang) => `/${lang}/${SECTIONS[name][lang]}/`;

// `documents` are the plain pages of the language, in their order.
export function siteOf(lang, { taxonomy, words, origin, documents }) {
  const say = new Say(lang, words[lang]);
  const own = Object.fromEntries(documents.map((one) => [one.data.key, one.data.url]));
  const link = (url, label) => `<a href="${url}">${label}</a>`;
  const { name, contact, conditions_version } = taxonomy.site;
  return {
    name, contact, conditions_version, lang, origin, say,
    description: say.t("Visites, balades, croisières et ateliers du Grand Paris, avec celles et ceux qui y vivent."),
    languages: taxonomy.languages.map((id) => ({ id, label: NAMES[id] })),
    home: `/${lang}/`,
    offers: section("offers", lang),
    all: say.t("Toutes les visites"),
    feed: `/${lang}/feed.xml`,
    json_feed: `/${lang}/feed.json`,
    ...taxonomy.around[lang],
    territories: Object.values(taxonomy.territories).map((one) => ({ label: one.label[lang], url: one.url[lang] })),
    footer: documents.map((one) => ({ label: one.data.title, url: one.data.url })),
    terms_url: own.terms,
    privacy_url: own.privacy,
    assets: ASSETS,
    acceptance: say.t("J’accepte les {terms} et j’ai lu comment {privacy}.", {
      terms: link(own.terms, say.t("conditions générales")),
      privacy: link(own.privacy, say.t("mes données sont traitées")),
    }),
    sorry: say.t("Sinon, écrivez-nous la date et le nombre de places : {contact}.", {
      contact: link(`mailto:${contact}`, contact),
    }),
    noDate: say.t("Pas de date pour l’instant. Revenez bientôt, ou écrivez-nous\u202f: {contact}.", {
      contact: link(`mailto:${contact}`, contact),
    }),
  };
}
