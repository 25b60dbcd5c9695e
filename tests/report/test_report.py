"""What a review reads first: short, exact, in French or English."""

import re
from pathlib import Path

import pytest

from tests.report.world import BANKS_EN, BANKS_FR, World

GOLDEN = Path(__file__).parent


def propose(world: World) -> None:
    """One of nearly everything that a proposal can change."""
    world.walls("price_cents: 1500", "price_cents: 1800")
    world.walls("price_cents: 800, from_age: 6, to_age: 12", "price_cents: 800, from_age: 4, to_age: 12, quota: 5")
    world.walls("capacity: 20\n", "capacity: 18\nfrom_age: 4\ncut_off_minutes: 90\n")
    world.walls("cut_off_minutes: 90\n", "cut_off_minutes: 90\nminimum: {persons: 6, decide_hours: 48}\n")
    world.walls("tariffs:", "cancellation: [{until_hours: 24, refund_percent: 50}]\ntariffs:")
    single = '  - {on: 2027-03-10, at: "10:00"'
    sundays = '  - {every: sunday, at: "11:00", from: 2027-04-04, until: 2027-05-30}\n'
    world.walls(single + "}\n", single + ", status: cancelled}\n" + sundays)
    moved = 'changes: [{on: 2027-05-01, moved_to: {on: 2027-05-02, at: "15:00"}}, {on: 2027-05-08, capacity: 6}]'
    world.walls("from: 2027-04-03, until: 2027-06-26", f"from: 2027-04-17, until: 2027-06-26, {moved}")
    world.walls("changent chaque année", "bougent chaque saison")
    world.walls("lat: 48.7997", "lat: 48.8007")
    world.walls("slug: murs-de-vitry", "slug: vitry-murs")
    for lang in ("fr", "en"):
        world.remove(f"offers/val-de-marne/banks.{lang}.md")
    world.write("offers/val-de-marne/new.fr.md", BANKS_FR.replace("Les berges", "Neuf").replace("berges", "neuf"))
    english = BANKS_EN.replace("The banks", "New").replace("slug: banks", "slug: new")
    world.write("offers/val-de-marne/new.en.md", english)
    world.edit("taxonomy.yaml", "adult: {label: {fr: Adulte", "adult: {label: {fr: Plein tarif")
    world.edit("partners/val-de-marne/peintres.fr.md", "email: peintres@", "email: quai@")
    world.edit("partners/val-de-marne/peintres.fr.md", "depuis dix ans", "depuis onze ans")
    world.edit("pages/terms.fr.md", "Texte", "Autre texte")


def without_commit(report: str) -> str:
    return re.sub(r"`[0-9a-f]{10}`", "`0000000000`", report).replace("\\_", "_")


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_a_proposal_is_told_as_in_the_golden_report(world: World, lang: str) -> None:
    propose(world)
    world.seats = {"walls-20270403T1430": 3, "walls-20270501T1430": 2, "banks-20270310T1000": 1}
    told = without_commit(world.report(lang))
    assert told == (GOLDEN / f"golden.{lang}.md").read_text(encoding="utf-8")


def test_nothing_changed_is_said_in_one_line(world: World) -> None:
    assert world.report().startswith("**Nothing changes for visitors.**\n")


def test_the_first_line_counts(world: World) -> None:
    propose(world)
    first = world.report().splitlines()[0]
    assert "1 offer added · 1 offer changed · 1 offer removed · 16 departures vanish" in first


def test_a_change_of_the_common_capacity_is_told_once_and_not_for_each_departure(world: World) -> None:
    world.walls("capacity: 20", "capacity: 25")
    report = world.report()
    assert "| Seats | 20 | 25 |" in report
    assert "seats 20" not in report


def test_a_later_hour_is_told_as_a_few_words_for_many_dates(world: World) -> None:
    world.walls('at: "14:30"', 'at: "15:00"')
    report = world.report()
    assert "**vanish**: 13 Saturdays at 14:30, from 3 April 2027 to 26 June 2027" in report
    assert "**added**: 13 Saturdays at 15:00, from 3 April 2027 to 26 June 2027" in report


def test_dates_with_holes_are_told_as_between_two_days(world: World) -> None:
    world.walls("until: 2027-06-26}", "until: 2027-06-26, except: [2027-04-17, 2027-05-01, 2027-05-08]}")
    assert "**vanish**: 3 Saturdays at 14:30, between 17 April 2027 and 8 May 2027" in world.report()


def test_a_few_dates_are_told_in_their_order_whatever_their_weekday(world: World) -> None:
    two = '  - {on: 2027-03-13, at: "09:00"}\n  - {on: 2027-03-15, at: "09:00"}\n'
    world.walls("departures:\n", f"departures:\n{two}")
    told = "**added**: Saturday 13 March 2027 at 09:00; Monday 15 March 2027 at 09:00"
    assert told in world.report()


def test_days_running_are_told_as_such(world: World) -> None:
    world.walls("departures:\n", 'departures:\n  - {every: day, at: "09:00", from: 2027-03-02, until: 2027-03-12}\n')
    assert "**added**: 11 days running at 09:00, from 2 March 2027 to 12 March 2027" in world.report()


def test_words_of_one_language_alone_make_the_others_stale(world: World) -> None:
    world.walls("Les murs changent", "Tous les murs changent")
    assert "to look at again in en: text (changed in fr)" in world.report()


def test_words_changed_in_all_languages_are_not_stale(world: World) -> None:
    world.walls("Les murs changent", "Tous les murs changent")
    world.walls("The walls change", "All walls change", "en")
    assert "to look at again" not in world.report()


def test_a_slug_with_its_former_one_kept_is_no_warning(world: World) -> None:
    world.walls("slug: murs-de-vitry\n", "slug: vitry-murs\nformer_slugs: [murs-de-vitry]\n")
    report = world.report()
    assert "former_slugs" not in report
    assert "slug" in report


def test_faults_come_first_and_the_rest_is_told_all_the_same(world: World) -> None:
    world.walls("capacity: 20", "capacity: beaucoup")
    world.walls("price_cents: 1500", "price_cents: 1700")
    report = world.report()
    assert report.splitlines()[0].startswith("**1 fault · 1 offer changed")
    assert report.index("### Faults (1)") < report.index("### Offers changed")
    assert "offers/val-de-marne/walls.fr.md:14` capacity: “beaucoup” is not a whole number" in report
    assert "| Adult | €15.00 | €17.00 |" in report
    assert "No preview: the faults above keep the site from being built." in report


def test_dates_that_cannot_be_read_are_not_told_as_gone(world: World) -> None:
    world.walls('at: "14:30"', "at: 14h30")
    report = world.report()
    assert "The dates cannot be compared" in report
    assert "vanish" not in report


def test_a_file_that_cannot_be_read_at_all_is_not_told_as_emptied(world: World) -> None:
    world.walls("capacity: 20", "capacity: &many 20\nparty_min: *many")
    report = world.report()
    assert "### Faults (1)" in report
    assert "| Before |" not in report


def test_a_taxonomy_that_cannot_be_read_leaves_a_report(world: World) -> None:
    world.write("taxonomy.yaml", "languages: [fr, en\n")
    assert "### Faults" in world.report()


def test_a_partner_s_private_facts_are_told_as_changed_and_not_shown(world: World) -> None:
    world.edit("partners/val-de-marne/peintres.fr.md", "email: peintres@example.org", "email: secret@example.org")
    report = world.report()
    assert "| Mail | — | changed (not published) |" in report
    assert "secret@" not in report
    assert "secret" not in report


def test_whom_a_change_of_the_taxonomy_touches_is_counted(world: World) -> None:
    world.walls("themes: [walls]", "themes: [river]")
    world.edit("taxonomy.yaml", "walls:\n    slug: {fr: murs", "walls:\n    slug: {fr: les-murs")
    world.edit("taxonomy.yaml", "refund_percent: 100", "refund_percent: 80")
    report = world.report()
    assert "| Themes › walls | slug: fr: murs | slug: fr: les-murs | 1 offer |" in report
    assert re.search(r"\| Cancellation \| 100 % until 48 h before \| 80 % until 48 h before \| 2 offers \|", report)


def test_the_work_tree_and_the_index_stay_as_they_were(world: World) -> None:
    propose(world)
    before = world.git("status", "--porcelain", "--untracked-files=all")
    world.report()
    assert world.git("status", "--porcelain", "--untracked-files=all") == before
    assert world.git("worktree", "list").count("\n") == 1


def test_what_the_base_did_since_is_not_told_as_undone(world: World) -> None:
    world.git("checkout", "--quiet", "-b", "proposal")
    world.git("checkout", "--quiet", "main")
    world.walls("price_cents: 1500", "price_cents: 1900")
    world.git("commit", "--quiet", "--all", "--message=Dearer")
    world.git("checkout", "--quiet", "proposal")
    world.walls("capacity: 20", "capacity: 21")
    report = world.report()
    assert "| Seats | 20 | 21 |" in report
    assert "Adult" not in report
