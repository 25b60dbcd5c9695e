"""The files that are no pages: calendars and search of a language; sitemap, catalogue.json and site.json of all."""

import hashlib
import json
import os
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .calendars import calendar
from .offers import View

URLS_MAX = 50_000
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def write_language(output: str, generator: Any, site: Any) -> None:
    """The calendars of every theme, territory and partner, and the offers to search in."""
    folder = Path(output)
    for group, terms in (
        ("themes", generator.tags.items()),
        ("territories", generator.categories),
        ("partners", generator.authors),
    ):
        for term, articles in terms:
            view = site.term(group, term.slug)
            name = f"{getattr(view, 'label', '') or view.name} – {site.name}"
            _write(folder / term.url / "calendar.ics", calendar(name, site, [one.offer for one in articles]))
    search = {"lang": site.lang, "offers": [_entry(article.offer) for article in generator.articles]}
    _write(folder / site.lang / "search.json", _compact(search))
    if site.lang == generator.settings["LANGUAGES"][0]:
        _write(folder / "catalogue.json", _compact(_catalogue(site, generator.articles)))


def write_common(output: Path | str, settings: dict[str, Any], sites: list[Any], paths: list[str]) -> None:
    """The sitemap, in parts where the protocol asks for it, and what the functions know of the site."""
    folder, origin = Path(output), settings["SITEURL"]
    urls = sorted(f"{origin}/{path}" for path in paths)
    parts = [urls[start : start + URLS_MAX] for start in range(0, len(urls), URLS_MAX)]
    if len(parts) > 1:
        names = [f"sitemap-{rank}.xml" for rank in range(1, len(parts) + 1)]
        for name, part in zip(names, parts, strict=True):
            _write(folder / name, _document("urlset", "url", part))
        _write(folder / "sitemap.xml", _document("sitemapindex", "sitemap", [f"{origin}/{name}" for name in names]))
    else:
        _write(folder / "sitemap.xml", _document("urlset", "url", urls))
    by_lang = {site.lang: site for site in sites}
    _write(folder / "site.json", _indented(_site([by_lang[lang] for lang in settings["LANGUAGES"]], settings)))


def _document(root: str, element: str, urls: list[str]) -> str:
    lines = "".join(f"<{element}><loc>{url}</loc></{element}>\n" for url in urls)
    return f'<?xml version="1.0" encoding="utf-8"?>\n<{root} xmlns="{NAMESPACE}">\n{lines}</{root}>\n'


def _entry(offer: View) -> dict[str, Any]:
    card = offer.card
    return {
        "id": offer.id,
        "url": card.url,
        "title": card.title,
        "summary": card.summary,
        "type": card.type.id,
        "themes": [one.id for one in offer.themes],
        "territory": offer.territory.id,
        "commune": card.commune,
        "languages": [one.id for one in card.languages],
        "accessibility": [one.id for one in offer.facets],
        "duration_minutes": card.duration_minutes,
        "from_price_cents": card.from_price_cents,
        "starts": [one.starts[:16] + one.starts[19:] for one in offer.departures],
    }


def _catalogue(site: Any, articles: list[Any]) -> dict[str, Any]:
    return {
        "schema": 1,
        "sequence": int(os.environ.get("CATALOGUE_SEQUENCE") or time.time()),
        "commit": os.environ.get("COMMIT", ""),
        "built_at": _instant(datetime.now(UTC).isoformat()),
        "timezone": site.lists["timezone"],
        "currency": site.lists["currency"],
        "languages": site.lists["languages"],
        "offers": [_hashed(_offer(site, article)) for article in articles],
    }


def _hashed(entry: dict[str, Any]) -> dict[str, Any]:
    return entry | {"hash": hashlib.sha256(_compact(entry).encode()).hexdigest()[:32]}


def _offer(site: Any, article: Any) -> dict[str, Any]:
    offer = article.offer
    return {
        "id": offer.id,
        "type": offer.card.type.id,
        "territory": offer.territory.id,
        "commune": offer.card.commune,
        "terms": offer.terms,
        "tariffs": [_tariff(site, tariff) for tariff in offer.tariffs],
        "party_max": offer.party_max,
        "cut_off_minutes": offer.cut_off_minutes,
        "cancellation": site.lists["cancellation"],
        "duration_minutes": offer.card.duration_minutes,
        "guided_languages": [one.id for one in offer.card.languages],
        "words": {one.lang: _words(site, one) for one in (article, *article.translations)},
        "partner": _partner(site.lists["partners"][str(article.author)]),
        "meeting_point": _meeting_point(offer.meeting_point),
        "departures": [_departure(one) for one in offer.departures],
    }


def _words(site: Any, article: Any) -> dict[str, str]:
    url = f"{site.lists['sections']['offers'][article.lang]}{article.slug}/"
    said = article.metadata
    return {"title": article.title, "summary": said["summary"], "url": url, "come": said["come"]} | (
        {"bring": said["bring"]} if "bring" in said else {}
    )


def _tariff(site: Any, tariff: View) -> dict[str, Any]:
    label = site.lists["tariffs"][tariff.id]
    note = {"note": dict.fromkeys(label, tariff.note)} if tariff.note else {}
    return {"id": tariff.id, "price_cents": tariff.price_cents, "label": label, **note}


def _partner(partner: dict[str, Any]) -> dict[str, Any]:
    return {name: partner[name] for name in ("id", "name", "email", "language")}


def _meeting_point(point: View | None) -> dict[str, Any] | None:
    if point is None:
        return None
    lat_e6, lon_e6 = (round(float(degrees) * 1_000_000) for degrees in (point.latitude, point.longitude))
    return {"name": point.name, "address": point.address, "lat_e6": lat_e6, "lon_e6": lon_e6}


def _departure(one: View) -> dict[str, Any]:
    return {
        "id": one.id,
        "starts_at": _instant(one.starts),
        "ends_at": _instant(one.ends),
        "closes_at": _instant(one.closes),
        "starts_local": one.starts,
        "capacity": one.capacity,
        "status": "open",
        "language": one.language,
    }


def _instant(moment: str) -> str:
    return f"{datetime.fromisoformat(moment).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _site(sites: list[Any], settings: dict[str, Any]) -> dict[str, Any]:
    first = sites[0]
    return {
        "schema": 1,
        "name": first.name,
        "contact": first.contact,
        "site_url": first.origin,
        "timezone": settings["TIMEZONE"],
        "default_language": first.lang,
        "conditions_version": first.conditions_version,
        "assets": vars(first.assets),
        "languages": [_language(site) for site in sites],
    }


def _language(site: Any) -> dict[str, Any]:
    own = {name: getattr(site, name) for name in ("home", "terms_url", "privacy_url")}
    links = {name: [vars(link) for link in getattr(site, name)] for name in ("nav", "footer")}
    return {"code": site.lang, "name": dict(site.languages)[site.lang], **own, **links}


def _compact(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
