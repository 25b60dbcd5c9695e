"""Facts as operations and routes hand them to a renderer, of a plainly invented booking."""

from copy import deepcopy
from typing import Any

from tests.fakes.renderer import MAILS

Facts = dict[str, Any]

LINK = "https://visits.example.org/{lang}/booking/K7M2P9QXRA/q1w2e3r4t5y6u7i8o9p0"
CODES = ("K7M2P9QXRABCDEFG", "3HJK4MNP5QRS6TVW", "XYZ2ABC3DEF4GHJ5")
WORDS: Facts = {
    "fr": {
        "title": "Vitry, les murs ont la parole", "come": "RER C, gare de Vitry-sur-Seine, sortie rue Pierre-Sémard.",
        "bring": "De bonnes chaussures.", "adult": "Plein tarif", "child": "Enfant", "point": "Gare de Vitry-sur-Seine",
        "slug": "visites/vitry-murs",
    },
    "en": {
        "title": "Vitry, where walls speak", "come": "RER C to Vitry-sur-Seine, exit rue Pierre-Sémard.",
        "bring": "Good shoes.", "adult": "Adult", "child": "Child", "point": "Vitry-sur-Seine station",
        "slug": "visits/vitry-murals",
    },
    "es": {
        "title": "Vitry, donde hablan los muros", "come": "RER C, estación de Vitry-sur-Seine.",
        "bring": "Calzado cómodo.", "adult": "Adulto", "child": "Niño", "point": "Estación de Vitry-sur-Seine",
        "slug": "visitas/vitry-muros",
    },
    "de": {
        "title": "Vitry, wo die Wände reden", "come": "RER C bis Vitry-sur-Seine.", "bring": "Bequeme Schuhe.",
        "adult": "Erwachsene", "child": "Kinder", "point": "Bahnhof Vitry-sur-Seine", "slug": "fuehrungen/vitry-waende",
    },
}
PROOF = {
    "fr": "Une pièce d’identité.", "en": "Any identity document.", "es": "Un documento de identidad.",
    "de": "Ein Ausweis mit Geburtsdatum.",
}
SITE: Facts = {
    "schema": 1, "name": "Faubourg", "site_url": "https://visits.example.org", "timezone": "Europe/Paris",
    "default_language": "fr", "contact": "bonjour@example.org", "conditions_version": "2027-01",
    "assets": {"css": "/static/site.css", "offer_css": "/static/offer.css", "booking_css": "/static/booking.css",
               "booking_js": "/static/booking.js", "font": "/static/bricolage.woff2", "icon": "/static/icon.svg"},
    "languages": [
        {"code": "fr", "name": "Français", "home": "/fr/",
         "terms_url": "/fr/conditions/", "privacy_url": "/fr/donnees/",
         "nav": [{"label": "Visites", "url": "/fr/visites/"}],
         "footer": [{"label": "Conditions générales", "url": "/fr/conditions/"}]},
        {"code": "en", "name": "English", "home": "/en/", "terms_url": "/en/terms/", "privacy_url": "/en/privacy/",
         "nav": [{"label": "Visits", "url": "/en/visits/"}],
         "footer": [{"label": "Terms", "url": "/en/terms/"}]},
        {"code": "es", "name": "Español", "home": "/es/", "terms_url": "/es/condiciones/", "privacy_url": "/es/datos/",
         "nav": [{"label": "Visitas", "url": "/es/visitas/"}],
         "footer": [{"label": "Condiciones", "url": "/es/condiciones/"}]},
        {"code": "de", "name": "Deutsch", "home": "/de/", "terms_url": "/de/agb/", "privacy_url": "/de/daten/",
         "nav": [{"label": "Führungen", "url": "/de/fuehrungen/"}],
         "footer": [{"label": "AGB", "url": "/de/agb/"}]},
    ],
}


def booking_facts(lang: str) -> Facts:
    """A confirmed booking of two adults and a child on Saturday 1 May 2027."""
    words = WORDS[lang]
    party = [
        {"tariff": "adult", "label": words["adult"], "note": "", "count": 2, "unit_cents": 1500, "proof": ""},
        {"tariff": "child", "label": words["child"], "note": "", "count": 1, "unit_cents": 750, "proof": PROOF[lang]},
    ]
    labels = (words["adult"], words["adult"], words["child"])
    proofs = ("", "", PROOF[lang])
    tickets = [
        {"code": code, "label": label, "state": "valid", "proof": proof}
        for code, label, proof in zip(CODES, labels, proofs, strict=True)
    ]
    return {
        "booking": {
            "id": "K7M2P9QXRA", "link": LINK.format(lang=lang), "total_cents": 3750, "currency": "EUR", "party": party,
            "persons": 3, "contact": {"name": "Ada Exemple", "email": "ada@example.org", "phone": "06 39 98 01 23",
                                      "language": lang},
        },
        "departure": {
            "id": "murals-20270501T1430", "starts_at": "2027-05-01T12:30:00Z", "ends_at": "2027-05-01T14:30:00Z",
            "starts_local": "2027-05-01T14:30:00+02:00", "language": "fr",
        },
        "offer": {
            "id": "murals", "type": "walk", "title": words["title"], "territory": "val-de-marne",
            "url": f"https://visits.example.org/{lang}/{words['slug']}/", "commune": "Vitry-sur-Seine",
            "come": words["come"], "bring": words["bring"], "duration_minutes": 120, "timezone": "Europe/Paris",
            "meeting_point": {"name": words["point"], "address": "1 place de la Gare, 94400 Vitry-sur-Seine",
                              "lat_e6": 48799700, "lon_e6": 2404200},
            "cancellation": [{"until_hours": 48, "refund_percent": 100}, {"until_hours": 24, "refund_percent": 50}],
            "virtual": None, "minimum": {"persons": 6, "decide_hours": 48},
        },
        "partner": {"name": "Les Marcheurs du Mur", "email": "murs@example.org", "phone": "01 99 00 12 34"},
        "tickets": tickets,
    }


def mail_facts(name: str, lang: str) -> Facts:
    """What the mail of that name is made from."""
    assert name in MAILS, name
    facts = booking_facts(lang)
    if name in ("cancellation", "late_refund"):
        facts["refund"] = {"amount_cents": 3750}
    if name.startswith("partner_"):
        del facts["booking"]["link"]
        facts |= {"sold": 7, "capacity": 20}
    return facts


def page_facts(state: str, lang: str, **actions: Any) -> Facts:
    """What the personal page shows of a booking in that state; `actions` are those it offers."""
    facts = booking_facts(lang)
    tickets = facts.pop("tickets")
    facts["booking"] |= {
        "state": state, "expires_at": "2027-04-20T12:05:00Z", "paid_cents": 0 if state == "held" else 3750,
        "refunds": [], "tickets": tickets if state == "confirmed" else [],
    }
    return facts | {
        "actions": {"pay": False, "release": False, "cancel": None} | actions, "notice": None,
        "action_url": facts["booking"]["link"].removeprefix(SITE["site_url"]),
    }


def a_virtual_visit(facts: Facts, link_sent: str = "hour-before") -> Facts:
    """The same facts for a visit that is joined from home."""
    facts = deepcopy(facts)
    virtual = {"platform": "BigBlueButton", "link_sent": link_sent}
    facts["offer"] |= {"type": "virtual", "meeting_point": None, "virtual": virtual}
    return facts


def free(facts: Facts) -> Facts:
    """The same facts for an offer that costs nothing."""
    facts = deepcopy(facts)
    facts["booking"] |= {"total_cents": 0, "paid_cents": 0}
    facts["offer"]["cancellation"] = []
    for line in facts["booking"]["party"]:
        line["unit_cents"] = 0
    return facts


def form_facts(lang: str, **changes: Any) -> Facts:
    """A booking form as `components/booking_form.html` takes it, filled in and without a fault."""
    words = WORDS[lang]
    departures = [
        {"id": f"murals-202705{day:02}T1430", "starts_local": f"2027-05-{day:02}T14:30:00+02:00", "language": "fr",
         "status": "open", "left": 12, "checked": day == 1, "place": ""}
        for day in (1, 8, 15)
    ]
    contact = {"name": "Ada Exemple", "email": "ada@example.org", "phone": "", "language": lang}
    return {
        "action": f"/{lang}/booking/murals", "lang": lang, "offer_id": "murals", "terms": "0123456789abcdef",
        "conditions_version": "2027-01", "terms_url": f"/{lang}/terms/", "privacy_url": f"/{lang}/privacy/",
        "free": False, "currency": "EUR", "availability_url": "/availability/murals.json", "departures": departures,
        "tariffs": [
            {"id": "adult", "label": words["adult"], "note": "", "price_cents": 1500, "count": "2"},
            {"id": "child", "label": words["child"], "note": "6–12", "price_cents": 750, "count": "1"},
        ],
        "contact": contact, "languages": [{"code": each["code"], "name": each["name"]} for each in SITE["languages"]],
        "accepted": True, "party_max": 8, "party_min": 1, "errors": [],
        "cancellation": booking_facts(lang)["offer"]["cancellation"], "again": None, "total_cents": 3750,
    } | changes


def form_page_facts(lang: str, **changes: Any) -> Facts:
    """The facts of the pages `refused` and `already_booked`."""
    offer = booking_facts(lang)["offer"]
    return {
        "offer": {"title": offer["title"], "url": offer["url"], "summary": offer["come"], "commune": offer["commune"],
                  "territory": offer["territory"]},
        "form": form_facts(lang, **changes), "status": 422,
    }
