// An offer in a list: a ticket with its cover, its words, and a stub. Each is shown on several pages and made once.

const SIGNS = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const made = new WeakMap();

export function card(view, say, level = 3, soon = false, first = false) {
  if (!made.has(view)) made.set(view, {});
  const ways = made.get(view);
  return (ways[`${level}${soon}${first}`] ??= ticket(view, say, { level, soon, first }));
}

function ticket(view, say, { level, soon, first }) {
  const loading = first ? ' fetchpriority="high"' : soon ? "" : ' loading="lazy" decoding="async"';
  const where = view.virtual ? say.t("En ligne") : view.commune;
  const area = view.virtual || !view.commune.startsWith(view.territory.label) ? ` ${escaped(view.territory.label)}` : "";
  return `<article class="c-card" data-territory="${escaped(view.territory.id)}">
  <div class="c-card__cover">
    <img class="c-card__picture c-drawn" src="${escaped(view.cover)}" width="640" height="400" alt=""${loading}>
    <p class="c-tag c-card__type">${escaped(view.type.label)}</p>
  </div>
  <div class="c-card__words">
    <p class="c-card__where"><b class="c-card__commune">${escaped(where)}</b>${area}</p>
    <h${level} class="c-card__title"><a class="c-card__link" href="${escaped(view.url)}">${escaped(view.title)}</a></h${level}>
  </div>
  <div class="c-card__stub c-perforation">
    ${when(view, say)}
    <p class="c-card__price"><b>${escaped(say.price(view))}</b></p>
  </div>
</article>`;
}

function when({ starts, duration_minutes: minutes }, say) {
  const long = `<span>${escaped(say.duration(minutes))}</span>`;
  if (!starts) return `<p class="c-card__when"><b>${escaped(say.t("Pas de date pour l’instant"))}</b> ${long}</p>`;
  return `${leaf(starts, say)}
    <p class="c-card__when"><b>${escaped(say.hour(starts))}</b> ${long}</p>`;
}

export function leaf(at, say) {
  return `<time class="c-leaf" datetime="${at.slice(0, 10)}">
  <span class="u-hidden">${escaped(say.longDay(at))}</span>
  <span class="c-leaf__month" aria-hidden="true">${escaped(say.date(at, "MMM"))}</span>
  <span class="c-leaf__day" aria-hidden="true">${escaped(say.date(at, "d"))}</span>
  <span class="c-leaf__weekday" aria-hidden="true">${escaped(say.date(at, "EEE"))}</span>
</time>`;
}

export function escaped(text) {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign]);
}
