"""A `site.json` for the tests of packaging."""

from typing import Any


def _language(code: str, name: str) -> dict[str, Any]:
    home = f"/{code}/"
    return {
        "code": code, "name": name, "home": home, "nav": [{"label": name, "url": home}], "footer": [],
        "terms_url": f"{home}terms/", "privacy_url": f"{home}privacy/",
    }


SITE: dict[str, Any] = {
    "schema": 1,
    "name": "Faubourg",
    "site_url": "https://visits.example.org",
    "timezone": "Europe/Paris",
    "default_language": "fr",
    "contact": "bonjour@example.org",
    "conditions_version": "2026-11-01",
    "assets": {
        "css": "/theme/main.0f1e2d.css", "offer_css": "/theme/offer.0f1e2d.css",
        "booking_css": "/theme/booking.0f1e2d.css",
        "booking_js": "/theme/booking.0f1e2d.js", "font": "/theme/font.0f1e2d.woff2", "icon": "/theme/icon.0f1e2d.svg",
    },
    "languages": [
        _language("fr", "Français"), _language("en", "English"), _language("es", "Español"), _language("de", "Deutsch"),
    ],
}
