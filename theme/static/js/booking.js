// What a script adds to the booking form, which works without it: seats left, the total, one post at a time, and a
// word beforehand when booking does not answer.
// Every word comes from the form's data attributes. Prices shown here are only shown: the shop counts again.

const SHUT = ["full", "closed", "cancelled"];
const FEW = 3;

const fill = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

const past = (instant) => new Date(instant) <= new Date();

function clock(at, pattern) {
  const hours = at.getHours();
  return fill(pattern, {
    H: hours, h: hours % 12 || 12, mm: String(at.getMinutes()).padStart(2, "0"), a: hours < 12 ? "AM" : "PM",
  });
}

function seats(form, { left, status, returns_at }) {
  const words = form.dataset;
  if (status === "held") return fill(words.held, { time: returns_at ? clock(new Date(returns_at), words.time) : "…" });
  if (status !== "open") return words[status];
  const plural = new Intl.PluralRules(document.documentElement.lang).select(left) === "one" ? "One" : "Other";
  return fill(words[(left <= FEW ? "few" : "left") + plural], { left });
}

function show(form, departure, known) {
  const { dataset, classList } = departure;
  const open = known && known.status !== "cancelled";
  const now = past(departure.querySelector("time").dateTime) || (open && past(known.closes_at)) ? { status: "closed" } : known;
  if (!now) return;
  const radio = departure.querySelector("input");
  const shut = SHUT.includes(now.status);
  dataset.status = now.status;
  dataset.left = now.left ?? "";
  departure.toggleAttribute("data-few", now.status === "open" && now.left <= FEW);
  classList.toggle("is-shut", shut);
  radio.disabled = shut;
  if (shut) radio.checked = false;
  departure.querySelector("[data-seats]").textContent = seats(form, now);
}

async function refresh(form) {
  let departures = {};
  try {
    const answer = await fetch(form.dataset.availability, { cache: "no-cache", credentials: "omit" });
    if (answer.ok) departures = (await answer.json()).departures;
  } catch {
    // Offline, or no file yet: the post tells.
  }
  for (const each of form.querySelectorAll("[data-departure]")) show(form, each, departures[each.dataset.departure]);
  const next = document.querySelector("[data-next]");
  const row = next && form.querySelector(`[data-departure="${next.dataset.next}"]`);
  if (!row) return;
  next.textContent = row.querySelector("[data-seats]").textContent;
  next.hidden = !next.textContent;
  next.toggleAttribute("data-few", row.hasAttribute("data-few"));
}

function money(form, cents) {
  const digits = cents % 100 ? 2 : 0;
  const amount = new Intl.NumberFormat(document.documentElement.lang, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  return fill(form.dataset.money, { amount: amount.format(cents / 100) });
}

function count(form) {
  const inputs = [...form.querySelectorAll("[data-count] input")];
  const party = inputs.reduce((sum, input) => sum + (input.valueAsNumber || 0), 0);
  const cents = inputs.reduce((sum, input) => sum + (input.valueAsNumber || 0) * input.dataset.price, 0);
  const total = form.querySelector("[data-total]");
  if (total) {
    total.hidden = !party;
    form.querySelector("[data-sum]").textContent = cents ? money(form, cents) : form.dataset.free;
  }
  for (const input of inputs) {
    const [less, more] = input.parentElement.querySelectorAll("[data-step]");
    less.disabled = !(input.valueAsNumber > 0);
    more.disabled = party >= form.dataset.partyMax;
  }
}

function step(form, button) {
  const input = button.parentElement.querySelector("input");
  input.value = Math.max(0, (input.valueAsNumber || 0) + Number(button.dataset.step));
  count(form);
}

const WAIT_MS = 4000;
const SURE_MS = 30_000;

// A GET of the form's own address leads back to the page: whatever does so, reads what a booking has to read.
async function ask(form) {
  try {
    const signal = AbortSignal.timeout(WAIT_MS);
    const answer = await fetch(form.action, { cache: "no-store", credentials: "omit", redirect: "manual", signal });
    return answer.status < 500 ? "up" : "down";
  } catch (reason) {
    return reason.name === "TimeoutError" ? "slow" : "down";
  }
}

function tell(form, state) {
  const here = form.parentElement.querySelector("[data-down-here]");
  const notice = form.parentElement.querySelector("[data-down]");
  if (!here || (state === "up") === !here.firstChild) return;
  here.replaceChildren(...(state === "up" ? [] : [notice.content.cloneNode(true)]));
}

// The button stays enabled, so that its name and value are posted and the focus stays; a second post is dropped.
// Before a post the shop is asked whether it is there, so that no page of the browser's takes the place of what was
// typed. One that is only slow is given the post.
function once(form) {
  const button = form.querySelector("[data-submit]");
  const words = button.textContent;
  let sure = -SURE_MS;
  const rest = () => {
    button.ariaDisabled = null;
    button.textContent = words;
  };
  const look = async () => {
    const state = await ask(form);
    if (state === "up") sure = performance.now();
    tell(form, state);
    return state;
  };
  form.addEventListener("focusin", look, { once: true });
  form.addEventListener("submit", async (event) => {
    if (button.ariaDisabled === "true") return event.preventDefault();
    button.ariaDisabled = "true";
    button.textContent = form.dataset.sending;
    if (performance.now() - sure < SURE_MS) return;
    event.preventDefault();
    const state = await look();
    rest();
    if (state === "down") return form.parentElement.scrollIntoView();
    sure = performance.now();
    form.requestSubmit(button);
  });
  // Back from the payment page, the browser may show this very page as it was left.
  addEventListener("pageshow", () => {
    rest();
    count(form);
    refresh(form);
  });
}

for (const form of document.querySelectorAll("[data-booking]")) {
  for (const button of form.querySelectorAll("[data-step]")) {
    button.hidden = false;
    button.addEventListener("click", () => step(form, button));
  }
  form.addEventListener("input", () => count(form));
  document.addEventListener("visibilitychange", () => document.hidden || refresh(form));
  once(form);
  form.querySelector("[data-errors]")?.focus();
}
