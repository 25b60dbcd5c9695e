"""Edits of rules and of facts that an offer may or may not have."""

from .edits import Draw, put, walks
from .world import World


def rule_added(world: World, draw: Draw) -> None:
    """One that comes back monthly, every so many weeks or days, with a day left out and others that differ."""
    number = draw.number()
    at = f'at: "{12 + number % 8:02d}:{number % 60:02d}"'
    place = '{name: Le quai, address: "Quai, Ivry", lat: 48.81, lon: 2.39}'
    rule = draw.random.choice(
        [
            f"{{every: sunday, nth: [first, last], {at}, until: 2027-12-31}}",
            f"{{every: saturday, interval: 2, from: 2026-12-05, {at}, place: {place}}}",
            f"{{every: day, interval: 30, from: 2027-01-05, {at}, capacity: {number}}}",
            f"{{every: monday, {at}, except: [2027-03-08], changes: [{{on: 2027-03-15, status: full}}, "
            f'{{on: 2027-03-22, moved_to: {{on: 2027-03-23, at: "21:{number % 60:02d}"}}}}, '
            f"{{on: 2027-03-29, language: en, place: {place}}}]}}",
        ]
    )
    put(draw.one(walks(world)), "^departures:\n", f"departures:\n  - {rule}\n")


def rule_removed(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), r"^  - \{every: .*\n", "")


def rule_changed(world: World, draw: Draw) -> None:
    put(draw.one(walks(world)), "status: full", draw.random.choice(["status: cancelled", "capacity: 3"]))


def crowded_day(world: World, draw: Draw) -> None:
    """So many departures on one day that they take a page more, or none of them any longer."""
    path, number = draw.one(walks(world)), draw.number()
    if "# crowd" in path.read_text():
        put(path, r"(^  - \{on: 2027-06-01, .*# crowd\n)+", "")
        return
    starts = (f"{9 + n // 20:02d}:{3 * (n % 20):02d}" for n in range(140 + number % 20))
    dates = "".join(f'  - {{on: 2027-06-01, at: "{at}"}} # crowd\n' for at in starts)
    put(path, "^departures:\n", f"departures:\n{dates}")


FACTS = {
    "difficulty": ("easy", "easy"),
    "audience": ("[everyone]", "[schools]"),
    "party_min": ("1", "2"),
    "from_age": ("6", "12"),
    "to_age": ("77", "99"),
    "minimum": ("{persons: 4, decide_hours: 48}", "{persons: 5, decide_hours: 24}"),
    "end_point": (
        "{name: Le pont, address: Ivry, lat: 48.82, lon: 2.4}",
        "{name: Ici, address: Ivry, lat: 48.8, lon: 2.4}",
    ),
}
"""Facts that an offer may have, with values to write."""


def fact(world: World, draw: Draw) -> None:
    """Another value of a fact that may be absent, or none."""
    path, name = draw.one(walks(world)), draw.random.choice(sorted(FACTS))
    put(path, rf"^{name}: .*\n", "")
    if draw.chance():
        put(path, "^departures:", f"{name}: {draw.random.choice(FACTS[name])}\ndepartures:")


def quota(world: World, draw: Draw) -> None:
    path = draw.one(walks(world))
    put(path, r", quota: \d+", "") if "quota:" in path.read_text() else put(
        path, r"(?<=price_cents: )\d+", f"{1000 + draw.number()}, quota: 3"
    )


def commune(world: World, draw: Draw) -> None:
    """One that others may be in, too, and be written with other capitals."""
    names = ("Ivry-sur-Seine", "Ivry-sur-seine", "Paris 12e", "Paris 2e", f"Bourg {draw.number()}")
    put(draw.one(walks(world)), "^commune: .*", f"commune: {draw.random.choice(names)}")


def point(world: World, draw: Draw) -> None:
    degrees = f"lat: 48.8{draw.number() % 1000:03d}, lon: 2.39"
    put(draw.one(walks(world)), r"(?<=94200 Ivry-sur-Seine\", )lat: [\d.]+, lon: [\d.]+", degrees)
