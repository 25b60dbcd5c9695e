// How things are said in one language: the theme's words, dates, money. Formatters are made once, results kept.

const FIELDS = {
  EEEE: { weekday: "long" }, EEE: { weekday: "short" }, MMMM: { month: "long" }, LLLL: { month: "long" }, MMM: { month: "short" },
  d: { day: "numeric" }, y: { year: "numeric" },
};
const TOKEN = /'([^']*)'|(EEEE|EEE|MMMM|LLLL|MMM|mm|d|y|H|h|a)|([^'a-zA-Z]+)/g;

export class Say {
  constructor(lang, words) {
    this.lang = lang;
    this.words = words;
    this.plurals = new Intl.PluralRules(lang);
    this.lists = new Intl.ListFormat(lang);
    this.percents = new Intl.NumberFormat(lang, { style: "percent" });
    this.decimals = new Intl.NumberFormat(lang, { maximumFractionDigits: 1 });
    this.formats = new Map();
    this.dates = new Map();
    this.amounts = new Map();
  }

  // The words of a French message; `values` fill its holes.
  t(message, values) {
    const said = this.words[message];
    return values ? said.replace(/\{(\w+)\}/g, (hole, name) => values[name]) : said;
  }

  // The form of a message for a number, as it stands.
  form(message, count) {
    const forms = this.words[message];
    return forms[this.plurals.select(count)] ?? forms.other;
  }

  // The form of a message for a number, with the number in it.
  n(message, count) {
    return this.form(message, count).replace("{count}", count);
  }

  // A moment (ISO 8601 with its offset) by a pattern of CLDR, in its own local time.
  date(at, pattern) {
    const key = pattern + at.slice(0, 16);
    let said = this.dates.get(key);
    if (said === undefined) {
      said = this.write(new Date(`${at.slice(0, 16)}Z`), pattern);
      this.dates.set(key, said);
    }
    return said;
  }

  write(moment, pattern) {
    return pattern.replace(TOKEN, (all, literal, field, rest) => literal ?? rest ?? this.field(moment, field));
  }

  field(moment, name) {
    const hours = moment.getUTCHours();
    switch (name) {
      case "H": return String(hours);
      case "h": return String(hours % 12 || 12);
      case "mm": return String(moment.getUTCMinutes()).padStart(2, "0");
      case "a": return hours < 12 ? "AM" : "PM";
    }
    let format = this.formats.get(name);
    if (!format) {
      format = new Intl.DateTimeFormat(this.lang, { ...FIELDS[name], timeZone: "UTC" });
      this.formats.set(name, format);
    }
    return format.format(moment);
  }

  day(at) {
    return this.date(at, this.words[at.slice(8, 10) > "01" ? "EEE d MMM" : "EEE d'er' MMM"]);
  }

  longDay(at) {
    return this.date(at, this.words[at.slice(8, 10) > "01" ? "EEEE d MMMM y" : "EEEE d'er' MMMM y"]);
  }

  month(at) {
    return this.date(at, this.words["LLLL y"]);
  }

  dayOfMonth(at) {
    return this.date(at, this.words[at.slice(8, 10) > "01" ? "EEE d" : "EEE d'er'"]);
  }

  // Dates whose group is of another size.
  smaller({ starts, more, capacity }) {
    const told = starts.map((at) => this.t("{day} à {hour}", { day: this.day(at), hour: this.hour(at) })).join(", ");
    const days = more ? `${told} ${this.n("et {count} autre date", more)}` : told;
    return this.t("{days} : {group}.", { days, group: this.n("groupe d’une personne", capacity) });
  }

  need(id) {
    const messages = { moving: "Se déplacer", hearing: "Entendre", resting: "Se poser" };
    return this.t(messages[id]);
  }

  hour(at) {
    return this.date(at, this.words[at.slice(14, 16) === "00" ? "H'\u202fh'" : "H'\u202fh\u202f'mm"]);
  }

  duration(minutes) {
    if (minutes < 60) return this.t("{minutes}\u202fmin", { minutes });
    const hours = Math.floor(minutes / 60);
    const rest = minutes % 60;
    if (!rest) return this.t("{hours}\u202fh", { hours });
    return this.t("{hours}\u202fh\u202f{minutes}", { hours, minutes: String(rest).padStart(2, "0") });
  }

  notice(hours) {
    return hours >= 72 && hours % 24 === 0 ? this.n("{count} jour", hours / 24) : this.t("{hours}\u202fh", { hours });
  }

  money(cents) {
    let said = this.amounts.get(cents);
    if (said === undefined) {
      const digits = cents % 100 ? 2 : 0;
      const shape = { style: "currency", currency: "EUR", minimumFractionDigits: digits, maximumFractionDigits: digits };
      said = new Intl.NumberFormat(this.lang, shape).format(cents / 100);
      this.amounts.set(cents, said);
    }
    return said;
  }

  price(card) {
    if (card.free) return this.t("gratuit");
    const price = this.money(card.from_cents);
    return card.one_price ? price : this.t("dès {price}", { price });
  }

  percent(number) {
    return this.percents.format(number / 100);
  }

  decimal(number) {
    return this.decimals.format(number);
  }

  list(labels) {
    return this.lists.format(labels.map((one) => one.label));
  }

  guided(code) {
    const messages = { fr: "en français", en: "en anglais", es: "en espagnol", de: "en allemand" };
    return messages[code] ? this.t(messages[code]) : code.toUpperCase();
  }
}
