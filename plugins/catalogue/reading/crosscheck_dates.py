"""The dates of an offer side by side: rules that reach nothing, exceptions that except nothing, two at one instant."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from ..model import WEEKDAYS, Rule, SingleDate
from ..model.departures import Start, place, starts
from ..model.recurrence import first_weekday, rule_days
from .frontmatter import FieldPath
from .sources import OfferSource

FARTHEST_DAYS = 5 * 366
LOOK_AHEAD_DAYS = 400
"""A rule without end is tried further than it is published, so that no night's build fails where the day's passed."""

FRENCH_DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


def check_departures(offer: OfferSource, build_day: date, zone: ZoneInfo | None) -> None:
    """Note every fault of an offer's dates and rules, each on its line."""
    if not offer.has("departures"):
        return
    usable = True
    for index, form in enumerate(offer.facts.departures):
        where = ("departures", index)
        near = _check_horizon(offer, where, form, build_day)
        usable = usable and near
        if near and isinstance(form, Rule):
            _check_rule(offer, where, form)
    if usable and zone is not None:
        _check_places(offer, build_day, zone)


def _check_horizon(offer: OfferSource, where: FieldPath, form: SingleDate | Rule, build_day: date) -> bool:
    """Whether all its days lie within five years of the build: a mistyped year would unroll for ever."""
    farthest = build_day + timedelta(days=FARTHEST_DAYS)
    far = [(step, day) for step, day in _days_of(form) if day is not None and day > farthest]
    for step, day in far:
        offer.add((*where, *step), "too_far", value=day)
    return not far


def _days_of(form: SingleDate | Rule) -> tuple[tuple[FieldPath, date | None], ...]:
    if isinstance(form, SingleDate):
        return (("on",), form.on), (("moved_to", "on"), form.moved_to.on if form.moved_to else None)
    return (("from",), form.from_), (("until",), form.until)


def _check_rule(offer: OfferSource, where: FieldPath, rule: Rule) -> None:
    if rule.from_ and rule.until and rule.until < rule.from_:
        offer.add((*where, "until"), "range_reversed", first=rule.from_, last=rule.until)
        return
    for n, day in enumerate(rule.except_):
        _check_exception(offer, (*where, "except", n), rule, day)
        if day in rule.except_[:n]:
            offer.add((*where, "except", n), "twice", value=day)
    if rule.from_ and rule.until and not list(rule_days(rule, rule.from_, rule.until)):
        offer.add(where, "rule_without_day", first=rule.from_, last=rule.until, **_weekdays(rule))


def _check_exception(offer: OfferSource, where: FieldPath, rule: Rule, day: date) -> None:
    if WEEKDAYS[day.weekday()] != rule.every:
        is_day = {"is_day": FRENCH_DAYS[day.weekday()], "is_day_en": WEEKDAYS[day.weekday()].capitalize()}
        near = first_weekday(rule, day - timedelta(days=3))
        offer.add(where, "except_other_day", value=day, near=near, **is_day, **_weekdays(rule))
    elif (rule.from_ and day < rule.from_) or (rule.until and day > rule.until):
        offer.add(where, "except_out_of_range", value=day)


def _weekdays(rule: Rule) -> dict[str, str]:
    return {"weekday": FRENCH_DAYS[WEEKDAYS.index(rule.every)], "weekday_en": rule.every.capitalize()}


def _check_places(offer: OfferSource, build_day: date, zone: ZoneInfo) -> None:
    misfits = place(_starts_ahead(offer, build_day), zone)[1]
    told: set[tuple[int, str]] = set()
    for misfit in misfits:
        if (misfit.start.form, misfit.kind) not in told:
            offer.add(("departures", misfit.start.form), misfit.kind, value=f"{misfit.start.local:%Y-%m-%d %H:%M}")
        told.add((misfit.start.form, misfit.kind))


def _starts_ahead(offer: OfferSource, build_day: date) -> list[Start]:
    """All starts, rules unrolled as far as any single date: two that meet show before the rule gets there."""
    singles = [form.on for form in offer.facts.departures if isinstance(form, SingleDate)]
    singles += [form.moved_to.on for form in offer.facts.departures if isinstance(form, SingleDate) and form.moved_to]
    farthest = max([build_day + timedelta(days=LOOK_AHEAD_DAYS), *singles])
    return starts(offer.facts, build_day, (farthest - build_day).days)
