"""The dates of an offer side by side: rules that reach nothing, exceptions that except nothing, two at one instant."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from ..model import WEEKDAYS, Change, Rule, SingleDate
from ..model.departures import Start, place, starts
from ..model.recurrence import first_weekday, is_on_its_weekday, reaches, rule_days
from .frontmatter import FieldPath
from .sentences import DAYS_IN_FRENCH
from .sources import OfferSource

FARTHEST_DAYS = 5 * 366
LOOK_AHEAD_DAYS = 400
"""A rule without end is tried further than it is published, so that no night's build fails where the day's passed."""

MOST_STARTS = 4_000
"""Of one offer, as far as is looked ahead: more are a slip, and would not be handled in time."""


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
        elif isinstance(form, SingleDate):
            _check_move(offer, where, (form.on, form.at), form)
    if usable and zone is not None:
        _check_places(offer, build_day, zone)


def _check_horizon(offer: OfferSource, where: FieldPath, form: SingleDate | Rule, build_day: date) -> bool:
    """Whether all its days lie within five years of the build: a mistyped year would unroll for ever."""
    farthest = build_day + timedelta(days=FARTHEST_DAYS)
    far = [(step, day) for step, day in days_of(form) if day > farthest]
    for step, day in far:
        offer.add((*where, *step), "too_far", value=day)
    return not far


def days_of(form: SingleDate | Rule) -> Iterator[tuple[FieldPath, date]]:
    """Every day that a form names, exceptions left out, with the field that names it."""
    if isinstance(form, SingleDate):
        yield ("on",), form.on
        yield from _moved_day((), form)
        return
    for name, day in (("from", form.from_), ("until", form.until)):
        if day is not None:
            yield (name,), day
    for n, change in enumerate(form.changes):
        yield ("changes", n, "on"), change.on
        yield from _moved_day(("changes", n), change)


def _moved_day(where: FieldPath, form: SingleDate | Change) -> Iterator[tuple[FieldPath, date]]:
    if form.moved_to is not None:
        yield (*where, "moved_to", "on"), form.moved_to.on


def _check_rule(offer: OfferSource, where: FieldPath, rule: Rule) -> None:
    if not _is_well_formed(offer, where, rule):
        return
    for n, day in enumerate(rule.except_):
        _check_reached(offer, (*where, "except", n), rule, day)
        if day in rule.except_[:n]:
            offer.add((*where, "except", n), "twice", value=day)
    for n, change in enumerate(rule.changes):
        _check_change(offer, (*where, "changes", n), rule, n)
        _check_move(offer, (*where, "changes", n), (change.on, rule.at), change)
    if rule.from_ and rule.until and next(rule_days(rule, rule.from_, rule.until), None) is None:
        offer.add(where, "rule_without_day", first=rule.from_, last=rule.until, **_weekdays(rule))


def _is_well_formed(offer: OfferSource, where: FieldPath, rule: Rule) -> bool:
    """Whether the fields of a rule go together."""
    if rule.from_ and rule.until and rule.until < rule.from_:
        offer.add((*where, "until"), "range_reversed", first=rule.from_, last=rule.until)
    elif rule.nth and rule.every == "day":
        offer.add((*where, "nth"), "nth_of_day")
    elif rule.nth and rule.interval > 1:
        offer.add((*where, "interval"), "nth_with_interval")
    elif rule.interval > 1 and not rule.from_:
        offer.add((*where, "interval"), "interval_without_from", value=rule.interval)
    else:
        return True
    return False


def _check_reached(offer: OfferSource, where: FieldPath, rule: Rule, day: date) -> None:
    """An exception or a change must be on a day that its rule has."""
    if not is_on_its_weekday(rule, day):
        is_day = {"is_day": DAYS_IN_FRENCH[day.weekday()], "is_day_en": WEEKDAYS[day.weekday()].capitalize()}
        near = first_weekday(rule, day - timedelta(days=3))
        code = "except_other_day" if "except" in where else "change_other_day"
        offer.add(where, code, value=day, near=near, **is_day, **_weekdays(rule))
    elif (rule.from_ and day < rule.from_) or (rule.until and day > rule.until):
        offer.add(where, "except_out_of_range" if "except" in where else "change_out_of_range", value=day)
    elif not reaches(_without_exceptions(rule), day):
        offer.add(where, "except_not_reached" if "except" in where else "change_not_reached", value=day)


def _without_exceptions(rule: Rule) -> Rule:
    return rule.model_copy(update={"except_": ()}) if rule.except_ else rule


def _check_change(offer: OfferSource, where: FieldPath, rule: Rule, n: int) -> None:
    change = rule.changes[n]
    if change.on in rule.except_:
        offer.add((*where, "on"), "change_excepted", value=change.on)
    else:
        _check_reached(offer, (*where, "on"), rule, change.on)
    if any(change.on == other.on for other in rule.changes[:n]):
        offer.add((*where, "on"), "twice", value=change.on)
    if all(value is None for name, value in change if name != "on"):
        offer.add(where, "change_of_nothing", value=change.on)


def _check_move(offer: OfferSource, where: FieldPath, first: tuple[date, str], form: SingleDate | Change) -> None:
    if form.moved_to is not None and (form.moved_to.on, form.moved_to.at) == first:
        offer.add((*where, "moved_to"), "moved_nowhere")


def _weekdays(rule: Rule) -> dict[str, str]:
    if rule.every == "day":
        return {"weekday": "jour", "weekday_en": "day"}
    return {"weekday": DAYS_IN_FRENCH[WEEKDAYS.index(rule.every)], "weekday_en": rule.every.capitalize()}


def _check_places(offer: OfferSource, build_day: date, zone: ZoneInfo) -> None:
    wanted = _starts_ahead(offer, build_day)
    if len(wanted) > MOST_STARTS:
        offer.main.add(("departures",), "too_many_departures", most=MOST_STARTS)
        return
    misfits = place(wanted, zone)[1]
    told: set[tuple[int, str]] = set()
    for misfit in misfits:
        if (misfit.start.form, misfit.kind) not in told:
            offer.add(("departures", misfit.start.form), misfit.kind, value=f"{misfit.start.local:%Y-%m-%d %H:%M}")
        told.add((misfit.start.form, misfit.kind))


def _starts_ahead(offer: OfferSource, build_day: date) -> list[Start]:
    """All starts, rules unrolled as far as any single date: two that meet show before the rule gets there.

    Past MOST_STARTS the rest is not looked at.
    """
    named = [day for form in offer.facts.departures for step, day in days_of(form) if step[-1] == "on"]
    farthest = max([build_day + timedelta(days=LOOK_AHEAD_DAYS), *named])
    return list(islice(starts(offer.facts, build_day, (farthest - build_day).days), MOST_STARTS + 1))
