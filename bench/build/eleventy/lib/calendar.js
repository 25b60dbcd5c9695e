// The departures of a list as a calendar (RFC 5545), the soonest hundred.

const DEPARTURES_MAX = 100;
const LINE_MAX = 75;
const SPECIAL = /[\\;,]/g;
const told = new WeakMap();

export function calendarOf({ term, site, title }) {
  const departures = term.members.flatMap((offer) => offer.departures.map((one) => ({ offer, ...one })));
  departures.sort((a, b) => compare(a.starts, b.starts) || compare(a.id, b.id));
  const head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Faubourg//Catalogue//EN", "METHOD:PUBLISH"];
  head.push(folded(`X-WR-CALNAME:${text(`${title} – ${site.name}`)}`), "REFRESH-INTERVAL;VALUE=DURATION:PT12H");
  const events = departures.slice(0, DEPARTURES_MAX).map((one) => eventOf(one, site.origin));
  return [...head, ...events, "END:VCALENDAR", ""].join("\r\n");
}

function eventOf({ offer, id, starts, ends }, origin) {
  const start = utc(starts);
  const uid = folded(`UID:${id}@${new URL(origin).hostname}`);
  const times = `DTSTAMP:${start}\r\nDTSTART:${start}\r\nDTEND:${utc(ends)}\r\nSTATUS:CONFIRMED\r\nSEQUENCE:0\r\nTRANSP:TRANSPARENT`;
  return `BEGIN:VEVENT\r\n${uid}\r\n${times}\r\n${words(offer, origin)}\r\nEND:VEVENT`;
}

// The lines that all departures of an offer share.
function words(offer, origin) {
  if (!told.has(offer)) {
    const { card, meeting_point: point } = offer;
    const lines = [`SUMMARY:${text(card.title)}`, `DESCRIPTION:${text(card.summary)}`];
    if (point) lines.push(`LOCATION:${text(`${point.name}, ${point.address}`)}`);
    told.set(offer, [...lines, `URL:${origin}${card.url}`].map(folded).join("\r\n"));
  }
  return told.get(offer);
}

function compare(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function utc(moment) {
  return `${new Date(moment).toISOString().slice(0, 19).replace(/[-:]/g, "")}Z`;
}

function text(value) {
  return value.replace(SPECIAL, "\\$&").replace(/\n/g, "\\n");
}

// Lines hold 75 bytes at most; those that go on begin with a space.
function folded(line) {
  if (line.length * 4 <= LINE_MAX || Buffer.byteLength(line) <= LINE_MAX) return line;
  const pieces = [];
  let [piece, size] = ["", 0];
  for (const sign of line) {
    const width = Buffer.byteLength(sign);
    if (size + width > LINE_MAX) {
      pieces.push(piece);
      [piece, size] = [" ", 1];
    }
    piece += sign;
    size += width;
  }
  return [...pieces, piece].join("\r\n");
}
