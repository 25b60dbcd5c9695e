"""A whole shop for the stories' tests: the real SQLite store, fakes held by the contract suites, a frozen clock."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

from chalicelib.adapters.signed_links import SignedLinks
from chalicelib.adapters.sqlite_store import SqliteStore
from chalicelib.core.records import to_iso
from chalicelib.operations.publish_catalogue import publish_catalogue
from chalicelib.ports import Shop, Store

from tests.fakes.files import FakeFiles
from tests.fakes.mailer import FakeMailer
from tests.fakes.payments import FakePayments
from tests.fakes.renderer import FakeRenderer

NOW = datetime(2027, 4, 1, 10, 0, 0, tzinfo=UTC)
SECRET = "a-secret-for-tests-of-32-characters!"


SITE = {
    "conditions_version": "2026-11-01", "timezone": "Europe/Paris",
    "languages": [
        {"code": "fr", "name": "Français", "terms_url": "/fr/conditions/", "privacy_url": "/fr/donnees/"},
        {"code": "en", "name": "English", "terms_url": "/en/terms/", "privacy_url": "/en/privacy/"},
        {"code": "es", "name": "Español", "terms_url": "/es/condiciones/", "privacy_url": "/es/datos/"},
        {"code": "de", "name": "Deutsch", "terms_url": "/de/agb/", "privacy_url": "/de/daten/"},
    ],
}


class FrozenClock:
    """A clock that moves when a test says so."""

    def __init__(self, now: datetime = NOW) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now

    def pause(self, seconds: float) -> None:
        """Nobody waits in a test."""

    def move(self, **by: float) -> None:
        """Later by `timedelta(**by)`."""
        self._now += timedelta(**by)


class CountedCodes:
    """Codes that can be foreseen: B000000001, T000000000000001, ..."""

    def __init__(self) -> None:
        self._numbers = count(1)

    def booking_id(self) -> str:
        return f"B{next(self._numbers):09d}"

    def ticket_code(self) -> str:
        return f"T{next(self._numbers):015d}"

    def unique(self) -> str:
        return f"U{next(self._numbers):025d}"


@dataclass
class ShopForTests:
    """The shop, and its neighbours by their own types."""

    shop: Shop
    clock: FrozenClock
    payments: FakePayments
    mailer: FakeMailer
    files: FakeFiles
    posted: int = field(default=0)


def a_shop(folder: Path, *, store: Store | None = None, catalogue: dict[str, object] | None = None) -> ShopForTests:
    """A shop with a published catalogue: by default one walk with adults at 15 € and children at 8 €."""
    clock = FrozenClock()
    payments, mailer, files = FakePayments(clock), FakeMailer(), FakeFiles()
    shop = Shop(
        store=store or SqliteStore(folder / "shop.sqlite"), files=files, payments=payments, mailer=mailer,
        renderer=FakeRenderer(), clock=clock, codes=CountedCodes(),
        links=SignedLinks("https://visits.example.org", [SECRET]),
        site=SITE, refunds=payments,
    )
    publish_catalogue(shop, catalogue or a_catalogue())
    return ShopForTests(shop, clock, payments, mailer, files)


def a_departure(starts_at: datetime = NOW + timedelta(days=10), **facts: object) -> dict[str, object]:
    """A departure of `murals`, by default in ten days for 20 persons."""
    local = starts_at + timedelta(hours=2)
    return {
        "id": f"murals-{local:%Y%m%dT%H%M}", "starts_at": to_iso(starts_at),
        "ends_at": to_iso(starts_at + timedelta(hours=2)), "closes_at": to_iso(starts_at - timedelta(hours=1)),
        "starts_local": f"{local:%Y-%m-%dT%H:%M:%S}+02:00", "capacity": 20, "status": "open", "language": "fr",
    } | facts


DEPARTURE_ID = str(a_departure()["id"])


def an_offer(**facts: object) -> dict[str, object]:
    """The walk `murals`, with one departure."""
    return {
        "id": "murals", "hash": "0" * 32, "type": "walk", "territory": "val-de-marne", "commune": "Vitry-sur-Seine",
        "terms": "f" * 16,
        "tariffs": [
            {"id": "adult", "price_cents": 1500, "label": {"fr": "Adulte", "en": "Adult"}},
            {"id": "child", "price_cents": 800, "label": {"fr": "Enfant", "en": "Child"}},
        ],
        "party_max": 8, "cut_off_minutes": 60,
        "cancellation": [{"until_hours": 48, "refund_percent": 100}, {"until_hours": 24, "refund_percent": 50}],
        "duration_minutes": 120, "guided_languages": ["fr"],
        "words": {
            "fr": {"title": "Les murs ont la parole", "summary": "Deux heures.", "url": "/fr/visites/murs/"},
            "en": {"title": "The walls speak", "summary": "Two hours.", "url": "/en/visits/walls/"},
        },
        "partner": {"id": "ateliers", "name": "Les Ateliers", "email": "ateliers@example.org", "language": "fr",
                    "phone": "+33199001234"},
        "meeting_point": {"name": "Gare", "address": "Place de la Gare", "lat_e6": 48799700, "lon_e6": 2404200},
        "departures": [a_departure()],
    } | facts


def with_quotas(**quotas: int) -> dict[str, object]:
    """`murals`, with at most so many persons a departure at these tariffs."""
    tariffs: Any = an_offer()["tariffs"]
    return an_offer(tariffs=[t | ({"quota": quotas[t["id"]]} if t["id"] in quotas else {}) for t in tariffs])


def a_free_offer(**facts: object) -> dict[str, object]:
    """`murals`, for nothing."""
    return an_offer(tariffs=[{"id": "adult", "price_cents": 0, "label": {"fr": "Adulte", "en": "Adult"}}]) | facts


def a_catalogue(*offers: dict[str, object], sequence: int = 1) -> dict[str, object]:
    """What publish takes in."""
    return {
        "schema": 1, "sequence": sequence, "commit": "", "built_at": to_iso(NOW), "timezone": "Europe/Paris",
        "currency": "EUR", "languages": ["fr", "en"], "offers": list(offers) or [an_offer()],
    }


def a_form(**fields: str) -> dict[str, str]:
    """A good form: two adults and a child, in French."""
    return {
        "departure": DEPARTURE_ID, "count_adult": "2", "count_child": "1", "name": "Ana Martín",
        "email": "ana@example.org", "phone": "", "language": "fr", "accept": "yes", "conditions": "2026-11-01",
        "terms": "f" * 16,
    } | fields


def until_quiet(work: Callable[[], int], most: int = 50) -> None:
    """Run a sweep until it has nothing more to do."""
    for _ in range(most):
        if not work():
            return
    raise AssertionError("never quiet")
