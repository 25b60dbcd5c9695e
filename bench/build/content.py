"""Invented offers for measuring builds: the same seed and number give the same data, for whichever tool writes it.

`.venv/bin/python -m bench.build.content 2000 FOLDER` writes a content folder of 2,000 offers in four languages in this
project's own format (`--seed` for others). It passes `BUILD_DAY=2027-01-04 python -m catalogue.check FOLDER`.

For another tool, write its files from `offers`, `partners`, `documents` and `taxonomy.taxonomy`: plain dicts, the same
for all. `unrolled` gives an offer's departures one by one, `terms` the hash that its form carries.
"""

import argparse
import hashlib
import random
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from .prose import Writer
from .taxonomy import ACCESSIBILITY, COMMUNES, KINDS, TARIFFS, TERRITORIES, THEMES, TYPES, slugify
from .vocabulary import LANGUAGES, SHORT, thing

BUILD_DAY = date(2027, 1, 4)
"""The day of every build of the bench: all departures come after it."""

SEED = 1
ZONE = ZoneInfo("Europe/Paris")
AHEAD_DAYS = 180
WEEKS = 26
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
HOURS = ("10:00", "11:15", "14:30", "16:00", "18:45", "20:30")
PARTNERS_MOST = 500
DOCUMENTS = ("legal", "terms", "privacy", "accessibility")

Data = dict[str, Any]


def offers(seed: int, count: int) -> Iterator[Data]:
    """`count` offers: id, facts, the forms of their departures, and `words` by language (with `body`, Markdown)."""
    writer = Writer(seed)
    for number in range(1, count + 1):
        yield _offer(random.Random(f"{seed} offer {number}"), writer, number, count)  # noqa: S311 -- dice


def partners(seed: int, count: int) -> Iterator[Data]:
    """The partners of `count` offers: id, facts, and `words` by language."""
    writer = Writer(seed)
    for number in range(1, _partner_count(count) + 1):
        yield _partner(random.Random(f"{seed} partner {number}"), writer, number)  # noqa: S311 -- dice


def documents(seed: int) -> Iterator[Data]:
    """The plain pages: key, lang, title, slug, summary, body."""
    writer = Writer(seed)
    for key in DOCUMENTS:
        chance = random.Random(f"{seed} document {key}")  # noqa: S311 -- dice
        for lang in LANGUAGES:
            title, body = writer.title(lang, chance), writer.body(lang, chance)
            summary = writer.summary(lang, chance)
            yield {"key": key, "lang": lang, "title": title, "slug": f"{key}-{lang}", "summary": summary, "body": body}


def unrolled(offer: Mapping[str, Any]) -> list[Data]:
    """The departures of an offer, soonest first: id, starts_local and ends_local (aware), capacity, language."""
    length = timedelta(minutes=offer["duration_minutes"])
    found = []
    for form in offer["departures"]:
        first = form["on"] if "on" in form else form["from"]
        for week in range(WEEKS if "every" in form else 1):
            local = datetime.fromisoformat(f"{first}T{form['at']}") + timedelta(weeks=week)
            found.append(
                {
                    "id": f"{offer['id']}-{local:%Y%m%dT%H%M}",
                    "starts_local": local.replace(tzinfo=ZONE),
                    "ends_local": (local + length).replace(tzinfo=ZONE),
                    "capacity": form.get("capacity", offer["capacity"]),
                    "language": form.get("language", offer["languages"][0]),
                }
            )
    return sorted(found, key=lambda one: one["starts_local"])


def terms(offer: Mapping[str, Any]) -> str:
    """Sixteen hexadecimal digits of the offer's terms of sale: as heavy as the real ones, not the same."""
    return hashlib.sha256(repr((offer["tariffs"], offer["party_max"])).encode()).hexdigest()[:16]


def _offer(chance: random.Random, writer: Writer, number: int, count: int) -> Data:
    titles = {lang: writer.title(lang, chance) for lang in LANGUAGES}
    virtual, free = chance.random() < 0.05, chance.random() < 0.07
    own_id = f"{slugify(thing('en', chance).partition(' ')[2])}-{number:05d}"
    languages = chance.sample(LANGUAGES, chance.randrange(1, 4))
    return {
        "id": own_id,
        "type": "virtual" if virtual else chance.choice([one for one in TYPES if one != "virtual"]),
        "themes": [key for key, *_ in chance.sample(THEMES, chance.randrange(1, 4))],
        "territory": slugify(chance.choice(TERRITORIES)),
        "commune": chance.choice(COMMUNES),
        "partner": _partner_id(chance, number, _partner_count(count)),
        "languages": languages,
        "duration_minutes": chance.choice((45, 60, 75, 90, 120, 150, 180)),
        "distance_m": None if virtual else chance.choice((None, 1_500, 2_000, 3_500, 6_000)),
        "accessibility": chance.sample(list(ACCESSIBILITY), chance.randrange(0, 3)),
        "meeting_point": None if virtual else _meeting_point(chance),
        "capacity": chance.choice((8, 12, 15, 20, 30)),
        "party_max": chance.choice((4, 6, 8)),
        "cut_off_minutes": chance.choice((60, 120, 1_440)),
        "tariffs": _tariffs(chance, free=free),
        "departures": _weekly(chance) if chance.random() < 0.1 else _dates(chance, languages),
        "words": {lang: _words(chance, writer, lang, titles[lang], number) for lang in LANGUAGES},
    }


def _words(chance: random.Random, writer: Writer, lang: str, title: str, number: int) -> Data:
    short = SHORT[lang]
    optional = {name: short[name] for name in ("bring", "included", "the_extra")}
    return {
        "title": title,
        "slug": f"{slugify(title)}-{number:05d}",
        "summary": writer.summary(lang, chance),
        "come": short["come"].format(k=chance.randrange(2, 15), s=writer.sentence(lang, chance)),
        **optional,
        "updated_at": f"2026-{chance.randrange(1, 12):02d}-{chance.randrange(1, 28):02d}T09:00:00+00:00",
        "body": writer.body(lang, chance),
    }


def _meeting_point(chance: random.Random) -> Data:
    return {
        "name": f"Place des {chance.choice(('Ormes', 'Écluses', 'Forges', 'Tilleuls'))}",
        "address": f"{chance.randrange(1, 90)} rue de l’Atelier, 9{chance.randrange(1000, 6000)} Valbrême",
        "lat": round(chance.uniform(48.3, 49.1), 4),
        "lon": round(chance.uniform(1.6, 3.3), 4),
    }


def _tariffs(chance: random.Random, *, free: bool) -> list[Data]:
    if free:
        return [{"id": "adult", "price_cents": 0}]
    full = chance.randrange(8, 36) * 100 + chance.choice((0, 0, 50))
    ages: Mapping[str, Data] = {"child": {"from_age": 3, "to_age": 11}}
    cents = {"adult": full, "reduced": full * 4 // 5 // 50 * 50, "child": full // 2 // 50 * 50}
    kept = list(TARIFFS)[: chance.randrange(1, 4)]
    return [{"id": one, "price_cents": cents[one], **ages.get(one, {})} for one in kept]


def _dates(chance: random.Random, languages: list[str]) -> list[Data]:
    days = sorted(chance.sample(range(1, AHEAD_DAYS), chance.randrange(3, 10)))
    forms: list[Data] = [{"on": BUILD_DAY + timedelta(days=day), "at": chance.choice(HOURS)} for day in days]
    if chance.random() < 0.3:
        forms[-1]["language"] = languages[-1]
    if chance.random() < 0.2:
        forms[0]["capacity"] = 6
    return forms


def _weekly(chance: random.Random) -> list[Data]:
    first = BUILD_DAY + timedelta(days=chance.randrange(1, 15))
    last = first + timedelta(weeks=WEEKS - 1)
    return [{"every": WEEKDAYS[first.weekday()], "at": chance.choice(HOURS), "from": first, "until": last}]


def _partner_count(count: int) -> int:
    return max(1, min(PARTNERS_MOST, count // 4))


def _partner_id(chance: random.Random, number: int, most: int) -> str:
    """Every partner has an offer; the rest falls as it may."""
    return f"partner-{number if number <= most else chance.randrange(most) + 1:03d}"


def _partner(chance: random.Random, writer: Writer, number: int) -> Data:
    return {
        "id": f"partner-{number:03d}",
        "name": writer.title("fr", chance),
        "kind": chance.choice(list(KINDS)),
        "territory": slugify(chance.choice(TERRITORIES)),
        "languages": chance.sample(LANGUAGES, 2),
        "email": f"partner-{number:03d}@example.org",
        "language": "fr",
        "words": {
            lang: {"summary": writer.summary(lang, chance), "body": writer.paragraph(lang, chance, 3)}
            for lang in LANGUAGES
        },
    }


def main() -> None:
    """Write a content folder in this project's own format."""
    from .for_faubourg import write_content

    parser = argparse.ArgumentParser(prog="bench.build.content", description="Write invented offers.")
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=SEED)
    given = parser.parse_args()
    write_content(given.folder, given.seed, given.count)


if __name__ == "__main__":
    main()
