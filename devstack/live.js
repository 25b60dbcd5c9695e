// What `make serve` adds to the pages of the site: they reload by themselves when they are no longer as they were
// served. A page whose forms hold what somebody entered asks first. Faults in the content are shown until mended.

const { page: shown, style } = document.currentScript.dataset;

const WORDS = {
  fr: { changed: "Page modifiée\u202f:", reload: "recharger", faults: "Le site reste comme il était\u202f:" },
  en: { changed: "Page changed:", reload: "reload", faults: "The site stays as it was:" },
};
const language = document.documentElement.lang in WORDS ? document.documentElement.lang : "en";
const words = WORDS[language];

let listening = null;
let sheet = style;

const entered = (control) => {
  if (control.options) {
    const first = [...control.options].findIndex((one) => one.defaultSelected);
    return control.selectedIndex !== Math.max(first, 0);
  }
  if (control.type === "checkbox" || control.type === "radio") return control.checked && !control.defaultChecked;
  return control.defaultValue !== undefined && control.value !== control.defaultValue;
};

const anythingEntered = () => [...document.querySelectorAll("input, select, textarea")].some(entered);

function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

// In a shadow tree: the banner takes no style from the site and gives it none.
const banner = element("aside", { lang: language });
const told = element("div", { className: "told", role: "status" });
banner.attachShadow({ mode: "open" }).append(element("link", { rel: "stylesheet", href: "/_dev/live.css" }), told);

function say(faults, changed) {
  const lines = [];
  if (faults) lines.push(element("strong", {}, words.faults), element("pre", {}, faults[language] ?? faults.en));
  if (changed) {
    const reload = element("button", { type: "button", onclick: () => location.reload() }, words.reload);
    lines.push(element("p", {}, words.changed, " ", reload));
  }
  told.replaceChildren(...lines);
  if (lines.length && !banner.isConnected) document.body.append(banner);
  if (!lines.length) banner.remove();
}

function restyle(address) {
  const former = document.querySelector(`link[rel="stylesheet"][href="${CSS.escape(sheet)}"]`);
  if (!former || !address) return location.reload();
  const next = element("link", { rel: "stylesheet", href: address, onload: () => former.remove() });
  former.after(next);
  sheet = address;
}

function look({ page, style, faults }) {
  const changed = page !== shown;
  if (changed && !anythingEntered()) return location.reload();
  if (style !== sheet) restyle(style);
  say(faults, changed);
}

// A hidden page does not listen: a browser opens six connections to an origin, and each listener holds one.
function listen() {
  if (listening || document.hidden) return;
  listening = new EventSource(`/_dev/changes?path=${encodeURIComponent(location.pathname)}`);
  listening.onmessage = (message) => look(JSON.parse(message.data));
  listening.onerror = () => {
    if (listening?.readyState !== EventSource.CLOSED) return;
    leave();
    setTimeout(listen, 1000);
  };
}

function leave() {
  listening?.close();
  listening = null;
}

document.addEventListener("visibilitychange", () => (document.hidden ? leave() : listen()));
window.addEventListener("pagehide", leave);
window.addEventListener("pageshow", listen);
