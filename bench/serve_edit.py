"""How long an edit takes to show under `make serve`: `.venv/bin/python -m bench.serve_edit [--content FOLDER]`.

Sentences are added to one offer, one save each, as editors save: a file beside it, then renamed. Measured from the
rename: until the page's first answer with the new sentence, and until an open browser shows it, untouched.
"""

import argparse
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from math import ceil
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.journeys.running import ROOT, RunningShop, direct

FLAGS = ["--no-sandbox", "--disable-gpu"]
ROW = "{:<34}{:>8}{:>10}{:>10}{:>10}"
MOST_SECONDS = 60
BETWEEN_SECONDS = 0.7
"""So that the functions have learnt of an edit before the next one."""


def main() -> None:
    """Print the milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--offer", help="id of the offer that is edited; the first one where it is not given")
    parser.add_argument("--edits", type=int, default=20)
    chosen = parser.parse_args()
    with shop_with(chosen.content) as shop, browser_page() as page:
        files = sorted((shop.content / "offers").rglob("*.fr.md"))
        offer = Edited(shop, chosen.offer or files[0].name.partition(".")[0])
        page.goto(shop.url + offer.path)
        answered = [offer.until_answered() for _ in range(chosen.edits)]
        page.wait_for_function("words => document.body.innerText.includes(words)", arg=offer.words)
        seen = [offer.until_seen(page) for _ in range(chosen.edits)]
        built = [int(ms) for ms in re.findall(r"^built again: .* in (\d+) ms", shop.printed(), re.MULTILINE)]
    print(ROW.format("ms after the save", "edits", "median", "p90", "most"))
    tell("the build itself, as it tells", built[-2 * chosen.edits:])
    tell("the page answers with the words", answered)
    tell("an open browser shows them", seen)


def tell(what: str, ms: Sequence[float]) -> None:
    ordered = sorted(ms)
    p90 = ordered[ceil(0.9 * len(ordered)) - 1]
    print(ROW.format(what, len(ms), *(round(each) for each in (statistics.median(ordered), p90, ordered[-1]))))


class Edited:
    """An offer that is edited again and again; `words` are the last ones added, in the default language."""

    def __init__(self, shop: RunningShop, offer: str) -> None:
        self.url = shop.url
        [self.file] = (shop.content / "offers").rglob(f"{offer}.fr.md")
        slug = re.search(r"^slug: *(\S+)$", self.file.read_text(), re.MULTILINE)
        assert slug
        self.path = f"/fr/visites/{slug[1]}/"
        self.number = 0

    @property
    def words(self) -> str:
        return f"La phrase numéro {self.number} vient d’être enregistrée."

    def save(self) -> float:
        """Add a sentence; tells the moment of the rename."""
        time.sleep(BETWEEN_SECONDS)
        self.number += 1
        beside = self.file.with_name(f".{self.file.name}.tmp")
        beside.write_text(f"{self.file.read_text()}\n{self.words}\n")
        began = time.perf_counter()
        beside.replace(self.file)
        return began

    def until_answered(self) -> float:
        return self._until(lambda: self.words in self._answer(), pause=0.002)

    def until_seen(self, page: Page) -> float:
        shown = "words => document.body?.innerText.includes(words)"

        def seen() -> bool:
            page.wait_for_function(shown, arg=self.words, timeout=MOST_SECONDS * 1000)
            return True

        return self._until(seen, pause=0)

    def _until(self, there: Callable[[], bool], pause: float) -> float:
        began = self.save()
        while not there():
            assert time.perf_counter() - began < MOST_SECONDS
            time.sleep(pause)
        return (time.perf_counter() - began) * 1000

    def _answer(self) -> str:
        with direct.open(self.url + self.path, timeout=10) as answer:
            return str(answer.read().decode())


@contextmanager
def shop_with(content: Path) -> Iterator[RunningShop]:
    """A shop with a copy of a content folder."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        shutil.copytree(content, Path(folder, "content"))
        shop = RunningShop(Path(folder, "state"), Path(folder, "content"))
        stack.callback(shop.stop)
        shop.start()
        yield shop


@contextmanager
def browser_page() -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=FLAGS)
        yield browser.new_page()
        browser.close()


if __name__ == "__main__":
    main()
