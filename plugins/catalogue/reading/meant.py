"""What people mean by what they write: days in words, prices in euros, hours with an h, numbers with their units.

Every function gives None where it cannot tell: a cure must be right or not be there.
"""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from ..model import NTH, WEEKDAYS

MONTHS: Mapping[str, int] = {
    name: number
    for number, names in enumerate(
        (
            "janvier january jan", "fevrier february feb", "mars march mar", "avril april apr", "mai may",
            "juin june jun", "juillet july jul", "aout august aug", "septembre september sep", "octobre october oct",
            "novembre november nov", "decembre december dec",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
DAYS_IN_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche", "jour")
CHOICES: Mapping[str, str] = (
    dict(zip(DAYS_IN_FRENCH, (*WEEKDAYS, "day"), strict=True))
    | dict(zip(("premier", "deuxieme", "troisieme", "quatrieme", "dernier"), NTH, strict=True))
    | dict(zip(("1er", "2e", "3e", "4e", "5e"), NTH, strict=True))
    | dict(zip(("1", "2", "3", "4", "second"), (*NTH[:4], "second"), strict=True))
    | {
        "visite": "visit", "balade": "walk", "promenade": "walk", "croisiere": "cruise", "atelier": "workshop",
        "rencontre": "meeting", "virtuelle": "virtual", "virtuel": "virtual", "facile": "easy", "moyenne": "moderate",
        "moyen": "moderate", "exigeante": "demanding", "difficile": "demanding", "annule": "cancelled",
        "annulee": "cancelled", "complet": "full", "complete": "full", "ferme": "closed", "fermee": "closed",
        "ouvert": "open", "une-heure-avant": "hour-before", "la-veille": "day-before",
        "avec-la-reservation": "with-booking",
    }
)  # fmt: skip
LANGUAGES: Mapping[str, str] = {
    "francais": "fr", "french": "fr", "anglais": "en", "english": "en", "espagnol": "es", "spanish": "es",
    "allemand": "de", "german": "de", "italien": "it", "italian": "it", "portugais": "pt", "portuguese": "pt",
    "chinois": "zh", "chinese": "zh", "japonais": "ja", "japanese": "ja", "arabe": "ar", "arabic": "ar",
}  # fmt: skip
QUOTES = "\"'“”„‘’«»` \u00a0\u202f"
NOTHING = ("non", "no", "aucun", "aucune", "rien", "neant", "none", "nothing", "false", "0")
NUMBER = r"(\d+(?:[.,]\d+)?)"
SIXTIETHS = re.compile(
    r"""(\d{1,3})\s*°\s*(\d{1,2})\s*['’′]\s*(?:(\d{1,2}(?:[.,]\d+)?)\s*["”″]?)?\s*([NSEOW]?)"""
)
UNITS: Mapping[str, tuple[tuple[str, float], ...]] = {
    "_minutes": ((r"min|mn|minutes?", 1), (r"h|heures?|hours?", 60), (r"j|jours?|days?", 1440)),
    "_hours": ((r"h|heures?|hours?", 1), (r"j|jours?|days?", 24)),
    "_m": ((r"m|metres?|meters?", 1), (r"km|kilometres?", 1000)),
    "_percent": (("%", 1),),
    "_permille": (("%", 10), ("%0", 1)),
    "_age": ((r"ans?|years?", 1),),
}
"""By the end of a field's name: units that people write behind a number, and how much of the field's one is."""


def plain(text: str) -> str:
    """`text` in small letters without accents."""
    whole = text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return unicodedata.normalize("NFKD", whole).encode("ascii", "ignore").decode()


def as_id(text: str) -> str:
    """`text` as an id: accents dropped, the rest hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", plain(re.sub("[’‘']", "-", text))).strip("-")[:80].strip("-") or "id"


def as_cents(value: object) -> int | None:
    """The cents that a price written for people means: `12,50 €` is 1250."""
    text = re.sub(r"\s", "", str(value).strip(QUOTES)).lower()
    if text in ("gratuit", "gratuite", "free"):
        return 0
    text = re.sub(r"^(?:€|eur)(.*)$", r"\1€", text)
    found = re.fullmatch(r"(\d{1,5})(?:[.,](\d{1,2}))?(?:€|eur|euros?)?", text)
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def as_day(value: object) -> str | None:
    """The ISO date that a written day means: `01/05/2027`, `1er mai 2027`, a quoted date, a date with a time."""
    text = str(value).strip(QUOTES)
    iso = re.match(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)", text) or re.fullmatch(r"(20\d\d)(\d\d)(\d\d)", text)
    french = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d\d)", text)
    parts: Any = iso.groups() if iso else tuple(reversed(french.groups())) if french else _in_words(text)
    try:
        year, month, day = map(int, parts or ())
        return date(year + 2000 if year < 100 else year, month, day).isoformat()
    except ValueError:
        return None


def _in_words(text: str) -> tuple[int, int, int] | None:
    tokens = re.findall(r"[a-z]+|\d+", plain(text))
    months = [MONTHS[token] for token in tokens if token in MONTHS]
    numbers = [int(token) for token in tokens if token.isdecimal()]
    years, days = [n for n in numbers if n > 1999], [n for n in numbers if n <= 31]
    if len(months) == len(years) == len(days) == 1:
        return years[0], months[0], days[0]
    return None


def as_clock(value: object) -> str | None:
    """The `HH:MM` that a written hour means: `14 h 30`, `9h`, `2:30 pm`, 14.3 (read from 14.30)."""
    text = f"{value:.2f}" if isinstance(value, float) else str(value)
    text = re.sub(r"\s", "", text.strip(QUOTES)).lower()
    found = re.fullmatch(r"(\d{1,2})(?:[h:.](\d{2})?)?(?::00)?(am|pm)?(?:min|mn)?", text)
    if not found or not (found[2] or found[3] or re.search("[h:.]", text)):
        return None
    hour = int(found[1]) % 12 + 12 * (found[3] == "pm") if found[3] else int(found[1])
    return f"{hour:02}:{int(found[2] or 0):02}" if hour < 24 and int(found[2] or 0) < 60 else None


def as_whole(value: object, name: str) -> int | None:
    """The whole number that a field of this name means: `1h30` is 90 minutes, `6 km` 6000 metres, `12;` 12."""
    if isinstance(value, (bool, float)):
        return int(value) if isinstance(value, float) and value.is_integer() and value > 9 else None
    text = re.sub(r"(?<=\d)\s(?=\d{3}\b)", "", str(value).strip(QUOTES)).rstrip(" .,;")
    if name.endswith("_cents"):
        return int(text) if re.fullmatch(r"\d{1,7}", text) else None
    text = plain(text.replace("‰", "%0"))
    hours = re.fullmatch(r"(\d{1,2}) ?h ?(\d\d)", text)
    if hours and name.endswith("_minutes"):
        return int(hours[1]) * 60 + int(hours[2])
    if re.fullmatch(r"\+?\d{1,7}", text):
        return int(text)
    if re.fullmatch(r"\d{1,5} ?(?:personnes?|places?|pers\.?|persons?|people|seats?)", text):
        return int(re.findall(r"\d+", text)[0])
    end = next((end for end in UNITS if name.endswith(end)), None)
    return _counted(text, UNITS[end]) if end else None


def _counted(text: str, units: tuple[tuple[str, float], ...]) -> int | None:
    for unit, factor in units:
        found = re.fullmatch(rf"{NUMBER} ?(?:{unit})", text)
        number = float(found[1].replace(",", ".")) * factor if found else 0.5
        if number == int(number):
            return int(number)
    return None


def as_degrees(value: object) -> float | None:
    """The degrees that `48,8206`, `"48.8206"` or `48°49'14"N` mean."""
    text = str(value).strip()
    sixty = SIXTIETHS.fullmatch(text)
    if sixty:
        degrees = int(sixty[1]) + int(sixty[2]) / 60 + float((sixty[3] or "0").replace(",", ".")) / 3600
        return round(-degrees if sixty[4] in ("S", "O", "W") else degrees, 5)
    found = re.fullmatch(r"-?\d{1,3}[.,]\d{1,15}", text.strip(QUOTES))
    return float(found[0].replace(",", ".")) if found else None


def as_list(value: object) -> str:
    """The members of a list that was written without brackets, one of two commas apart: `a; b et c` is `a, b, c`."""
    text = str(value).strip().strip("()")
    return ", ".join(one for one in re.split(r"\s*[,;/]\s*|\s+(?:et|and|&)\s+", text) if one)


def as_choice(value: object) -> str | None:
    """The word of the model that a French one means: `samedis`, `Balade`, `annulé`."""
    own = re.sub(r"^(?:le|la|les|tous-les|toutes-les|chaque)-", "", as_id(str(value)))
    return CHOICES.get(own) or CHOICES.get(own.removesuffix("s"))


def as_language(value: object) -> str | None:
    """The code of a language: `FR`, `français`, `fr-FR`."""
    own = as_id(str(value))
    return LANGUAGES.get(own) or (own[:2] if re.fullmatch(r"[a-z]{2}(-[a-z]{2})?", own) else None)


def is_nothing(value: object) -> bool:
    """Whether a text says that there is none."""
    return plain(str(value)).strip(" .-/") in (*NOTHING, "")


def as_picture_name(value: object) -> str | None:
    """The name that a picture's file should have: `IMG 001.JPG` is img-001.jpg."""
    stem, dot, end = str(value).replace("\\", "/").rpartition("/")[2].rpartition(".")
    end = {"jpeg": "jpg"}.get(end.lower(), end.lower())
    return f"{as_id(stem)[:70]}.{end}" if dot and end in ("jpg", "png", "webp", "avif") else None


def as_web(value: object) -> str | None:
    """The https address that `www.example.org` or an http one means."""
    text = re.sub(r"^(?:https?:)?/*", "", str(value).strip("<> "), flags=re.IGNORECASE)
    found = re.fullmatch(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9._~%/?=&#+,@-]*)?", text)
    return f"https://{text}" if found else None


def as_email(value: object) -> str | None:
    """The one mail address in a text."""
    found = re.findall(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+", str(value))
    return found[0] if len(found) == 1 and str(value).isascii() else None


@cache
def field_names(labels: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """What people call a field, as an id, to its name: its whole label and that label's first word."""
    found: dict[str, str] = {}
    for label, name in labels:
        found.setdefault(as_id(re.sub(r"\(.*", "", label)), name)
    for label, name in labels:
        first = as_id(label).partition("-")[0]
        if len(first) > 2:
            found.setdefault(first, name)
    return found
