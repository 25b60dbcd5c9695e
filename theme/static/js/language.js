// Suggests the page in the language that the visitor likes best among those it has, once and without leading there.

const ways = [...document.querySelectorAll("link[hreflang]")];
const liked = navigator.languages.map((one) => one.split("-")[0]).find((one) => ways.some((way) => way.hreflang === one));
const KEY = "language";

function suggest({ hreflang, href, dataset }) {
  const note = Object.assign(document.createElement("aside"), { className: "c-also", lang: hreflang });
  const link = Object.assign(document.createElement("a"), { href: new URL(href).pathname, hreflang, textContent: dataset.here });
  const button = Object.assign(document.createElement("button"), { type: "button", textContent: dataset.close });
  button.addEventListener("click", () => {
    sessionStorage.setItem(KEY, "kept");
    note.remove();
  });
  note.append(link, " ", button);
  const sheet = document.querySelector("script[data-sheet]").dataset.sheet;
  document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: sheet, onload: () => document.querySelector("main").before(note) }));
}

if (liked && liked !== document.documentElement.lang && !document.referrer.startsWith(location.origin)) {
  if (!sessionStorage.getItem(KEY)) suggest(ways.find((way) => way.hreflang === liked));
}
