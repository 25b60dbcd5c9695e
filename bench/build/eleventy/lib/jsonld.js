// Structured data: schema.org's terms as JSON-LD, ready to stand inside a <script>.

const EVENTS_MAX = 12;
const UNSAFE = /[<>&\u2028\u2029]/g;

export function jsonld({ head, site, offer, organisation }) {
  const nodes = [];
  if (organisation) nodes.push(organisationOf(site));
  if (offer) nodes.push(...offerNodes(site, head, offer));
  if (head.breadcrumb.length) nodes.push(breadcrumb(site, head.breadcrumb));
  return nodes.map(script);
}

function script(node) {
  const text = JSON.stringify({ "@context": "https://schema.org", ...node });
  return text.replace(UNSAFE, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function organisationOf(site) {
  const { name, origin, contact, assets } = site;
  return { "@type": "Organization", name, url: `${origin}/`, logo: origin + assets.icon, email: contact };
}

function breadcrumb(site, links) {
  return {
    "@type": "BreadcrumbList",
    itemListElement: links.map(({ label, url }, rank) => (
      { "@type": "ListItem", position: rank + 1, name: label, item: site.origin + url }
    )),
  };
}

function offerNodes(site, head, offer) {
  const common = { name: offer.card.title, description: offer.card.summary, url: head.canonical, image: [head.picture] };
  const organizer = { "@type": "Organization", name: offer.partner.name, url: site.origin + offer.partner.url };
  const offersOf = (more) => offer.tariffs.map(({ label, price, note }) => (
    { "@type": "Offer", name: label, price, priceCurrency: "EUR", url: head.canonical, ...more, ...(note && { description: note }) }
  ));
  const open = offersOf({ availability: "https://schema.org/InStock" });
  const shared = { location: location(head, offer), organizer, isAccessibleForFree: offer.card.free, offers: open };
  return [
    ...offer.departures.slice(0, EVENTS_MAX).map((one) => event(head, offer, one, common, shared)),
    {
      "@type": "TouristTrip", "@id": `${head.canonical}#trip`, ...common, provider: organizer,
      touristType: offer.themes.map(({ label }) => label), offers: offersOf({}),
    },
  ];
}

function event(head, offer, departure, common, { location, organizer, isAccessibleForFree, offers }) {
  const mode = offer.meeting_point ? "Offline" : "Online";
  return {
    "@type": "Event", "@id": `${head.canonical}#${departure.id}`, ...common,
    startDate: departure.starts, endDate: departure.ends, eventStatus: "https://schema.org/EventScheduled",
    eventAttendanceMode: `https://schema.org/${mode}EventAttendanceMode`, location,
    inLanguage: departure.language, maximumAttendeeCapacity: departure.capacity, organizer, isAccessibleForFree, offers,
  };
}

function location(head, { meeting_point: point, platform, needs }) {
  if (!point) return { "@type": "VirtualLocation", name: platform, url: head.canonical };
  const features = needs.flatMap(({ facets }) => facets).map(({ label }) => (
    { "@type": "LocationFeatureSpecification", name: label, value: true }
  ));
  const { name, street: streetAddress, code: postalCode, town: addressLocality } = point;
  return {
    "@type": "Place", name,
    address: { "@type": "PostalAddress", streetAddress, postalCode, addressLocality, addressCountry: "FR" },
    geo: { "@type": "GeoCoordinates", latitude: Number(point.latitude), longitude: Number(point.longitude) },
    ...(features.length && { amenityFeature: features }),
  };
}
