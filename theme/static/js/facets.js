// Opens the way to the finder: loaded when somebody comes near it, or when the address holds a wish.

const root = document.querySelector("[data-finder]");
let loading;

async function load() {
  const alert = root.querySelector("[role=alert]");
  try {
    loading ??= import(root.dataset.finder).then(({ start }) => start(root));
    const finder = await loading;
    alert.hidden = true;
    return finder;
  } catch {
    loading = null;
    alert.hidden = false;
  }
}

for (const way of ["pointerover", "focusin"]) root.addEventListener(way, load, { once: true });
root.addEventListener("click", async ({ target }) => {
  const way = target.closest("[data-way]")?.dataset.way;
  if (way) (await load())?.go(way);
});
if (location.search.length > 1) load();
