// What offers have, as sets of bits: a wish is a few of them, and its count is what they share.

const FIRST = 35;
const END = 33;

const empty = (size) => new Uint32Array((size + 31) >> 5);
const put = (bits, own) => { bits[own >> 5] |= 1 << (own & 31); };
const has = (bits, own) => (bits[own >> 5] >> (own & 31)) & 1;
const join = (some, size) => some.reduce((all, one) => all.map((word, at) => word | one[at]), empty(size));

function filled(size, suits) {
  const bits = empty(size);
  for (let own = 0; own < size; own += 1) if (suits(own)) put(bits, own);
  return bits;
}

export function counted(bits) {
  let count = 0;
  for (let word of bits) for (; word; word &= word - 1) count += 1;
  return count;
}

export function decode(data) {
  const { size } = data;
  const table = { size, columns: {}, theme: new Map(data.theme[0].map((name) => [name, empty(size)])), kept: new Map() };
  for (const [some, signs] of data.columns) {
    let times = 1;
    for (const [name, names] of some) {
      const of = new Uint16Array(size);
      for (let own = 0; own < size; own += 1) of[own] = Math.floor((signs.charCodeAt(own) - FIRST) / times) % names.length;
      table.columns[name] = { names, of };
      times *= names.length;
    }
  }
  let own = 0;
  for (const sign of data.theme[1]) {
    const code = sign.charCodeAt(0);
    if (code === END) own += 1;
    else put(table.theme.get(data.theme[0][code - FIRST]), own);
  }
  return table;
}

// The days of all offers in a row, and where each one's begin.
export function decode_days({ day, days: signs }) {
  const [starts, all] = [[0], []];
  let [first, before] = [number(day), null];
  for (let at = 0; at < signs.length; at += 1) {
    const code = signs.charCodeAt(at);
    if (code === END) {
      starts.push(all.length);
      before = null;
    } else {
      before = before === null ? (first += code - FIRST) : before + code - FIRST;
      all.push(before);
    }
  }
  return { starts, all };
}

// Days, as `2027-05-01`, and their numbers

const number = (day) => Date.parse(day) / 864e5;
const written = (count) => new Date(count * 864e5).toISOString().slice(0, 10);

export function days(when, from, to, today) {
  if (when === "today") return [today, today];
  if (when === "tomorrow") return [written(number(today) + 1), written(number(today) + 1)];
  if (when === "weekend") {
    const weekday = new Date(today).getUTCDay();
    const saturday = number(today) + (weekday === 0 ? -1 : 6 - weekday);
    return [written(Math.max(saturday, number(today))), written(saturday + 1)];
  }
  return from || to ? [from && from > today ? from : today, to || "9999-12-31"] : null;
}

// The first day of each offer within a span, or Infinity.
function firsts({ starts, all }, [from, to]) {
  return Float64Array.from({ length: starts.length - 1 }, (_, own) => {
    for (let at = starts[own]; at < starts[own + 1]; at += 1) if (all[at] >= from) return all[at] <= to ? all[at] : Infinity;
    return Infinity;
  });
}

const SUITS = {
  price: (cents, most) => cents <= most * 100,
  children: (welcome) => welcome,
  virtual: (type) => type === "virtual",
};
const COLUMN = { virtual: "type" };

// The offers that have a value of a facet; kept for the next wish.
function having(table, name, value) {
  const key = `${name}=${value}`;
  if (!table.kept.has(key)) table.kept.set(key, name === "theme" ? table.theme.get(value) ?? empty(table.size) : by_column(table, name, value));
  return table.kept.get(key);
}

function by_column(table, name, value) {
  const { names, of } = table.columns[COLUMN[name] ?? name];
  const suits = SUITS[name] ?? ((one) => (Array.isArray(one) ? one.includes(value) : one === value));
  const suiting = names.map((one) => suits(one, value));
  return filled(table.size, (own) => suiting[of[own]]);
}

// The offers in whose title, summary or labels a word begins so.
function worded(table, word) {
  const { groups, each, labels } = table.words;
  const bits = join(labels.filter(([, stems]) => stems.some((stem) => stem.startsWith(word))).map(([name, , value]) => having(table, name, value)), table.size);
  groups.forEach(({ stems, at }, group) => stems.forEach((stem, place) => {
    if (!stem.startsWith(word)) return;
    let own = group * each - 1;
    for (const sign of at[place]) put(bits, (own += sign.charCodeAt(0) - FIRST));
  }));
  return bits;
}

const EACH = ["access"]; // all that are wished for at once; of the other facets one is enough

// The offers that suit a wish (URLSearchParams), as bits, and their first days where it names days.
export function suiting(table, wish, today) {
  const parts = [];
  for (const name of new Set(wish.keys())) {
    if (!(name === "theme" || (COLUMN[name] ?? name) in table.columns)) continue;
    const some = wish.getAll(name).filter(Boolean).map((value) => having(table, name, value));
    if (some.length) parts.push(...(EACH.includes(name) ? some : [join(some, table.size)]));
  }
  const span = days(wish.get("when"), wish.get("from"), wish.get("to"), today)?.map(number);
  const dated = span && table.days ? firsts(table.days, span) : null;
  if (dated) parts.push(filled(table.size, (own) => dated[own] < Infinity));
  if (table.words) for (const word of fold(wish.get("q") ?? "")) parts.push(worded(table, word));
  const bits = filled(table.size, () => true);
  for (const one of parts) for (let at = 0; at < bits.length; at += 1) bits[at] &= one[at];
  return { bits, dated };
}

// Their numbers, in the order wished for; `far`: how far each is, where that is known.
export function ordered(table, { bits, dated }, sort, far) {
  const found = [];
  for (let own = 0; own < table.size; own += 1) if (has(bits, own)) found.push(own);
  const { names, of } = table.columns.price;
  const by = { price: (own) => names[of[own]], "-price": (own) => -names[of[own]], distance: far && ((own) => far[own]) }[sort];
  const key = by ?? (dated && ((own) => dated[own]));
  return key ? found.sort((one, other) => key(one) - key(other) || one - other) : found;
}

// How far each offer is from a place, in km; what is nowhere is farthest.
export function distances({ lat, lon }, here) {
  const radian = Math.PI / 180;
  const across = Math.cos(here.latitude * radian);
  return Float64Array.from(lat, (own, at) => (own === null ? Number.MAX_VALUE
    : 6371 * radian * Math.hypot(own / 1e4 - here.latitude, (lon[at] / 1e4 - here.longitude) * across)));
}
