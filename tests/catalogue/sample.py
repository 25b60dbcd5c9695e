"""A small content folder without a fault, which tests spoil by one edit at a time."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from catalogue.reading.examining import examine
from catalogue.reading.faults import Fault
from catalogue.reading.load import Catalogue, load

BUILD_DAY = date(2027, 1, 4)
"""A Monday, in winter time."""

TAXONOMY = """\
languages: [fr, en]
timezone: Europe/Paris
currency: EUR
site: {name: Faubourg, conditions_version: "2026-11-01", contact: bonjour@example.org}
cancellation: [{until_hours: 48, refund_percent: 100}]
types:
  walk: {fr: Balade, en: Walk}
  virtual: {fr: Visite virtuelle, en: Virtual visit}
themes:
  river:
    slug: {fr: au-fil-de-l-eau, en: river}
    label: {fr: Au fil de l’eau, en: The river}
    summary: {fr: Les berges et les ponts., en: Banks and bridges.}
  street-art:
    slug: {fr: art-urbain, en: street-art}
    label: {fr: Art urbain, en: Street art}
    summary: {fr: Des murs peints., en: Painted walls.}
territories:
  val-de-marne:
    slug: {fr: val-de-marne, en: val-de-marne}
    label: {fr: Val-de-Marne, en: Val-de-Marne}
    summary: {fr: Au sud-est., en: To the south-east.}
    ink: "#0b6b46"
    ink_dark: "#6fd6a8"
    second_ink: "#ef9bab"
tariffs:
  adult: {label: {fr: Adulte, en: Adult}}
  child: {label: {fr: Enfant, en: Child}}
  youth: {label: {fr: Jeune, en: Young person}}
audiences:
  everyone: {fr: Tout public, en: Everyone}
  schools: {fr: Scolaires, en: Schools}
difficulties:
  easy: {fr: Facile, en: Easy}
  moderate: {fr: Moyenne, en: Moderate}
  demanding: {fr: Exigeante, en: Demanding}
accessibility:
  wheelchair: {fr: En fauteuil, en: Wheelchair}
  seating: {fr: Pauses assises, en: Sitting breaks}
kinds:
  association: {fr: Association, en: Association}
guided_languages:
  fr: {fr: français, en: French}
  en: {fr: anglais, en: English}
"""

KAYAK_FR = """\
---
title: La Marne en kayak
slug: marne-en-kayak
summary: Deux heures sur la Marne, entre les îles et les guinguettes, à petite allure.
come: RER A, gare de Joinville-le-Pont.
bring: Des vêtements de rechange.
type: walk
themes: [river, street-art]
territory: val-de-marne
commune: Joinville-le-Pont
partner: rameurs
languages: [fr]
duration_minutes: 120
distance_m: 6000
accessibility: [seating]
meeting_point: {name: Le ponton, address: "Quai Polangis, 94340 Joinville-le-Pont", lat: 48.8206, lon: 2.4736}
capacity: 12
party_max: 6
tariffs:
  - {id: adult, price_cents: 2500}
  - {id: child, price_cents: 1250, from_age: 8, to_age: 12}
departures:
  - {on: 2027-05-01, at: "14:30"}
  - {every: saturday, at: "10:00", from: 2027-04-03, until: 2027-06-26, except: [2027-05-15], capacity: 8, language: en}
---
On embarque au ponton.

## Les îles

Le guide raconte [les guinguettes](https://example.org/guinguettes) : « on y danse ».
"""

KAYAK_EN = """\
---
title: The Marne by kayak
slug: marne-by-kayak
summary: Two hours on the Marne between islands and riverside dance halls, at an easy pace.
come: RER A, Joinville-le-Pont station.
bring: A change of clothes.
---
We start from the pontoon.

## The islands

The guide tells the story of the dance halls.
"""

STUDIOS_FR = """\
---
title: Les studios depuis chez vous
slug: studios
summary: Une heure en ligne dans les anciens studios de cinéma, plans et extraits à l’appui.
come: Le lien arrive avec la confirmation.
type: virtual
themes: [street-art]
territory: val-de-marne
commune: Joinville-le-Pont
partner: rameurs
languages: [fr, en]
duration_minutes: 60
virtual: {platform: BigBlueButton, link_sent: hour-before}
capacity: 100
tariffs: [{id: adult, price_cents: 0}]
cancellation: []
departures:
  - {every: monday, at: "19:00"}
---
On entre par la porte des décors.
"""

STUDIOS_EN = """\
---
title: The film studios from home
slug: studios
summary: An hour online in the old film studios, with plans and extracts to look at together.
come: The link comes with the confirmation.
---
We enter by the scenery door.
"""

RAMEURS_FR = """\
---
name: Les Rameurs de Joinville
kind: association
territory: val-de-marne
languages: [fr, en]
email: rameurs@example.org
phone: "+33 1 99 00 12 34"
language: fr
summary: Une association de bord de Marne.
---
Le club a son ponton.
"""

RAMEURS_EN = """\
---
summary: A club on the Marne.
---
The club has its own pontoon.
"""

PAGE = "Title: Conditions\nSlug: conditions\n\nTexte.\n"

FILES: Mapping[str, str] = {
    "taxonomy.yaml": TAXONOMY,
    "offers/kayak.fr.md": KAYAK_FR,
    "offers/kayak.en.md": KAYAK_EN,
    "offers/studios.fr.md": STUDIOS_FR,
    "offers/studios.en.md": STUDIOS_EN,
    "partners/rameurs.fr.md": RAMEURS_FR,
    "partners/rameurs.en.md": RAMEURS_EN,
    "pages/conditions.fr.md": PAGE,
    "pages/conditions.en.md": PAGE,
}


def write_content(folder: Path) -> Path:
    """The sample as files, in `folder`/content."""
    content = folder / "content"
    for name, text in FILES.items():
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return content


def edit(content: Path, name: str, old: str, new: str) -> None:
    """Replace `old`, which must stand once in the file."""
    path = content / name
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults_of(content: Path, build_day: date = BUILD_DAY) -> list[Fault]:
    """Every fault that the check finds; where there is none, a build reads the same without a word."""
    found = examine(content, build_day).faults
    if not found:
        load(content, build_day)
    return found


def told(content: Path, lang: str = "fr") -> list[str]:
    """Every fault as it is printed, paths from the content folder on."""
    label = content.as_posix() + "/"
    return [one.text(lang).replace(label, "") for one in faults_of(content)]


def load_sample(content: Path) -> Catalogue:
    """The catalogue of a content folder that has no fault."""
    return load(content, BUILD_DAY)
