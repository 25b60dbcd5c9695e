// What cards and offers' pages show, from the front matter of an offer in one language and the taxonomy.

export class Offers {
  constructor({ lang, taxonomy, partners }) {
    this.lang = lang;
    this.taxonomy = taxonomy;
    this.partners = partners;
    this.terms = { themes: this.termsOf(taxonomy.themes), territories: this.termsOf(taxonomy.territories) };
  }

  termsOf(group) {
    const { lang } = this;
    return new Map(Object.entries(group).map(([id, term]) => (
      [id, { id, label: term.label[lang], summary: term.summary[lang], url: term.url[lang] }]
    )));
  }

  label(group, id) {
    return { id, label: this.taxonomy[group][id][this.lang] };
  }

  labels(group, ids) {
    return ids.map((id) => this.label(group, id));
  }

  card(front) {
    return {
      url: front.url,
      title: front.title,
      summary: front.about,
      type: this.label("types", front.kind_of),
      commune: front.commune,
      territory: this.terms.territories.get(front.territories[0]),
      virtual: front.kind_of === "virtual",
      cover: front.cover,
      starts: front.departures[0]?.starts,
      duration_minutes: front.duration_minutes,
      free: front.free,
      from_cents: front.from_cents,
      one_price: front.one_price,
      languages: this.labels("guided_languages", front.guided),
    };
  }

  offer(front) {
    const partner = this.partners.get(front.partners[0]);
    return {
      id: front.offer,
      card: this.card(front),
      poster: front.poster,
      share: front.share,
      themes: front.themes.map((id) => this.terms.themes.get(id)),
      territory: this.terms.territories.get(front.territories[0]),
      partner,
      distance_m: front.distance_m,
      accessibility: this.labels("accessibility", front.accessibility),
      needs: front.needs.map(({ id, facets }) => ({ id, facets: this.labels("accessibility", facets) })),
      capacity: front.capacity,
      smaller: front.smaller,
      calendar: front.calendar,
      mail: front.mail,
      commune_url: front.commune_url,
      platform: front.platform,
      meeting_point: front.meeting_point && meetingPoint(front.meeting_point),
      come: front.come,
      bring: front.bring,
      included: front.included,
      the_extra: front.the_extra,
      tariffs: front.tariffs.map((one, rank) => (
        { ...one, label: this.taxonomy.tariffs[one.id][this.lang], count: rank ? 0 : 1 }
      )),
      departures: front.departures,
      first: byMonth(front.departures.slice(0, front.in_sight)),
      others: byMonth(front.departures.slice(front.in_sight)),
      folded: front.departures.length - front.in_sight,
      tongues: new Set(front.departures.map((one) => one.language)).size,
      party_max: front.party_max,
      cut_off_minutes: front.cut_off_minutes,
      cancellation: front.cancellation,
      terms: front.terms,
      updated_at: front.date,
    };
  }
}

function byMonth(departures) {
  return [...Map.groupBy(departures, ({ starts }) => starts.slice(0, 7)).values()];
}

function meetingPoint({ lat: latitude, lon: longitude, ...rest }) {
  return { ...rest, latitude, longitude, geo: `geo:${latitude},${longitude}` };
}
