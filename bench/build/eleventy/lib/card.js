// An offer in a list: a ticket with its cover, its words, and a stub. Each is shown on several pages and made once.

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const made = new WeakMap();

export function card(view, say, level = 3, soon = false) {
  if (!made.has(view)) made.set(view, {});
  const ways = made.get(view);
  return (ways[`${level}${soon}`] ??= ticket(view, say, level, soon));
}

function ticket(view, say, level, soon) {
  const lazy = soon ? "" : ' loading="lazy" decoding="async"';
  const where = view.virtual ? say.t("En ligne") : view.commune;
  const area = view.virtual || !view.commune.startsWith(view.territory.label) ? ` ${html(view.territory.label)}` : "";
  return `<article class="c-card" data-territory="${html(view.territory.id)}">
  <div class="c-card__cover">
    <img class="c-card__picture" src="${html(view.cover)}" width="640" height="400" alt=""${lazy}>
    <p class="c-tag c-card__type">${html(view.type.label)}</p>
  </div>
  <div class="c-card__words">
    <p class="c-card__where"><b class="c-card__commune">${html(where)}</b>${area}</p>
    <h${level} class="c-card__title"><a class="c-card__link" href="${html(view.url)}">${html(view.title)}</a></h${level}>
  </div>
  <div class="c-card__stub c-perforation">
    ${when(view, say)}
    <p class="c-card__price"><b>${html(say.price(view))}</b></p>
  </div>
</article>`;
}

function when({ starts, duration_minutes: minutes }, say) {
  const long = `<span>${html(say.duration(minutes))}</span>`;
  if (!starts) return `<p class="c-card__when"><b>${html(say.t("Pas de date pour l’instant"))}</b> ${long}</p>`;
  return `${leaf(starts, say)}
    <p class="c-card__when"><b>${html(say.hour(starts))}</b> ${long}</p>`;
}

function leaf(at, say) {
  return `<time class="c-leaf" datetime="${at.slice(0, 10)}">
  <span class="u-hidden">${html(say.longDay(at))}</span>
  <span class="c-leaf__month" aria-hidden="true">${html(say.date(at, "MMM"))}</span>
  <span class="c-leaf__day" aria-hidden="true">${html(say.date(at, "d"))}</span>
  <span class="c-leaf__weekday" aria-hidden="true">${html(say.date(at, "EEE"))}</span>
</time>`;
}

function html(text) {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
}
