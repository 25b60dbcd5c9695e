// The page stands at any address of the functions: its language is that of the address, and back is where one came from.

const [spoken] = location.pathname.split("/").filter(Boolean);
const own = document.querySelector(`[data-spoken][lang="${CSS.escape(spoken ?? "")}"]`);
const from = document.referrer && new URL(document.referrer);

if (own) {
  const headline = document.querySelector("h1");
  headline.textContent = own.querySelector("h1, h2").textContent;
  own.querySelector("h1, h2").replaceWith(headline);
  document.querySelector("[data-spoken]").replaceWith(own);
  for (const each of document.querySelectorAll("[data-others]")) each.remove();
  document.querySelector("title").lang = own.lang;
  document.title = headline.textContent;
}
if (from && from.origin === location.origin && from.pathname !== location.pathname) {
  for (const link of document.querySelectorAll("[data-back]")) {
    link.href = from.href;
    link.hidden = false;
  }
}
