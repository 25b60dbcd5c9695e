"""Dates, times, money and counts in words of one language: what mails, pages and refusals are made of.

Where the shared components say the same thing they say it in the same words, from the same translation.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from gettext import NullTranslations
from typing import Any
from zoneinfo import ZoneInfo


class Phrases:
    """Turns facts into words. Amounts are cents; times are ISO 8601 texts or aware datetimes.

    A local start keeps the offset it carries; an instant is said in the zone given.
    """

    def __init__(self, lang: str, catalogue: NullTranslations, zone: str) -> None:
        self.lang = lang
        self.catalogue = catalogue
        self.gettext = catalogue.gettext
        self.ngettext = catalogue.ngettext
        self._zone = ZoneInfo(zone)

    def day(self, starts_local: str | datetime) -> str:
        """`sam. 8 mai`, `sam. 1er mai`."""
        _, at = self.gettext, moment(starts_local)
        return self._date(at, _("EEE d MMM") if at.day > 1 else _("EEE d'er' MMM"))

    def long_day(self, starts_local: str | datetime) -> str:
        """`samedi 8 mai 2027`, `samedi 1er mai 2027`."""
        _, at = self.gettext, moment(starts_local)
        return self._date(at, _("EEEE d MMMM y") if at.day > 1 else _("EEEE d'er' MMMM y"))

    def hour(self, starts_local: str | datetime) -> str:
        """`14 h 30`, or `10 h` on the hour."""
        from babel.dates import format_time

        _, at = self.gettext, moment(starts_local)
        return format_time(at, _("H' h 'mm") if at.minute else _("H' h'"), locale=self.lang)

    def when(self, starts_local: str | datetime) -> str:
        """`samedi 8 mai 2027 à 14 h 30`."""
        _ = self.gettext
        return _("{day} à {hour}").format(day=self.long_day(starts_local), hour=self.hour(starts_local))

    def short(self, starts_local: str | datetime) -> str:
        """`sam. 8 mai à 14 h 30`, for the subject of a mail."""
        _ = self.gettext
        return _("{day} à {hour}").format(day=self.day(starts_local), hour=self.hour(starts_local))

    def clock(self, instant: str | datetime) -> str:
        """`14 h 05`: an instant in the zone of the site."""
        return self.hour(moment(instant).astimezone(self._zone))

    def zone(self) -> str:
        """`heure de Paris`, for what people join from elsewhere."""
        from babel.dates import get_timezone_location

        _ = self.gettext
        return _("heure de {city}").format(
            city=get_timezone_location(self._zone.key, locale=self.lang, return_city=True)
        )

    def duration(self, minutes: int) -> str:
        """`2 h 30`, `2 h`, `45 min`."""
        _ = self.gettext
        hours, rest = divmod(minutes, 60)
        if not hours:
            return _("{minutes} min").format(minutes=rest)
        if not rest:
            return _("{hours} h").format(hours=hours)
        return _("{hours} h {minutes}").format(hours=hours, minutes=f"{rest:02}")

    def money(self, cents: int, currency: str = "EUR") -> str:
        """`38 €`, or `7,50 €` when there are cents."""
        from babel.numbers import format_currency

        _ = self.gettext
        pattern = _("#,##0.00 ¤") if cents % 100 else _("#,##0 ¤")
        return format_currency(cents / 100, currency, pattern, locale=self.lang, currency_digits=False)

    def price(self, cents: int, currency: str = "EUR") -> str:
        """What something costs: an amount, or `Gratuit`."""
        _ = self.gettext
        return self.money(cents, currency) if cents else _("Gratuit")

    def persons(self, count: int) -> str:
        """`3 personnes`."""
        ngettext = self.ngettext
        return ngettext("{count} personne", "{count} personnes", count).format(count=count)

    def minimum(self, minimum: Mapping[str, int], starts_at: datetime, *, paid: bool) -> str:
        """From how many persons a visit takes place, until when that is decided, and what happens to the money."""
        _ = self.gettext
        decided_at = (starts_at - timedelta(hours=minimum["decide_hours"])).astimezone(self._zone)
        said = _("La visite a lieu à partir de {count} personnes ; c’est décidé au plus tard le {when}.").format(
            count=minimum["persons"], when=self.when(decided_at)
        )
        return said + (" " + _("Si elle n’a pas lieu, ce que vous avez payé vous est rendu.") if paid else "")

    def link_sent(self, virtual: Mapping[str, str], partner: str) -> str:
        """On which platform, and when the partner sends the link."""
        _ = self.gettext
        said = {
            "with-booking": _("Sur {platform} ; {partner} vous envoie le lien par mail après cette réservation."),
            "day-before": _("Sur {platform} ; {partner} vous envoie le lien par mail la veille."),
            "hour-before": _("Sur {platform} ; {partner} vous envoie le lien par mail une heure avant le début."),
        }
        return said[virtual["link_sent"]].format(platform=virtual["platform"], partner=partner)

    def link_to_send(self, virtual: Mapping[str, str]) -> str:
        """When the partner has to send the link."""
        _ = self.gettext
        said = {
            "with-booking": _("Envoyez maintenant le lien ({platform}) à la personne qui a réservé."),
            "day-before": _("Envoyez le lien ({platform}) la veille à la personne qui a réservé."),
            "hour-before": _("Envoyez le lien ({platform}) une heure avant le début à la personne qui a réservé."),
        }
        return said[virtual["link_sent"]].format(platform=virtual["platform"])

    def proof(self, asked: str) -> str:
        """`À présenter : une pièce d’identité.`: as it goes on after a colon, but in German without its capital."""
        _ = self.gettext
        keeps_capital = self.lang == "de" or asked[1:2].isupper()
        return _("À présenter : {proof}").format(proof=asked if keeps_capital else asked[:1].lower() + asked[1:])

    def language(self, code: str) -> str:
        """`français`: the name of a language in this one."""
        from babel import Locale

        return str(Locale.parse(self.lang).languages.get(code, code))

    def party(self, lines: Sequence[Mapping[str, Any]]) -> str:
        """`2 × Adulte, 1 × Enfant`."""
        return ", ".join(f"{line['count']} × {line['label']}" for line in lines)

    def refund_terms(self, tiers: Sequence[Mapping[str, int]]) -> tuple[str, ...]:
        """The cancellation terms of what was paid: a sentence a tier, the longest notice first, and what follows."""
        _ = self.gettext
        if not tiers:
            return (_("Une fois payée, la somme n’est pas rendue."),)
        return (*map(self._tier, tiers), _("Ensuite, la somme n’est pas rendue."))

    def _tier(self, tier: Mapping[str, int]) -> str:
        from babel.numbers import format_percent

        _, hours, percent = self.gettext, tier["until_hours"], tier["refund_percent"]
        if percent == 100:
            said = _("Annulation gratuite jusqu’à {notice} avant le départ.") if hours else \
                _("Annulation gratuite jusqu’au départ.")
        else:
            said = _("Remboursement de {share} jusqu’à {notice} avant le départ.") if hours else \
                _("Remboursement de {share} jusqu’au départ.")
        return said.format(share=format_percent(percent / 100, locale=self.lang), notice=self._notice(hours))

    def _notice(self, hours: int) -> str:
        _, ngettext, days = self.gettext, self.ngettext, hours // 24
        if hours >= 72 and hours % 24 == 0:
            return ngettext("{count} jour", "{count} jours", days).format(count=days)
        return _("{hours} h").format(hours=hours)

    def _date(self, at: datetime, pattern: str) -> str:
        from babel.dates import format_date

        return format_date(at, pattern, locale=self.lang)


def moment(value: str | datetime) -> datetime:
    """A stored instant or local start as an aware datetime."""
    return value if isinstance(value, datetime) else datetime.fromisoformat(value)


def groups(code: str) -> str:
    """A ticket's code in groups of four, as it is printed and read aloud."""
    return " ".join(code[start:start + 4] for start in range(0, len(code), 4))
