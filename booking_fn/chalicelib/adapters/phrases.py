"""Dates, times, money and counts in words of one language: what mails, pages and refusals are made of."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo


class Phrases:
    """Turns facts into words. Instants are ISO 8601 strings or aware datetimes, amounts are cents.

    Instants (`..._at`) are said in the time zone given; a local start keeps the offset it carries.
    """

    def __init__(self, locale: str, words: NullTranslations, zone: str) -> None:
        self.locale = locale
        self.catalogue = words
        self.gettext = words.gettext
        self.ngettext = words.ngettext
        self._zone = ZoneInfo(zone)

    def date(self, start: str | datetime) -> str:
        """`samedi 1 mai 2027`."""
        from babel.dates import format_date

        _ = self.gettext
        return format_date(moment(start), _("EEEE d MMMM y"), locale=self.locale)

    def time(self, start: str | datetime) -> str:
        """`14 h 30`, for a local start."""
        from babel.dates import format_time

        _ = self.gettext
        return format_time(moment(start), _("H 'h' mm"), locale=self.locale)

    def when(self, start: str | datetime) -> str:
        """`samedi 1 mai 2027 à 14 h 30`."""
        _ = self.gettext
        return _("%(date)s à %(time)s") % {"date": self.date(start), "time": self.time(start)}

    def clock(self, instant: str | datetime) -> str:
        """`14 h 05`: an instant in the site's zone."""
        return self.time(self.local(instant))

    def local(self, instant: str | datetime) -> datetime:
        """An instant in the site's zone."""
        return moment(instant).astimezone(self._zone)

    def zone(self) -> str:
        """`heure de Paris`, for visits that are joined from elsewhere."""
        from babel.dates import get_timezone_location

        _ = self.gettext
        city = get_timezone_location(self._zone.key, locale=self.locale, return_city=True)
        return _("heure de %(city)s") % {"city": city}

    def money(self, cents: int, currency: str = "EUR") -> str:
        """`38 €`, `7,50 €`: no decimals for whole amounts."""
        from babel import Locale
        from babel.numbers import format_currency

        pattern = Locale.parse(self.locale).currency_formats["standard"].pattern
        if cents % 100 == 0:
            pattern = pattern.replace(".00", "")
        return format_currency(cents / 100, currency, pattern, locale=self.locale, currency_digits=False)

    def duration(self, minutes: int) -> str:
        """`2 h 30`, `45 min`."""
        _ = self.gettext
        hours, rest = divmod(minutes, 60)
        facts = {"hours": hours, "minutes": rest, "padded": f"{rest:02}"}
        if not hours:
            return _("%(minutes)d min") % facts
        return (_("%(hours)d h %(padded)s") if rest else _("%(hours)d h")) % facts

    def persons(self, count: int) -> str:
        """`3 personnes`."""
        return self.ngettext("%(count)d personne", "%(count)d personnes", count) % {"count": count}

    def line(self, line: Mapping[str, Any]) -> str:
        """`2 × Adulte`: one line of a party."""
        return f"{line['count']} × {line['label']}"

    def refund_terms(self, tiers: Sequence[Mapping[str, int]]) -> tuple[str, ...]:
        """The cancellation terms, a sentence a tier, the longest notice first, the last one saying what is left."""
        _ = self.gettext
        said = tuple(self._tier(tier) for tier in tiers if tier["refund_percent"])
        return (*said, _("Ensuite, pas de remboursement.")) if said else (_("Pas de remboursement."),)

    def _tier(self, tier: Mapping[str, int]) -> str:
        _ = self.gettext
        facts = {"notice": self._notice(tier["until_hours"]), "percent": tier["refund_percent"]}
        if tier["refund_percent"] == 100:
            return _("Remboursement intégral %(notice)s.") % facts
        return _("Remboursement de %(percent)d %% %(notice)s.") % facts

    def _notice(self, hours: int) -> str:
        _ = self.gettext
        if hours == 0:
            return _("jusqu’au départ")
        if hours % 24 == 0 and hours > 48:
            days = hours // 24
            return self.ngettext("jusqu’à %(days)d jour avant", "jusqu’à %(days)d jours avant", days) % {"days": days}
        return _("jusqu’à %(hours)d h avant") % {"hours": hours}


def moment(value: str | datetime) -> datetime:
    """A stored instant or local start as an aware datetime."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def groups(code: str) -> str:
    """A ticket's code in groups of four, as it is printed and read aloud."""
    return " ".join(code[start:start + 4] for start in range(0, len(code), 4))
