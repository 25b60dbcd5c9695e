"""Words as they are compared: without capitals, accents, elisions and plurals; `fold.js` of the theme does the same.

That other words may end up alike does no harm: somebody who searches finds a visit too many, never one too few.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import takewhile

FIRST = 35
END = "!"
ELIDED = frozenset(("l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"))
LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})
PART = re.compile(r"[^\W_](?:[^\W_]|['’\u0300-\u036f])*")
ENDINGS = (
    (re.compile("eaux$"), "eau"),
    (re.compile("(?<=..)aux$"), "al"),
    (re.compile("ies$"), "y"),
    (re.compile("[sx]$"), ""),
    (re.compile("(?<=...)(?:en|er|e|n)$"), ""),
)


def fold(text: str) -> list[str]:
    """The stems of the words of a text, in their order."""
    return [stem for part in PART.findall(text) for stem in _stems(part)]


@lru_cache(1 << 15)
def _stems(part: str) -> Sequence[str]:
    """A part has no blanks; `l’église` has one stem, `aujourd’hui` two."""
    plain = unicodedata.normalize("NFD", part.lower().translate(LIGATURES))
    first, *rest = re.split("['’]", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    return [_short(word) for word in (rest if rest and first in ELIDED else [first, *rest]) if word]


def _short(word: str) -> str:
    if len(word) < 4:
        return word
    for ending, other in ENDINGS:
        word = ending.sub(other, word)
    return word


def index(texts: Iterable[str]) -> dict[str, str]:
    """Which texts have which stems: `stems` in alphabetical order, `at` the texts of each.

    Of a stem only what it has not in common with the one before is told, after a capital: `A` for nothing, `B` for a
    letter. Of a text, its distance from the one before, as a sign whose code is that plus `FIRST`; `END` ends a stem's.
    """
    found: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for stem in set(fold(text)):
            found.setdefault(stem, []).append(number)
    stems = sorted(found)
    shared = [_shared(*pair) for pair in zip(["", *stems], stems, strict=False)]
    fronted = [chr(ord("A") + length) + stem[length:] for length, stem in zip(shared, stems, strict=True)]
    return {"stems": "".join(fronted), "at": "".join(_distances(found[stem]) for stem in stems)}


def _shared(one: str, other: str) -> int:
    """How many letters two stems begin alike with, as far as there are capitals."""
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return min(sum(1 for _ in alike), 25)


def _distances(numbers: Sequence[int]) -> str:
    return "".join([chr(FIRST + one - before) for before, one in zip([-1, *numbers], numbers, strict=False)]) + END
