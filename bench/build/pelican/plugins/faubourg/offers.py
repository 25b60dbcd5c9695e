"""An offer's view: what its card and its page show, from the metadata of its article."""

from datetime import datetime
from itertools import groupby
from types import SimpleNamespace
from typing import Any

from markupsafe import Markup

View = SimpleNamespace


def lines(value: str | list[str]) -> list[list[str]]:
    """A field of one or more lines, the parts of a line split at its bars."""
    return [line.split(" | ") for line in ([value] if isinstance(value, str) else value)]


def offer_of(article: Any, lists: dict[str, Any], lang: str) -> View:
    """The view of an article; `lists` are the taxonomy and the partners."""
    metadata = article.metadata
    departures = [_departure(parts) for parts in lines(metadata["departures"])]
    tariffs = [_tariff(rank, parts, lists, lang) for rank, parts in enumerate(lines(metadata["tariffs"]))]
    partner = lists["partners"][str(article.author)]
    return View(
        id=metadata["key"],
        card=_card(article, lists, lang, tariffs, departures),
        poster=_picture(metadata, "poster"),
        share=_picture(metadata, f"share-{lang}", "png"),
        calendar=Markup(metadata["calendar"]),  # noqa: S704 -- written by the bench
        mail=Markup(metadata["mail"]),  # noqa: S704 -- written by the bench
        next_id=departures[0].id,
        other_dates=len(departures) - 1,
        full=False,
        themes=[_term(lists["themes"][key], key, lang) for key in listed(metadata["themes"])],
        territory=_term(lists["territories"][metadata["territory"]], metadata["territory"], lang),
        partner=View(
            name=partner["name"], lang=lang, summary=partner["words"][lang]["summary"], url=partner["url"][lang]
        ),
        distance_m=int(metadata.get("distance_m", 0)),
        facets=labels(lists["accessibility"], listed(metadata.get("accessibility", "")), lang),
        accessibility=_needs(metadata, lists, lang),
        audience=(),
        difficulty=None,
        end_point=None,
        spot=None,
        places=(),
        limits=View(capacity=int(metadata["capacity"]), from_age=None, to_age=None, party_min=1, minimum=1),
        capacities=[_smaller(parts) for parts in lines(metadata["smaller"])] if "smaller" in metadata else [],
        commune_url=metadata.get("commune_url", ""),
        virtual=View(platform=metadata["platform"], link_sent="hour-before") if "platform" in metadata else None,
        cancellation=[View(**tier) for tier in lists["cancellation"]],
        meeting_point=_meeting_point(lines(metadata["place"])[0]) if "place" in metadata else None,
        come=metadata["come"],
        bring=metadata.get("bring"),
        included=metadata.get("included"),
        the_extra=metadata.get("the_extra"),
        tariffs=tariffs,
        departures=departures,
        first=_by_month(departures[: int(metadata["in_sight"])]),
        others=_by_month(departures[int(metadata["in_sight"]) :]),
        folded=len(departures) - int(metadata["in_sight"]),
        party_max=int(metadata["party_max"]),
        cut_off_minutes=int(metadata["cut_off_minutes"]),
        terms=metadata["terms"],
    )


def soonest_first(article: Any) -> tuple[datetime, str]:
    """What articles are put in order by."""
    return article.offer.card.starts_local, article.offer.id


def listed(value: str) -> list[str]:
    """`a, b` as its parts."""
    return value.split(", ") if value else []


def labels(group: dict[str, dict[str, str]], keys: list[str], lang: str) -> list[View]:
    """Ids of the taxonomy with their words."""
    return [View(id=key, label=group[key][lang]) for key in keys]


def _card(article: Any, lists: dict[str, Any], lang: str, tariffs: list[View], departures: list[View]) -> View:
    metadata = article.metadata
    prices = sorted({tariff.price_cents for tariff in tariffs if tariff.price_cents})
    return View(
        url=f"/{article.url}",
        title=article.title,
        summary=metadata["summary"],
        type=View(id=metadata["type"], label=lists["types"][metadata["type"]][lang]),
        commune=metadata["commune"],
        territory=View(id=metadata["territory"], label=lists["territories"][metadata["territory"]]["label"][lang]),
        virtual=metadata["type"] == "virtual",
        cover=_picture(metadata, "card"),
        starts_local=departures[0].starts_local,
        duration_minutes=int(metadata["duration_minutes"]),
        free=not prices,
        from_price_cents=prices[0] if prices else 0,
        one_price=len(prices) <= 1,
        languages=labels(lists["guided_languages"], listed(metadata["guided"]), lang),
    )


def _picture(metadata: dict[str, str], shape: str, kind: str = "svg") -> str:
    return f"/theme/covers/{metadata['key']}-{shape}.{metadata['terms'][:8]}.{kind}"


def _needs(metadata: dict[str, str], lists: dict[str, Any], lang: str) -> list[View]:
    found = [line.split(": ") for line in listed(metadata.get("needs", ""))]
    said = lists["accessibility"]
    return [
        View(id=need, facets=[View(label=said[facet][lang], words="") for facet in facets.split(" ")])
        for need, facets in found
    ]


def _smaller(parts: list[str]) -> View:
    capacity, more, *starts = parts
    return View(capacity=int(capacity), more=int(more), starts=[datetime.fromisoformat(one) for one in starts])


def _by_month(departures: list[View]) -> list[list[View]]:
    return [list(group) for _, group in groupby(departures, key=lambda one: one.starts[:7])]


def _term(term: dict[str, Any], key: str, lang: str) -> View:
    return View(id=key, label=term["label"][lang], url=term["url"][lang])


def _departure(parts: list[str]) -> View:
    own_id, starts, ends, closes, capacity, language = parts
    return View(
        id=own_id,
        starts=starts,
        starts_local=datetime.fromisoformat(starts),
        ends=ends,
        closes=closes,
        capacity=int(capacity),
        language=language,
    )


def _tariff(rank: int, parts: list[str], lists: dict[str, Any], lang: str) -> View:
    own_id, cents, note = (*parts, "")[:3]
    return View(
        id=own_id,
        label=lists["tariffs"][own_id][lang],
        price_cents=int(cents),
        note=note,
        quota=None,
        proof="",
        count=0 if rank else 1,
    )


def _meeting_point(parts: list[str]) -> View:
    name, street, code, town, latitude, longitude = parts
    return View(
        name=name,
        street=street,
        code=code,
        town=town,
        address=f"{street}, {code} {town}",
        latitude=latitude,
        longitude=longitude,
        geo=f"geo:{latitude},{longitude}",
    )
