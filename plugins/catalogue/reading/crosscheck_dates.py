"""The dates of an offer side by side: rules that reach nothing, exceptions that except nothing, two at one instant."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from ..model import WEEKDAYS, Change, NewStart, Rule, SingleDate
from ..model.departures import MOST_OF_ONE_TIME, place, starts
from ..model.recurrence import first_weekday, is_on_its_weekday, reaches, rule_days
from .frontmatter import FieldPath
from .meant import DAYS_IN_FRENCH
from .sources import OfferSource

FARTHEST_DAYS = 5 * 366
"""Dates further ahead are slips. So far the check tries rules without end: whatever two rules that meet, or one that
meets the hour which the clocks leave out, is told the day that it is proposed."""

COUNTED_DAYS = 400
MOST_STARTS = 4_000
"""Of one offer in COUNTED_DAYS: more are a slip, and would not be handled in time."""

NIGHT_ENDS = "04:00"
"""No clocks are changed later."""


def check_departures(offer: OfferSource, build_day: date, zone: ZoneInfo | None, ahead_days: int) -> None:
    """Note every fault of an offer's dates and rules, each on its line.

    Rules without end are tried `ahead_days` from `build_day`, and at least as far as the farthest single date. A build
    gives 0: what only shows as days go by must not stop it.
    """
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
    if usable and zone is not None and _is_counted(offer, build_day) and _may_meet(offer.facts.departures):
        _check_places(offer, build_day, zone, ahead_days)


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


def _is_counted(offer: OfferSource, build_day: date) -> bool:
    """Whether the offer has no more departures than can be handled."""
    forms = offer.facts.departures
    if len(forms) * (FARTHEST_DAYS + 1) <= MOST_STARTS:
        return True
    if sum(1 for _ in islice(starts(offer.facts, build_day, COUNTED_DAYS), MOST_STARTS + 1)) <= MOST_STARTS:
        return True
    offer.main.add(("departures",), "too_many_departures", most=MOST_STARTS)
    return False


def _may_meet(forms: Sequence[SingleDate | Rule]) -> bool:
    """Whether it takes a look at each day to see that no two departures have one instant, and each has one.

    That is where a rule has the hour of another or of a single date, where two dates are the same, or where clocks
    may change. Most offers have nothing of that.
    """
    of_rules = [form.at for form in forms if isinstance(form, Rule)]
    dates = [(one.on, one.at) for form in forms for one in _dates(form)]
    if len(dates) > MOST_OF_ONE_TIME:
        return True
    clocks = {at for _, at in dates}
    distinct = len({*of_rules}) == len(of_rules) and len({*dates}) == len(dates)
    return not distinct or not clocks.isdisjoint(of_rules) or min([*clocks, *of_rules], default="12:00") < NIGHT_ENDS


def _dates(form: SingleDate | Rule) -> list[SingleDate | NewStart]:
    """The days that a form names with an hour of their own."""
    if isinstance(form, SingleDate):
        return [form.moved_to or form]
    return [change.moved_to for change in form.changes if change.moved_to]


def _check_places(offer: OfferSource, build_day: date, zone: ZoneInfo, ahead_days: int) -> None:
    named = [day for form in offer.facts.departures for step, day in days_of(form) if step[-1] == "on"]
    farthest = max([build_day + timedelta(days=ahead_days), *named])
    wanted = list(starts(offer.facts, build_day, (farthest - build_day).days))
    told: set[tuple[int, str]] = set()
    for misfit in place(wanted, zone)[1]:
        if (misfit.start.form, misfit.kind) not in told:
            offer.add(("departures", misfit.start.form), misfit.kind, value=f"{misfit.start.local:%Y-%m-%d %H:%M}")
        told.add((misfit.start.form, misfit.kind))
