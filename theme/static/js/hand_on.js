// Beside the booking form: the chosen departure for a calendar, and the page to share or to print.

const stamp = (at) => at.toISOString().replace(/[-:]|\.\d+/g, "");

// The calendar file is in its link: the departure that is chosen takes the place of the next one.
function note(form) {
  const link = document.querySelector("[data-calendar]");
  const row = form.querySelector("[name=departure]:checked")?.closest("[data-departure]");
  if (!link || !row) return;
  const starts = new Date(row.querySelector("time").dateTime);
  const place = row.querySelector(".c-departure__place") ?? document.querySelector(".c-place__address");
  const written = encodeURIComponent(place?.innerText.replace(/\n/g, ", ").replace(/[\\;,]/g, "\\$&") ?? "");
  link.href = link.href
    .replace(/UID:[^@]*/, `UID:${row.dataset.departure}`)
    .replace(/DTSTART:\w+/, `DTSTART:${stamp(starts)}`)
    .replace(/DTEND:\w+/, `DTEND:${stamp(new Date(starts.getTime() + link.dataset.minutes * 60_000))}`)
    .replace(/LOCATION:.*?(?=%0D%0A\w)/, `LOCATION:${written}`);
}

function handOn(ways) {
  const [share, print] = ["share", "print"].map((name) => ways.querySelector(`[data-${name}]`));
  const url = document.querySelector("link[rel=canonical]").href;
  print.parentElement.hidden = false;
  print.addEventListener("click", () => window.print());
  if (!navigator.share && !navigator.clipboard) return;
  ways.querySelector("[data-mail]").hidden = true;
  share.hidden = false;
  share.addEventListener("click", async () => {
    try {
      if (navigator.share) return await navigator.share({ title: document.title, url });
      await navigator.clipboard.writeText(url);
      ways.querySelector("[data-told]").textContent = ways.dataset.copied;
    } catch {
      // Thought better of it, or not allowed: nothing was shared.
    }
  });
}

const ways = document.querySelector("[data-hand]");
handOn(ways);
for (const form of document.querySelectorAll("[data-booking]")) {
  form.addEventListener("change", () => note(form));
  addEventListener("pageshow", () => note(form));
}
