// When, where, what: tells, in the form of the home page, how many visits a wish has, once somebody comes near it.

const form = document.querySelector(".c-seek");
const fields = form.querySelectorAll("select");
let loading;

async function count() {
  loading ??= import(form.dataset.finder).then(({ counter }) => counter(form));
  try {
    const tell = await loading;
    tell();
  } catch {
    loading = null; // the form works without its count
  }
}

for (const way of ["pointerover", "focusin"]) form.addEventListener(way, count, { once: true });
form.addEventListener("change", count);
form.addEventListener("submit", () => {
  // An address holds what is wished for, and no more.
  for (const field of fields) field.disabled = !field.value;
});
addEventListener("pageshow", () => fields.forEach((field) => (field.disabled = false)));
