"""When an offer takes place: single dates, and rules with what is different on some of their days."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Tag

from .places import MeetingPoint
from .values import Capacity, Clock, Day, Language, Part, told

Status = Literal["open", "closed", "cancelled", "full"]
Every = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "day"]
WEEKDAYS: tuple[Every, ...] = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
Nth = Literal["first", "second", "third", "fourth", "last"]
NTH: tuple[Nth, ...] = ("first", "second", "third", "fourth", "last")

_STATUS = {
    "fr": ("État", "closed : on ne réserve plus ; full : complet ailleurs ; cancelled : n’aura pas lieu."),
    "en": ("Status", "closed: no more bookings; full: seats all gone elsewhere; cancelled: will not take place."),
}
_CAPACITY = {
    "fr": ("Places", "Les places de ce départ, si elles diffèrent de celles de l’offre."),
    "en": ("Seats", "The seats of this departure, where they differ from the offer’s."),
}
_LANGUAGE = {
    "fr": ("Langue", "La langue de la visite ce jour-là, si ce n’est pas la première de l’offre."),
    "en": ("Language", "The guide’s language that day, where it is not the offer’s first."),
}
_PLACE = {
    "fr": ("Lieu", "Le rendez-vous de ce départ, s’il est ailleurs que d’habitude."),
    "en": ("Place", "Where this departure meets, where that is not the usual place."),
}
_MOVED = {
    "fr": ("Déplacé au", "Le nouveau jour et la nouvelle heure ; les réservations suivent."),
    "en": ("Moved to", "The new day and hour; bookings go along."),
}


class NewStart(Part):
    """The day and hour to which a departure was moved; its id stays."""

    on: Day = told(("Jour", "Le nouveau jour."), ("Day", "The new day."), example="2027-05-08")
    at: Clock = told(
        ("Heure", "La nouvelle heure."), ("Hour", "The new hour."), example="16:00"
    )


class SingleDate(Part):
    """One departure, on one day."""

    on: Day = told(
        ("Jour", "Le jour annoncé d’abord ; il ne change plus, même si le départ est déplacé."),
        ("Day", "The day first announced; it stays, even where the departure is moved."),
        example="2027-05-01",
    )
    at: Clock = told(
        ("Heure", "L’heure locale annoncée d’abord."),
        ("Hour", "The local hour first announced."),
        example="14:30",
    )
    capacity: Capacity | None = told(_CAPACITY["fr"], _CAPACITY["en"], None, example=10)
    language: Language | None = told(_LANGUAGE["fr"], _LANGUAGE["en"], None, example="en")
    place: MeetingPoint | None = told(_PLACE["fr"], _PLACE["en"], None)
    status: Status = told(_STATUS["fr"], _STATUS["en"], "open", example="cancelled")
    moved_to: NewStart | None = told(_MOVED["fr"], _MOVED["en"], None)


class Change(Part):
    """What is different on one day of a rule. The departure keeps its id."""

    on: Day = told(
        ("Jour", "Le jour de la règle où quelque chose change."),
        ("Day", "The day of the rule on which something is different."),
        example="2027-05-01",
    )
    capacity: Capacity | None = told(_CAPACITY["fr"], _CAPACITY["en"], None, example=10)
    language: Language | None = told(_LANGUAGE["fr"], _LANGUAGE["en"], None, example="en")
    place: MeetingPoint | None = told(_PLACE["fr"], _PLACE["en"], None)
    status: Status | None = told(_STATUS["fr"], _STATUS["en"], None, example="cancelled")
    moved_to: NewStart | None = told(_MOVED["fr"], _MOVED["en"], None)


class Rule(Part):
    """Departures that come again at one local hour: on a weekday, on some of a month's, every so many weeks or days."""

    every: Every = told(
        ("Chaque", "Le jour de la semaine, ou chaque jour."),
        ("Every", "The day of the week, or each day."),
        example="saturday",
    )
    nth: tuple[Nth, ...] = told(
        ("Lesquels du mois", "Seulement le premier, le troisième… du mois."),
        ("Which of the month", "Only the first, the third … of the month."),
        (),
        example=["first", "third"],
        max_length=5,
    )
    interval: int = told(
        ("Tous les combien", "2 : une semaine (ou, avec day, un jour) sur deux, comptée depuis from."),
        ("Every how many", "2: every second week (with day: second day), counted from `from`."),
        1,
        example=2,
        ge=1,
        le=52,
    )
    at: Clock = told(
        ("Heure", "L’heure locale."), ("Hour", "The local hour."), example="14:30"
    )
    from_: Day | None = told(
        ("Du", "Le premier jour qui compte ; absent : dès aujourd’hui."),
        ("From", "The first day that counts; absent: from today on."),
        None,
        example="2026-11-21",
        alias="from",
    )
    until: Day | None = told(
        ("Jusqu’au", "Le dernier jour qui compte ; absent : la règle continue."),
        ("Until", "The last day that counts; absent: the rule goes on."),
        None,
        example="2027-06-26",
    )
    except_: tuple[Day, ...] = told(
        ("Sauf", "Les jours sans départ ; pour annuler un départ déjà réservé, écrire plutôt changes."),
        ("Except", "Days without departure; to cancel one that has bookings, write changes instead."),
        (),
        example=["2026-12-26"],
        alias="except",
        max_length=200,
    )
    capacity: Capacity | None = told(_CAPACITY["fr"], _CAPACITY["en"], None, example=10)
    language: Language | None = told(_LANGUAGE["fr"], _LANGUAGE["en"], None, example="en")
    place: MeetingPoint | None = told(_PLACE["fr"], _PLACE["en"], None)
    changes: tuple[Change, ...] = told(
        ("Changements", "Ce qui diffère à certaines dates de la règle."),
        ("Changes", "What is different on some dates of the rule."),
        (),
        max_length=200,
    )


def _form(value: Any) -> str:
    comes_again = "every" in value if isinstance(value, Mapping) else isinstance(value, Rule)
    return "rule" if comes_again else "single"


DepartureForm = Annotated[Annotated[SingleDate, Tag("single")] | Annotated[Rule, Tag("rule")], Discriminator(_form)]
