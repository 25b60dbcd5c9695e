"""Which pages are looked at: one of each kind, the heaviest of its kind where there are many, in French."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

from tests.journeys.running import RunningShop
from tests.journeys.visitor import Wanted, book, confirmed

from .edge import Edge

NOT_FOR_SEARCH = ("is-crawlable", "meta-description")
"""A personal page tells search engines to keep away, on purpose: Lighthouse would call that a fault."""
HIDDEN = b'<meta name="robots" content="noindex">'
MONTHS = "fr/agenda/*-??/index.html"


@dataclass(frozen=True)
class Kind:
    """A page that stands for its kind."""

    label: str
    path: str
    html_kb: float
    """What its HTML may weigh, gzip."""
    skipped: tuple[str, ...] = ()
    """Audits of Lighthouse that do not apply."""


def kinds(edge: Edge, page: Page) -> list[Kind]:
    """The pages, with a visit booked on `page` for the one that the functions make."""
    offers = [path for path in heaviest(edge.site, "fr/visites/*/index.html") if not path.endswith("/page/")]
    found = [Kind("home", "/fr/", 14), Kind("list of 24", "/fr/visites/", 14), Kind("offer, heaviest", offers[0], 12)]
    months = heaviest(edge.site, MONTHS)
    found += [Kind("month of the agenda, fullest", months[0], 14)] if months else []
    return [*found, Kind("booking, by the functions", personal_page(edge, page), 12, NOT_FOR_SEARCH)]


def heaviest(site: Path, pattern: str) -> list[str]:
    """The addresses of pages that search engines may show, the one with most bytes of gzip first."""
    bodies = {file: file.read_bytes() for file in site.glob(pattern)}
    shown = [file for file, body in bodies.items() if HIDDEN not in body]
    shown.sort(key=lambda file: weight(bodies[file]), reverse=True)
    return [f"/{file.parent.relative_to(site).as_posix()}/" for file in shown]


def weight(body: bytes) -> int:
    """Bytes of gzip, as a server sends it."""
    return len(gzip.compress(body, 6, mtime=0))


def personal_page(edge: Edge, page: Page) -> str:
    """The address of a booking that is confirmed: two places of a free visit."""
    offer, tariff = free_offer(edge.shop)
    wanted = Wanted(edge.shop.a_departure(offer), "visitor@example.org", {tariff: 2})
    book(page, edge.shop, wanted)
    confirmed(page, wanted)
    return page.url.removeprefix(edge.shop.url)


def free_offer(shop: RunningShop) -> tuple[str, str]:
    """An offer that costs nothing, has dates enough and takes two, and its tariff."""
    catalogue = json.loads((shop.state / "publish" / "catalogue.json").read_text(encoding="utf-8"))
    for offer in catalogue["offers"].values() if isinstance(catalogue["offers"], dict) else catalogue["offers"]:
        tariffs = offer["tariffs"]
        if len(tariffs) == 1 and not tariffs[0]["price_cents"] and len(offer["departures"]) > 4:
            return offer["id"], tariffs[0]["id"]
    raise SystemExit("no offer of this catalogue is free")
