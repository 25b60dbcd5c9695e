// Opens the way to the finder, which is loaded when it is first asked for, or when the address holds a wish.

const root = document.querySelector("[data-finder]");
const button = root.querySelector("button");

async function begin() {
  button.removeEventListener("click", begin);
  try {
    const { start } = await import(root.dataset.finder);
    await start(root, button);
  } catch {
    root.querySelector("[role=alert]").hidden = false;
    button.addEventListener("click", begin);
  }
}

button.addEventListener("click", begin);
root.hidden = false;
if (location.search.length > 1) begin();
