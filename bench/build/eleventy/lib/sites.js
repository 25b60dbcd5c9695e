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
  css: "/theme/main.4b522440.css",
  booking_js: "/theme/js/booking.6b407f08.js",
  font: "/theme/bricolage.01dec21f.woff2",
  icon: "/theme/icon.ef1ef6b3.svg",
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
    feed: `/${lang}/feed.xml`,
    nav: [
      { label: say.t("Toutes les visites"), url: section("offers", lang) },
      ...Object.values(taxonomy.territories).map((one) => ({ label: one.label[lang], url: one.url[lang] })),
    ],
    footer: documents.map((one) => ({ label: one.data.title, url: one.data.url })),
    terms_url: own.terms,
    privacy_url: own.privacy,
    assets: ASSETS,
    acceptance: say.t("J’accepte les {terms} et j’ai lu comment {privacy}.", {
      terms: link(own.terms, say.t("conditions générales")),
      privacy: link(own.privacy, say.t("mes données sont traitées")),
    }),
    noDate: say.t("Pas de date pour l’instant. Revenez bientôt, ou écrivez-nous\u202f: {contact}.", {
      contact: link(`mailto:${contact}`, contact),
    }),
  };
}
