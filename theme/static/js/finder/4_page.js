// The page: the state is the address, every word comes from the form, and the count comes before the cards.

const SHOWN = 24;
const AHEAD = 3;
const LABELLED = ["type", "theme", "territory", "commune"];
const lang = document.documentElement.lang;

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
const wide = matchMedia("(min-width: 62rem)");

export const today_in = (zone) => new Intl.DateTimeFormat("sv", { timeZone: zone }).format();

export function said(pattern, count) {
  const plural = new Intl.PluralRules(lang).select(count) === "one" ? "one" : "other";
  return fill(pattern[plural], { count: new Intl.NumberFormat(lang).format(count) });
}

class Finder {
  constructor(root, files, table, parts) {
    const list = document.querySelector("#main .l-cards");
    const body = Object.assign(document.createElement("div"), { className: "c-finder__body", innerHTML: parts });
    const [panel, tools, active, none, more] = body.children;
    Object.assign(this, { root, files, table, list, panel, active, none, more, turn: 0, shown: 0 });
    this.form = root.querySelector("form");
    this.words = panel.dataset;
    this.opener = root.querySelector("[data-way=open]");
    this.status = root.querySelector("[role=status]");
    this.title = document.querySelector("#offers");
    this.pager = document.querySelector(".c-pager");
    this.before = [this.title.textContent, [...list.children]];
    list.before(active, none, body);
    body.append(list, more);
    this.title.after(tools);
    for (const part of [panel, tools]) for (const field of part.querySelectorAll("input, select, [type=submit], [type=reset]")) field.setAttribute("form", this.form.id);
    this.opener.setAttribute("aria-controls", panel.id);
  }

  listen() {
    const { form, panel } = this;
    const fields = form.elements;
    document.addEventListener("input", ({ target }) => {
      if (target.form !== form) return;
      if (["from", "to"].includes(target.name)) fields.when.value = "";
      if (target.name === "when") fields.from.value = fields.to.value = "";
      clearTimeout(this.wait);
      if (target.type === "search") this.wait = setTimeout(() => this.change(true), 120);
      else this.change();
    });
    panel.addEventListener("pointerover", ({ target }) => this.foresee(target.closest("label")?.querySelector("input[type=checkbox]")));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!wide.matches) panel.close();
      this.change();
      this.attend(this.title);
    });
    form.addEventListener("reset", () => setTimeout(() => this.change()));
    panel.addEventListener("close", () => this.opened());
    panel.querySelector("[data-way=close]").addEventListener("click", () => panel.close());
    fields.q.addEventListener("focus", () => this.files.words().catch(() => {}));
    if (document.activeElement === fields.q) this.files.words().catch(() => {});
    this.more.querySelector("button").addEventListener("click", () => this.next(false));
    addEventListener("popstate", () => this.read());
  }

  // What the buttons of the page ask for.
  go(way) {
    return way === "near" ? this.near() : this.open();
  }

  open() {
    if (this.panel.open) this.panel.close();
    else if (wide.matches) this.panel.show();
    else this.panel.showModal();
    this.opened();
  }

  opened() {
    this.opener.ariaExpanded = String(this.panel.open);
  }

  attend(target) {
    if (!target.matches("a, button")) target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "nearest" });
  }

  wish() {
    const wish = new URLSearchParams();
    for (const [name, value] of new FormData(this.form)) if (value.trim()) wish.append(name, value.trim());
    return wish;
  }

  change(typed = false) {
    clearTimeout(this.wait);
    const wish = this.wish();
    const address = wish.size ? `?${wish}` : location.pathname;
    if (`?${wish}` !== (location.search || "?")) history[typed && this.typed ? "replaceState" : "pushState"](null, "", address);
    this.typed = typed;
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

  async show(wish, again = true) {
    const turn = (this.turn += 1);
    try {
      await this.need(wish);
      if (turn !== this.turn) return;
      const suits = suiting(this.table, wish, today_in(this.table.zone));
      this.found = ordered(this.table, suits, wish.get("sort"), this.far);
      const cards = wish.size ? this.cards(0) : null;
      cards?.catch(() => {});
      this.tell(wish);
      await painted();
      if (turn !== this.turn) return;
      this.chips(wish);
      await this.put(cards, turn);
      this.root.querySelector("[role=alert]").hidden = true;
    } catch (error) {
      if (again && error instanceof Stale) return this.renew(wish);
      this.root.querySelector("[role=alert]").hidden = false;
    }
  }

  // Another build has come meanwhile.
  async renew(wish) {
    this.files.kept.clear();
    this.table = await this.files.table();
    if (this.far) this.far = distances(await this.files.places(), this.here);
    return this.show(wish, false);
  }

  async need(wish) {
    const { files, table } = this;
    if (!table.days && ["when", "from", "to"].some((name) => wish.get(name))) table.days = await files.days();
    if (!table.words && wish.get("q")) {
      table.words = { groups: await files.words(), each: table.each, labels: LABELLED.flatMap((name) => this.labels(name)) };
    }
  }

  labels(name) {
    const field = this.form.elements[name];
    const told = field?.options ? [...field.options].filter((one) => one.value).map((one) => [one.value, one.textContent])
      : [...this.panel.querySelectorAll(`[name="${name}"]`)].map((one) => [one.value, one.labels[0].textContent]);
    return told.map(([value, words]) => [name, fold(words), value]);
  }

  tell(wish) {
    const count = said(this.words, this.found.length);
    this.status.textContent = count;
    this.title.textContent = wish.size ? count : this.before[0];
    this.panel.querySelector("[type=submit]").textContent = said({ one: this.words.showOne, other: this.words.showOther }, this.found.length);
    if (this.pager) this.pager.hidden = Boolean(wish.size);
    this.none.hidden = Boolean(this.found.length);
  }

  cards(from) {
    const some = this.found.slice(from, from + SHOWN);
    const { each } = this.table;
    return Promise.all(some.map(async (own) => [own, (await this.files.cards(Math.floor(own / each)))[own % each]]));
  }

  async put(cards, turn) {
    const made = (await cards) ?? [];
    if (turn !== this.turn) return;
    if (cards) this.list.innerHTML = made.map(([, html]) => `<li>${html}</li>`).join("");
    else this.list.replaceChildren(...this.before[1]);
    this.shown = made.length;
    this.ended(made);
  }

  async next() {
    const { turn } = this;
    const made = await this.cards(this.shown);
    if (turn !== this.turn) return;
    this.list.insertAdjacentHTML("beforeend", made.map(([, html]) => `<li>${html}</li>`).join(""));
    this.list.children[this.shown].querySelector("a").focus();
    this.shown += made.length;
    this.ended(made);
  }

  ended(made) {
    if (this.far) made.forEach(([own], at) => this.distant(this.list.children[this.shown - made.length + at], this.far[own]));
    this.more.hidden = !made.length || this.shown >= this.found.length;
  }

  distant(card, far) {
    if (far === Number.MAX_VALUE) return;
    const unit = { style: "unit", unit: "kilometer", maximumFractionDigits: far < 10 ? 1 : 0 };
    const words = fill(this.words.far, { far: new Intl.NumberFormat(lang, unit).format(far) });
    card.querySelector(".c-card__where").append(" ", Object.assign(document.createElement("span"), { className: "c-finder__far", textContent: words }));
  }

  // While a choice is pointed at, the cards that it would give are asked for.
  foresee(box) {
    if (!box || box.checked || box === this.foreseen) return;
    this.foreseen = box;
    const wish = this.wish();
    wish.append(box.name, box.value);
    if (wish.get("q") && !this.table.words) return;
    const found = ordered(this.table, suiting(this.table, wish, today_in(this.table.zone)), wish.get("sort"), this.far);
    const groups = new Set(found.slice(0, SHOWN).map((own) => Math.floor(own / this.table.each)));
    for (const group of groups) this.files.cards(group).catch(() => {});
  }

  async near() {
    const sorry = this.root.querySelector(".c-finder__nowhere");
    sorry.hidden = true;
    try {
      const { coords } = await new Promise((found, failed) => navigator.geolocation.getCurrentPosition(found, failed, { maximumAge: 6e5, timeout: 15e3 }));
      this.here = coords;
      this.far = distances(await this.files.places(), coords);
    } catch {
      sorry.hidden = false;
      return;
    }
    const { sort } = this.form.elements;
    sort.querySelector("[value=distance]").hidden = false;
    sort.value = "distance";
    await this.change();
    this.attend(this.title);
  }

  name(name, value) {
    const field = this.form.elements[name];
    if (name === "from" || name === "to") {
      const day = new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeZone: "UTC" }).format(new Date(value));
      return fill(this.words[name === "from" ? "since" : "until"], { day });
    }
    if (name === "q") return fill(this.words.words, { words: value });
    if (field?.options) return [...field.options].find((one) => one.value === value)?.textContent ?? value;
    return this.box(name, value)?.labels[0].textContent.trim() ?? value;
  }

  box(name, value) {
    return this.panel.querySelector(`[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]`);
  }

  chips(wish) {
    const active = [...wish].filter(([name]) => name !== "sort" && this.form.elements[name]);
    const chips = active.map(([name, value]) => {
      const words = this.name(name, value);
      return this.chip(words, fill(this.words.remove, { name: words }), () => this.drop(name, value));
    });
    if (active.length > 1) chips.push(this.chip(this.words.clear, "", () => this.form.reset()));
    this.active.replaceChildren(...chips);
    this.active.hidden = !active.length;
    if (this.found.length) return;
    const ways = active.map(([name, value]) => {
      const looser = new URLSearchParams(wish);
      looser.delete(name, value);
      return [counted(suiting(this.table, looser, today_in(this.table.zone)).bits), name, value];
    }).filter(([count]) => count).sort(([one], [other]) => other - one);
    const loosen = ways.map(([count, name, value]) => {
      const words = fill(this.words.without, { name: this.name(name, value), found: said(this.words, count) });
      return this.chip(words, "", () => this.drop(name, value));
    });
    if (!loosen.length) loosen.push(this.chip(this.words.clear, "", () => this.form.reset()));
    this.none.querySelector("ul").replaceChildren(...loosen);
  }

  chip(words, label, act) {
    const place = document.createElement("li");
    const button = place.appendChild(document.createElement("button"));
    Object.assign(button, { type: "button", className: "c-tag c-tags__link c-finder__chip", textContent: words });
    if (label) button.ariaLabel = label;
    button.addEventListener("click", async () => {
      const at = [...this.active.children].indexOf(place);
      act();
      await this.change();
      this.attend(this.active.children[Math.max(at, 0)]?.firstChild ?? this.title);
    });
    return place;
  }

  drop(name, value) {
    const box = this.box(name, value);
    if (box?.type === "checkbox") box.checked = false;
    else this.form.elements[name].value = "";
  }
}

export async function start(root) {
  const files = new Files(root.dataset.home);
  const [table, parts] = await Promise.all([files.table(), ask(`${files.home}facets-form.json`)]);
  const finder = new Finder(root, files, table, parts);
  const typed = finder.form.elements.q.value;
  finder.listen();
  if (location.search.length > 1) await finder.read();
  else if (typed) await finder.change(true);
  files.days().then((read) => (finder.table.days = read), () => {});
  for (let group = 0; group < Math.min(AHEAD, files.told.groups.length); group += 1) files.cards(group).catch(() => {});
  return finder;
}
