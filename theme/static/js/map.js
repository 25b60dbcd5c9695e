// Opens the way to the interactive map, which is loaded when it is first asked for.

const root = document.querySelector("[data-atlas]");
const [open, close] = root.querySelectorAll("button");
const drawing = document.querySelector(".c-map--all");
let atlas;

function show(wide) {
  root.querySelector(".c-atlas").hidden = close.hidden = !wide;
  open.hidden = wide;
  drawing.toggleAttribute("hidden", wide);
}

open.addEventListener("click", async () => {
  root.querySelector("[role=alert]").hidden = true;
  show(true);
  try {
    const { start } = await import(root.dataset.atlas);
    atlas = await (atlas ?? start(root, drawing));
    atlas.focus();
  } catch {
    atlas = null;
    show(false);
    root.querySelector("[role=alert]").hidden = false;
    open.focus();
  }
});

close.addEventListener("click", () => {
  show(false);
  open.focus();
});

root.hidden = false;
