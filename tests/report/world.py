"""A small git repository with content, made by the test, and the report of what was changed in it since."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from catalogue.report.command import Helpers, main
from catalogue.report.phrases import Unavailable
from catalogue.report.preview import Page

TAXONOMY = """\
languages: [fr, en, es]
partial_languages: [es]
timezone: Europe/Paris
currency: EUR
site: {name: Faubourg, conditions_version: "2026-11-01", contact: bonjour@example.org}
cancellation: [{until_hours: 48, refund_percent: 100}]
types:
  walk: {fr: Balade, en: Walk, es: Paseo}
themes:
  river:
    slug: {fr: fleuve, en: river, es: rio}
    label: {fr: Le fleuve, en: The river, es: El río}
    summary: {fr: Les berges., en: The banks., es: Las orillas.}
  walls:
    slug: {fr: murs, en: walls, es: muros}
    label: {fr: Les murs, en: Walls, es: Los muros}
    summary: {fr: Des murs peints., en: Painted walls., es: Muros pintados.}
territories:
  val-de-marne:
    slug: {fr: val-de-marne, en: val-de-marne, es: val-de-marne}
    label: {fr: Val-de-Marne, en: Val-de-Marne, es: Val-de-Marne}
    summary: {fr: Au sud-est., en: To the south-east., es: Al sureste.}
    ink: "#0b6b46"
    ink_dark: "#6fd6a8"
    second_ink: "#ef9bab"
tariffs:
  adult: {label: {fr: Adulte, en: Adult, es: Adulto}}
  child: {label: {fr: Enfant, en: Child, es: Infantil}}
audiences:
  everyone: {fr: Tout public, en: Everyone, es: Todos los públicos}
difficulties:
  easy: {fr: Facile, en: Easy, es: Fácil}
  moderate: {fr: Moyenne, en: Moderate, es: Media}
  demanding: {fr: Exigeante, en: Demanding, es: Exigente}
accessibility:
  wheelchair: {fr: En fauteuil, en: Wheelchair, es: En silla}
kinds:
  association: {fr: Association, en: Association, es: Asociación}
guided_languages:
  fr: {fr: français, en: French, es: francés}
  en: {fr: anglais, en: English, es: inglés}
"""
WALLS_FR = """\
---
title: Les murs de Vitry
slug: murs-de-vitry
summary: Deux heures devant des murs peints, de la gare au canal, avec celles et ceux qui les peignent.
come: RER C, gare de Vitry-sur-Seine.
type: walk
themes: [walls]
territory: val-de-marne
commune: Vitry-sur-Seine
partner: peintres
languages: [fr, en]
duration_minutes: 120
meeting_point: {name: "Gare de Vitry", address: "Place de la Gare, 94400 Vitry-sur-Seine", lat: 48.7997, lon: 2.4042}
capacity: 20
party_max: 8
tariffs:
  - {id: adult, price_cents: 1500}
  - {id: child, price_cents: 800, from_age: 6, to_age: 12}
departures:
  - {on: 2027-03-10, at: "10:00"}
  - {every: saturday, at: "14:30", from: 2027-04-03, until: 2027-06-26}
---
On part de la gare. Les murs changent chaque année.
"""
WALLS_EN = """\
---
title: The walls of Vitry
slug: walls-of-vitry
summary: Two hours in front of painted walls, from the station to the canal, with the people who paint them.
come: RER C, Vitry-sur-Seine station.
---
We start from the station. The walls change every year.
"""
BANKS_FR = WALLS_FR.replace("Les murs de Vitry", "Les berges").replace("murs-de-vitry", "berges")
BANKS_EN = WALLS_EN.replace("The walls of Vitry", "The banks").replace("walls-of-vitry", "banks")
PAINTERS_FR = """\
---
name: Les Peintres du quai
kind: association
territory: val-de-marne
languages: [fr, en]
email: peintres@example.org
language: fr
summary: Une association qui peint.
---
Elle peint depuis dix ans.
"""
PAINTERS_EN = """\
---
summary: An association that paints.
---
It has painted for ten years.
"""
PAGES = {
    f"pages/{key}.{lang}.md": f"Title: {key}\nSlug: {key}\nLang: {lang}\nKey: {key}\n\nTexte.\n"
    for key in ("terms", "privacy") for lang in ("fr", "en", "es")
}  # fmt: skip
FILES: Mapping[str, str] = PAGES | {
    "taxonomy.yaml": TAXONOMY,
    "offers/val-de-marne/walls.fr.md": WALLS_FR,
    "offers/val-de-marne/walls.en.md": WALLS_EN,
    "offers/val-de-marne/banks.fr.md": BANKS_FR,
    "offers/val-de-marne/banks.en.md": BANKS_EN,
    "partners/val-de-marne/peintres.fr.md": PAINTERS_FR,
    "partners/val-de-marne/peintres.en.md": PAINTERS_EN,
}
WHO = {
    "GIT_AUTHOR_NAME": "Ada", "GIT_AUTHOR_EMAIL": "ada@example.org", "GIT_AUTHOR_DATE": "2027-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "Ada", "GIT_COMMITTER_EMAIL": "ada@example.org", "GIT_COMMITTER_DATE": "2027-01-01T00:00:00Z",
    "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}  # fmt: skip
DAY = "2027-03-01"


def no_store(touched: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    raise Unavailable("no_store")


def no_browser(place: Path, pages: Sequence[Page]) -> Mapping[str, Mapping[str, str]]:
    raise Unavailable("because_chromium")


@dataclass
class World:
    """A repository whose branch `main` has the content, and whose work tree is the proposal."""

    folder: Path
    seats: Mapping[str, int] | None = None
    asked: dict[str, frozenset[str]] = field(default_factory=dict)
    """What the store was asked for."""

    def __post_init__(self) -> None:
        self.folder.mkdir()
        for name, text in FILES.items():
            self.write(name, text)
        self.git("init", "--quiet", "--initial-branch=main")
        self.git("add", ".")
        self.git("commit", "--quiet", "--message=Content")

    @property
    def content(self) -> Path:
        return self.folder / "content"

    @property
    def place(self) -> Path:
        return self.folder.parent / "report"

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.folder), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | WHO).stdout

    def write(self, name: str, text: str) -> None:
        path = self.content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def remove(self, name: str) -> None:
        (self.content / name).unlink()

    def edit(self, name: str, old: str, new: str) -> None:
        text = (self.content / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        self.write(name, text.replace(old, new))

    def walls(self, old: str, new: str, lang: str = "fr") -> None:
        """Edit the offer of the walls."""
        self.edit(f"offers/val-de-marne/walls.{lang}.md", old, new)

    def run(self, lang: str = "en", base: str = "main", *more: str) -> int:
        """Write the report; returns the exit status."""
        options = ["--content", str(self.content), "--report", str(self.place / "report.md"), "--lang", lang]
        nowhere = ["--settings", str(self.folder / "none.py"), "--build-day", DAY]
        return main([f"--base={base}", *options, *nowhere, *more], Helpers(self._seats_of, no_browser))

    def report(self, lang: str = "en", *more: str) -> str:
        """The report, which must be written."""
        assert self.run(lang, "main", *more) == 0
        return (self.place / "report.md").read_text(encoding="utf-8")

    def _seats_of(self, touched: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
        self.asked = dict(touched)
        if self.seats is None:
            raise Unavailable("no_store")
        return {own_id: n for own_id, n in self.seats.items() if any(own_id in ids for ids in touched.values())}
