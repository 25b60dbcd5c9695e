// The data files: what searching scripts and the functions read.
import { createHash } from "node:crypto";

export function searchOf({ offers, lang }) {
  return JSON.stringify({ lang, offers: offers.map((one) => ({
    id: one.id, url: one.card.url, title: one.card.title, summary: one.card.summary, type: one.card.type.id,
    themes: one.groups.themes, territory: one.territory.id, commune: one.card.commune,
    languages: one.card.languages.map(({ id }) => id), accessibility: one.accessibility.map(({ id }) => id),
    duration_minutes: one.card.duration_minutes, from_price_cents: one.card.from_cents,
    starts: one.departures.map(({ starts }) => starts.slice(0, 16) + starts.slice(19)),
  })) });
}

export function siteOf(languages, taxonomy) {
  const [{ site }] = languages;
  return JSON.stringify({
    schema: 1, name: site.name, contact: site.contact, site_url: site.origin, timezone: taxonomy.timezone,
    default_language: site.lang, conditions_version: site.conditions_version, assets: site.assets,
    languages: languages.map(({ site: { lang: code, languages: all, home, nav, footer, terms_url, privacy_url } }) => (
      { code, name: all.find(({ id }) => id === code).label, home, nav, footer, terms_url, privacy_url }
    )),
  }, null, 1);
}

export function catalogueFileOf(languages, taxonomy, partners, { sequence, commit }) {
  const byId = new Map(partners.map((one) => [one.id, one]));
  const others = languages.map(({ lang, offers }) => [lang, new Map(offers.map((one) => [one.id, one]))]);
  const [{ offers }] = languages;
  return JSON.stringify({
    schema: 1, sequence, commit, built_at: instant(Date.now()), timezone: taxonomy.timezone, currency: taxonomy.currency,
    languages: taxonomy.languages,
    offers: offers.map((one) => {
      const inAll = others.map(([lang, found]) => [lang, found.get(one.id)]);
      const entry = entryOf(one, inAll, taxonomy, byId.get(one.partner.id));
      return { ...entry, hash: createHash("sha256").update(JSON.stringify(entry)).digest("hex").slice(0, 32) };
    }),
  });
}

function entryOf(offer, inAll, taxonomy, { id, name, email, language }) {
  const said = (pick) => Object.fromEntries(inAll.map(([lang, one]) => [lang, pick(one)]));
  const point = offer.meeting_point;
  return {
    id: offer.id, type: offer.card.type.id, territory: offer.territory.id, commune: offer.card.commune, terms: offer.terms,
    tariffs: offer.tariffs.map((tariff, rank) => ({
      id: tariff.id, price_cents: tariff.price_cents, label: taxonomy.tariffs[tariff.id],
      ...(tariff.note && { note: said((one) => one.tariffs[rank].note) }),
    })),
    party_max: offer.party_max, cut_off_minutes: offer.cut_off_minutes, cancellation: offer.cancellation,
    duration_minutes: offer.card.duration_minutes, guided_languages: offer.card.languages.map((one) => one.id),
    words: said(({ card: { title, summary, url }, come, bring }) => ({ title, summary, url, come, ...(bring && { bring }) })),
    partner: { id, name, email, language },
    meeting_point: point ? {
      name: point.name, address: point.address, lat_e6: Math.round(point.latitude * 1e6), lon_e6: Math.round(point.longitude * 1e6),
    } : null,
    departures: offer.departures.map((one) => ({
      id: one.id, starts_at: instant(one.starts), ends_at: instant(one.ends), closes_at: instant(one.closes),
      starts_local: one.starts, capacity: one.capacity, status: "open", language: one.language,
    })),
  };
}

function instant(moment) {
  return `${new Date(moment).toISOString().slice(0, 19)}Z`;
}
