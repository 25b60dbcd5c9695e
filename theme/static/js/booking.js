// What a script adds to the booking form, which works without it: seats left, the total, and one post at a time.
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

// The button stays enabled, so that its name and value are posted and the focus stays; a second post is dropped.
function once(form) {
  const button = form.querySelector("[data-submit]");
  const words = button.textContent;
  form.addEventListener("submit", (event) => {
    if (button.ariaDisabled === "true") return event.preventDefault();
    button.ariaDisabled = "true";
    button.textContent = form.dataset.sending;
  });
  // Back from the payment page, the browser may show this very page as it was left.
  addEventListener("pageshow", () => {
    button.ariaDisabled = null;
    button.textContent = words;
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
