"""The words of `docs/build_speed.md` that no measurement changes."""

LABELS = {
    "faubourg": "Faubourg",
    "hugo": "Hugo",
    "hugo_gogc": "Hugo, GOGC=400",
    "eleventy": "Eleventy",
    "pelican": "Pelican, stock",
}
SCENARIO_LABELS = {
    "again": "nothing",
    "body": "the text of one offer",
    "title": "the title of one offer",
    "date": "one date of one offer",
}

TITLE = """# How fast the site is built

Written by `bench/build/race.py`, whose head says how; do not edit."""

HEAD = """## How to read this

The claim is: **on a catalogue of offers in several languages, this build takes less CPU than Hugo's.** Here is what was
compared, so that you can judge it or repeat it.

- **One catalogue for all**: invented offers in French, English, Spanish and German, the same from the same seed
  (`bench/build/content.py`): about 320 words of Markdown a language, 1 to 3 of 15 themes, 12 territories, up to 500
  partners, 1 to 3 tariffs, 3 to 9 dates, or for one offer in ten a weekly rule (26 departures).
- **One list of files for all**: offers, lists in pages of 24, feeds, calendars, search data, sitemap, `catalogue.json`.
  The race ends with a fault where a tool writes a file of that list more or less. It ends too where pages of a kind
  weigh a tenth more or less; the weights, kind by kind, are below.
- **This project writes more than that list**, and no setting stops it: the agenda with a page for each day and month,
  the map, a list for each commune, the lists of what many ask for (free, by wheelchair, with children, online), the
  finder's data, the pages for partners' websites, the open data, the feeds as JSON. No other tool writes them, nor has
  to; the time that they take counts against this project. How many they are is told below the weights;
  `bench/build/for_<tool>.py` names them (Hugo's own: a sitemap a language).
- **A full build** begins with an emptied output. This project's pictures stay (no other tool draws any; what they cost
  is told apart), as do its compiled templates and its font; its ledger of what was built is taken away.
- **CPU is the figure**: user and system time of all processes, the median of builds run in turn (A B A B …). Wall time
  depends on what else the machine does. Files lie in memory, so that no disk has a say.
- **Hugo is given what it is good at**: its templates keep header, footer, cards, prices and dates with
  `partialCached`, its front matter has all facts worked out (departures one by one, addresses, lowest price, hash of
  the terms, the links that a page hands on), so that it checks nothing and computes little. It runs as it comes and,
  as "GOGC=400", collecting its garbage less often, which costs memory and which Hugo does not do by itself; this
  project's build collects none.
- **The heavier the page, the more templates count.** These offer pages have about 40 kB: each departure stands in the
  form and in the data for search engines, as do the facts, the ways to share, and what is said when booking fails. By
  its own profile of pages a sixth lighter, Hugo spends three fifths of its time in templates here, a sixth collecting
  garbage, an eighth reading front matter. On pages of a few kilobytes it does better than here.

What this does **not** say: Hugo, Eleventy and Pelican are general tools and this is a build for one kind of catalogue.
It has no shortcodes, no pictures to scale, no themes of others. A blog of a thousand pages is a matter of a second for
Hugo, and nobody should leave it for this."""

DIFFERENCES = """## What differs between the tools

- Faubourg reads and checks every offer (prices, dates, addresses, references) and computes departures from rules;
  the others trust their front matter.
- Faubourg keeps a ledger, which its full builds write too. Hugo has no incremental build from a cold start: whatever
  has changed, it builds everything (`hugo server` keeps the site in memory and renders less; that is not measured
  here). Eleventy and Pelican as well: for them the row "nothing" stands for every change.
- Calendars: Hugo does not fold long lines, which RFC 5545 asks for and the others do.
- Sitemap: Hugo writes one for each language and an index, and does not list the further pages of lists.
- Pages of every tool link to the agenda, the map, a commune's list; only Faubourg writes these.
- Text is rendered by each tool's usual Markdown engine, without typographic changes; tables differ in their indents."""
