"""Texts of about 300 words a language in Markdown: paragraphs, headings, a list, links, emphasis, a table, a note."""

import random

from .vocabulary import LANGUAGES, SHORT, printed, sentences, thing

SUMMARY_LEAST, SUMMARY_MOST = 60, 200
TABLES, NOTES = 0.15, 0.1
"""Shares of the texts that have one."""


class Writer:
    """Puts texts together from the sentences of a seed."""

    def __init__(self, seed: int) -> None:
        chance = random.Random(f"{seed} sentences")  # noqa: S311 -- a bench's dice, not a secret
        self._all = {lang: sentences(lang, chance) for lang in LANGUAGES}
        self._summaries = {
            lang: [one for one in said if SUMMARY_LEAST <= len(one) <= SUMMARY_MOST] for lang, said in self._all.items()
        }

    def sentence(self, lang: str, chance: random.Random) -> str:
        """Some sentence."""
        return chance.choice(self._all[lang])

    def summary(self, lang: str, chance: random.Random) -> str:
        """A sentence as long as a summary may be."""
        return chance.choice(self._summaries[lang])

    def title(self, lang: str, chance: random.Random) -> str:
        """Two things, the first with a capital."""
        said = SHORT[lang]["title"].format(n=thing(lang, chance), m=thing(lang, chance))
        return said[0].upper() + said[1:]

    def paragraph(self, lang: str, chance: random.Random, length: int) -> str:
        """Some sentences in a row."""
        return " ".join(chance.choices(self._all[lang], k=length))

    def body(self, lang: str, chance: random.Random) -> str:
        """The text of an offer."""
        short = SHORT[lang]
        note = chance.random() < NOTES
        parts = [
            self._begin(lang, chance) + ("[^1]" if note else ""),
            f"## {short['heading']}",
            self.paragraph(lang, chance, 3),
            self._link(lang, chance),
            self._list(lang, chance),
            f"## {printed(short['second'], lang)}",
            self.paragraph(lang, chance, 4),
            *([_table(lang, chance)] if chance.random() < TABLES else []),
            f"*{self.sentence(lang, chance)}* {self.sentence(lang, chance)}",
            *([f"[^1]: {short['note']}"] if note else []),
        ]
        return "\n\n".join(parts)

    def _begin(self, lang: str, chance: random.Random) -> str:
        return f"{self.paragraph(lang, chance, 2)} **{self.sentence(lang, chance)}**"

    def _link(self, lang: str, chance: random.Random) -> str:
        number = chance.randrange(1, 1_000)
        link = f"[{SHORT[lang]['link']}](https://archives.example.org/{lang}/{number})"
        return f"{self.sentence(lang, chance)} {link}. {self.sentence(lang, chance)}"

    def _list(self, lang: str, chance: random.Random) -> str:
        points = (f"- {self.sentence(lang, chance)}" for _ in range(3))
        return f"{printed(SHORT[lang]['list'] + ' :', lang) if lang == 'fr' else SHORT[lang]['list'] + ':'}\n\n" + (
            "\n".join(points)
        )


def _table(lang: str, chance: random.Random) -> str:
    short = SHORT[lang]
    rows = (f"| {thing(lang, chance)} | {chance.randrange(1780, 1990)} |" for _ in range(3))
    return "\n".join([f"| {short['place']} | {short['year']} |", "|---|---|", *rows])
