"""The two files that the build hands to the functions: `site.json` and `catalogue.json`, never inside the site.

Their shapes are `schemas/site.schema.json` and `schemas/catalogue.schema.json`.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from ..pages.views import LinkView, SiteView

SCHEMA = 1
ASSETS = ("css", "offer_css", "booking_css", "booking_js", "font", "icon")
"""What the functions' pages need of the theme."""


def site_file(sites: Sequence[SiteView], timezone: str) -> dict[str, Any]:
    """What the functions' pages need to look like the site's; `sites` are in the order of the languages."""
    default = sites[0]
    return {
        "schema": SCHEMA,
        "name": default.name,
        "contact": default.contact,
        "site_url": default.site_url,
        "timezone": timezone,
        "default_language": default.lang,
        "conditions_version": default.conditions_version,
        "assets": {name: getattr(default.assets, name) for name in ASSETS},
        "languages": [_language(site) for site in sites],
    }


def _language(site: SiteView) -> dict[str, Any]:
    return {
        "code": site.lang,
        "name": next(one.label for one in site.languages if one.id == site.lang),
        "home": site.home,
        "nav": _links(site.nav),
        "footer": _links(site.footer),
        "terms_url": site.terms_url,
        "privacy_url": site.privacy_url,
    }


def _links(links: Sequence[LinkView]) -> list[dict[str, str]]:
    return [{"label": link.label, "url": link.url} for link in links]


def data_file(data: Mapping[str, Any]) -> bytes:
    """A file of data, the same for the same data."""
    return f"{json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True)}\n".encode()
