// Files of one build go together. Each says a version, and `finder.json`, asked for anew, says which ones there are.

class Stale extends Error {}

async function ask(address, cache) {
  const answer = await fetch(address, { credentials: "omit", cache });
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

const number_of = (signs, at) => signs.charCodeAt(at) - FIRST;

// The cards of a group as HTML: in each, what its frame says and what its columns do, in turn.
export function cards_of({ frames, signs }) {
  const counts = frames.map(() => 0);
  return [...signs].map((sign) => {
    const frame = sign.charCodeAt(0) - FIRST;
    const at = counts[frame]++;
    return frames[frame].map((part) => (typeof part === "string" ? part
      : part[0] + part[2][part[3] === undefined ? at : number_of(part[3], at)] + part[1])).join("");
  });
}

export class Files {
  constructor(home) {
    this.home = home;
    this.kept = new Map();
  }

  // The facets of all offers.
  async table() {
    const [told, data] = await Promise.all([ask(`${this.home}finder.json`, "no-cache"), ask(`${this.home}facets.json`)]);
    this.told = told;
    const facets = data.v === told.v ? data : await this.asked("facets", told.v);
    return Object.assign(decode(facets), { zone: facets.zone, each: facets.each });
  }

  async asked(name, version) {
    const data = await ask(`${this.home}${name}.json?${version}`);
    if (data.v !== version) throw new Stale(name);
    return data;
  }

  // A file, read once; one that could not be had may be asked for again.
  once(name, version, read) {
    if (!this.kept.has(name)) {
      const reading = this.asked(name, version).then(read);
      this.kept.set(name, reading);
      reading.catch(() => this.kept.delete(name));
    }
    return this.kept.get(name);
  }

  days() { return this.once("facets-days", this.told.v, decode_days); }

  places() { return this.once("facets-places", this.told.v, (data) => data); }

  cards(group) { return this.once(`cards-${group}`, this.told.groups[group], cards_of); }

  words() {
    return Promise.all(this.told.groups.map((version, group) => this.once(`words-${group}`, version, decode_words)));
  }
}
