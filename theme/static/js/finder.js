// Narrows down the list of offers: the facets of all are columns, cards come by a few as they are shown, the state is
// the address. Every word comes from the form. `fold`, `days` and `matching` decide; all else shows.

const FIRST = 35;
const END = 33;
const SHOWN = 24;
const GREEDY = ["type", "theme", "territory", "language"];

// Text

const ELIDED = new Set(["l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"]);
const stems = new Map();

function stem(word) {
  if (!stems.has(word)) stems.set(word, word.length < 4 ? word : short(word));
  return stems.get(word);
}

// Plural and singular end up alike, in the languages of the site; that other words may too does no harm.
const short = (word) => word.replace(/eaux$/, "eau").replace(/(?<=..)aux$/, "al").replace(/ies$/, "y")
  .replace(/[sx]$/, "").replace(/(?<=...)(en|er|e|n)$/, "");

export function fold(text) {
  const plain = text.toLowerCase().replace(/œ/g, "oe").replace(/æ/g, "ae").replace(/ß/g, "ss")
    .normalize("NFD").replace(/\p{M}/gu, "");
  return plain.split(/[^\p{L}\p{N}'’]+/u).flatMap((part) => {
    const [first, ...rest] = part.split(/['’]/);
    return rest.length && ELIDED.has(first) ? rest : [first, ...rest];
  }).filter(Boolean).map(stem);
}

// Days, as `2027-05-01`, and their numbers

const number = (day) => Date.parse(day) / 864e5;
const written = (count) => new Date(count * 864e5).toISOString().slice(0, 10);

export function days(when, from, to, today) {
  if (when === "today") return [today, today];
  if (when === "weekend") {
    const weekday = new Date(today).getUTCDay();
    const saturday = number(today) + (weekday === 0 ? -1 : 6 - weekday);
    return [written(Math.max(saturday, number(today))), written(saturday + 1)];
  }
  return from || to ? [from && from > today ? from : today, to || "9999-12-31"] : null;
}

// Columns

function several(signs, read) {
  const found = [[]];
  for (const sign of signs) {
    const code = sign.charCodeAt(0);
    if (code === END) found.push([]);
    else found.at(-1).push(read(code - FIRST, found.at(-1)));
  }
  found.pop();
  return found;
}

export function decode(data) {
  const table = { size: data.size };
  for (const name of ["type", "territory", "commune", "price", "children"]) {
    const [names, signs] = data[name];
    table[name] = [...signs].map((sign) => [names[sign.charCodeAt(0) - FIRST]]);
  }
  for (const name of ["language", "access"]) {
    const [names, signs] = data[name];
    table[name] = [...signs].map((sign) => names[sign.charCodeAt(0) - FIRST]);
  }
  table.theme = several(data.theme[1], (code) => data.theme[0][code]);
  return table;
}

export function decode_days({ day, days: signs }) {
  let first = number(day);
  return several(signs, (delta, before) => (before.length ? before.at(-1) + delta : (first += delta)));
}

// The offers that suit a wish, in its order. A wish: URLSearchParams; texts: the folded words of each offer.
export function matching(table, wish, today, texts) {
  const span = days(wish.get("when"), wish.get("from"), wish.get("to"), today)?.map(number);
  const tests = tests_of(table, wish, texts);
  const day = (own) => table.days[own].find((one) => !span || (one >= span[0] && one <= span[1]));
  const found = [];
  for (let own = 0; own < table.size; own += 1) {
    if ((!span || day(own) !== undefined) && tests.every((suits) => suits(own))) found.push(own);
  }
  const way = { price: 1, "-price": -1 }[wish.get("sort")];
  if (way) return found.sort((one, other) => way * (table.price[one][0] - table.price[other][0]) || one - other);
  return span ? found.map((own) => [day(own), own]).sort((a, b) => a[0] - b[0] || a[1] - b[1]).map(([, own]) => own) : found;
}

function tests_of(table, wish, texts) {
  const tests = [...GREEDY, "commune"].filter((name) => wish.get(name)).map((name) => {
    const wanted = new Set(wish.getAll(name));
    return (own) => table[name][own].some((one) => wanted.has(one));
  });
  const access = wish.getAll("access");
  if (access.length) tests.push((own) => access.every((one) => table.access[own].includes(one)));
  if (wish.get("children")) tests.push((own) => table.children[own][0]);
  if (wish.get("virtual")) tests.push((own) => table.type[own][0] === "virtual");
  if (wish.get("price")) tests.push((own) => table.price[own][0] <= wish.get("price") * 100);
  const words = texts ? fold(wish.get("q") || "") : [];
  if (words.length) tests.push((own) => words.every((word) => texts[own].includes(` ${word}`)));
  return tests;
}

// The page

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

async function ask(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(address);
  return answer.json();
}

class Finder {
  constructor(root, button, data, form) {
    root.insertAdjacentHTML("beforeend", `<div class="c-finder__panel" id="finder">${form}</div>`);
    this.root = root;
    this.button = button;
    this.data = data;
    this.table = decode(data);
    this.form = root.querySelector("form");
    this.panel = root.querySelector(".c-finder__panel");
    this.list = document.querySelector("#main .l-cards");
    this.title = document.querySelector("#offers");
    this.pager = document.querySelector(".c-pager");
    this.before = [this.title.textContent, [...this.list.children]];
    this.files = new Map();
    this.status = root.querySelector("[role=status]");
    this.active = root.querySelector(".c-finder__active");
    this.none = root.querySelector(".c-finder__none");
    this.more = root.querySelector(".c-finder__more");
    // Beside what they are about, and in sight when the form is not.
    this.list.before(this.active, this.none);
    this.list.after(this.more);
    root.append(this.status);
    button.setAttribute("aria-controls", "finder");
    this.today = new Intl.DateTimeFormat("sv", { timeZone: data.zone }).format();
  }

  listen() {
    const { form } = this;
    this.button.addEventListener("click", () => this.open(this.panel.hidden));
    form.addEventListener("input", (event) => {
      if (["from", "to"].includes(event.target.name)) form.elements.when.value = "";
      if (event.target.name === "when") form.elements.from.value = form.elements.to.value = "";
      clearTimeout(this.wait);
      this.wait = setTimeout(() => this.change(), event.target.type === "search" ? 200 : 0);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.change();
      this.open(false);
      this.title.tabIndex = -1;
      this.title.focus();
      this.title.scrollIntoView();
    });
    form.addEventListener("reset", () => setTimeout(() => this.change()));
    this.more.querySelector("button").addEventListener("click", () => this.next());
    addEventListener("popstate", () => this.read());
  }

  open(wide) {
    this.panel.hidden = !wide;
    this.button.ariaExpanded = String(wide);
  }

  wish() {
    const wish = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value.trim()) wish.append(name, value.trim());
    return wish;
  }

  change() {
    const wish = this.wish();
    const address = wish.size ? `?${wish}` : location.pathname;
    if (`?${wish}` !== (location.search || "?")) history.pushState(null, "", address);
    return this.show(wish);
  }

  // The address into the form, then the list.
  read() {
    const asked = new URLSearchParams(location.search);
    for (const field of this.form.elements) {
      if (!field.name) continue;
      const values = asked.getAll(field.name);
      if (["checkbox", "radio"].includes(field.type)) field.checked = values.includes(field.value) || (field.type === "radio" && !field.value && !values.length);
      else field.value = values[0] ?? "";
    }
    return this.show(this.wish());
  }

  async texts() {
    const { offers } = await ask(`${this.root.dataset.home}search.json`);
    const starts = ({ starts: [first] }) => (first ? Date.parse(first) : Infinity);
    const sorted = offers.map((offer) => [starts(offer), offer]).sort(([a, one], [b, other]) => (a === b ? (one.id < other.id ? -1 : 1) : a - b));
    const label = (name, id) => this.form.querySelector(`[name="${name}"][value="${id}"]`)?.labels[0].textContent ?? "";
    return sorted.map(([, one]) => {
      const labels = [label("type", one.type), label("territory", one.territory), ...one.themes.map((id) => label("theme", id))];
      return ` ${fold([one.title, one.summary, one.commune, ...labels].join(" ")).join(" ")}`;
    });
  }

  async show(wish) {
    const turn = (this.turn = (this.turn ?? 0) + 1);
    if (wish.get("q") && !this.read_texts) this.read_texts = this.texts().catch(() => (this.read_texts = null));
    if (["when", "from", "to"].some((name) => wish.get(name)) && !this.table.days) {
      this.table.days = decode_days(await ask(`${this.root.dataset.home}facets-days.json`));
    }
    const texts = wish.get("q") ? await this.read_texts : null;
    if (turn !== this.turn) return;
    this.found = matching(this.table, wish, this.today, texts);
    const count = this.said(this.found.length);
    this.status.textContent = this.title.textContent = count;
    this.chips(wish, texts);
    if (this.pager) this.pager.hidden = Boolean(wish.size);
    this.shown = 0;
    if (wish.size) return this.next(true);
    this.title.textContent = this.before[0];
    this.list.replaceChildren(...this.before[1]);
    this.more.hidden = true;
  }

  said(count) {
    const plural = new Intl.PluralRules(document.documentElement.lang).select(count) === "one" ? "one" : "other";
    return fill(this.form.dataset[plural], { count: new Intl.NumberFormat(document.documentElement.lang).format(count) });
  }

  async next(anew = false) {
    const { turn } = this;
    const some = this.found.slice(this.shown, this.shown + SHOWN);
    const cards = await Promise.all(some.map((own) => this.card(own)));
    if (turn !== this.turn) return;
    const made = cards.map((html) => Object.assign(document.createElement("li"), { innerHTML: html }));
    if (anew) this.list.replaceChildren(...made);
    else this.list.append(...made);
    if (!anew) made[0]?.querySelector("a").focus();
    this.shown += some.length;
    this.more.hidden = this.shown >= this.found.length;
  }

  async card(own) {
    const file = Math.floor(own / this.data.each);
    if (!this.files.has(file)) this.files.set(file, ask(`${this.root.dataset.home}cards-${file}.json`));
    return (await this.files.get(file))[own % this.data.each];
  }

  name(name, value) {
    const field = this.form.elements[name];
    if (name === "from" || name === "to") {
      const day = new Intl.DateTimeFormat(document.documentElement.lang, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value));
      return fill(this.form.dataset[name === "from" ? "since" : "until"], { day });
    }
    if (field.options) return [...field.options].find((one) => one.value === value)?.textContent ?? value;
    const box = this.form.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`);
    return box ? box.labels[0].textContent.trim() : value;
  }

  chips(wish, texts) {
    const active = [...wish].filter(([name]) => name !== "sort");
    this.active.replaceChildren(...active.map(([name, value]) => {
      const said = this.name(name, value);
      return this.chip(said, fill(this.form.dataset.remove, { name: said }), name, value);
    }));
    this.active.hidden = !active.length;
    this.none.hidden = Boolean(this.found.length);
    const ways = this.found.length ? [] : active.map(([name, value]) => {
      const looser = new URLSearchParams(wish);
      looser.delete(name, value);
      return [matching(this.table, looser, this.today, texts).length, name, value];
    });
    this.none.querySelector("ul").replaceChildren(...ways.filter(([count]) => count).map(([count, name, value]) => {
      return this.chip(fill(this.form.dataset.without, { name: this.name(name, value), found: this.said(count) }), "", name, value);
    }));
  }

  chip(words, label, name, value) {
    const item = document.createElement("li");
    const button = item.appendChild(document.createElement("button"));
    button.type = "button";
    button.className = "c-tag c-tags__link c-finder__chip";
    button.textContent = words;
    if (label) button.ariaLabel = label;
    button.addEventListener("click", () => {
      this.drop(name, value);
      this.change();
      this.button.focus();
    });
    return item;
  }

  drop(name, value) {
    const field = this.form.elements[name];
    const box = this.form.querySelector(`[name="${name}"][value="${CSS.escape(value)}"]`);
    if (box && box.type === "checkbox") box.checked = false;
    else field.value = "";
  }
}

export async function start(root, button) {
  const files = ["facets", "facets-form"].map((name) => ask(`${root.dataset.home}${name}.json`));
  const [data, form] = await Promise.all(files);
  const finder = new Finder(root, button, data, form);
  finder.listen();
  const asked = location.search.length > 1;
  finder.open(!asked);
  if (asked) await finder.read();
  else finder.form.elements.q.focus();
}
