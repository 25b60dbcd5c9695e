"""A build that is killed at any step: the site stays whole, and the next build mends it."""

import contextlib
import fcntl
import os
import random
import signal
import time
from pathlib import Path

from .states import back, forth, is_mended, is_whole, the_ledger
from .world import Made, World, differences, made

MOST = 1_000_000 if os.environ.get("BUILD_WALK") else 14
"""Builds killed each way, however many steps a build has; on a long walk before every one."""


def spread(last: int) -> range:
    """Steps from the first to the last one, evenly, from one drawn at random; the seed is pytest-randomly's."""
    every = max(1, last // MOST)
    return range(random.randint(1, every), last + 1, every)  # noqa: S311 -- a test's


def test_a_build_killed_at_any_step_leaves_whole_pages_and_the_next_one_mends_it(
    world: World, wanted: tuple[Made, Made]
) -> None:
    turns = ((forth, wanted[1]), (back, wanted[0]))
    steps = []
    for turn, site in turns:
        turn(world)
        steps.append(world.fault("count").noted["steps"])
        is_mended(world, site)
    for at in spread(max(steps)):
        for (turn, site), last in zip(turns, steps, strict=True):
            turn(world)
            killed = world.fault("kill", min(at, last))
            assert killed.code == -signal.SIGKILL or at > last - 9, killed.said  # the ledger's steps vary
            is_whole(world, *wanted)
            is_mended(world, site)


def test_builds_killed_one_after_another_leave_nothing_behind(world: World, wanted: tuple[Made, Made]) -> None:
    for at in range(12, 60, 4):
        forth(world)
        world.fault("kill", at)
        back(world)
        world.fault("kill", at + 2)
        is_whole(world, *wanted)
    is_mended(world, wanted[0])


def test_a_build_killed_once_it_has_made_folders_leaves_none_that_stays(
    world: World, wanted: tuple[Made, Made]
) -> None:
    forth(world)
    folders = world.fault("count").noted["folders"]
    back(world)
    is_mended(world, wanted[0])
    made_before = [int(one.partition(" ")[0]) for one in folders if one.endswith("/walk-8")]
    assert made_before
    for at in (made_before[0] + 2, made_before[-1] + 2):  # the step after that of the folder
        forth(world)
        assert world.fault("kill", at).code == -signal.SIGKILL
        back(world)
        is_mended(world, wanted[0])


def test_a_build_killed_while_it_has_no_ledger_leaves_no_dead_link(world: World, wanted: tuple[Made, Made]) -> None:
    the_ledger(world).unlink()
    steps = world.fault("count").noted["steps"]
    forth(world)
    for at in spread(steps):
        the_ledger(world).unlink(missing_ok=True)
        world.fault("kill", at)
        is_whole(world, *wanted)
    is_mended(world, wanted[1])


def test_two_builds_at_once_take_turns_and_the_second_sees_the_edit_between(
    world: World, wanted: tuple[Made, Made]
) -> None:
    world.edit("content/offers/walk-1.fr.md", "Balade numéro 1", "Une balade à part")
    stop = f"from tests.builds import faults; faults.begin('stop', 5, {str(world.folder)!r})"
    with contextlib.ExitStack() as running:
        first = running.enter_context(world.command(stop))
        assert os.WIFSTOPPED(os.waitpid(first.pid, os.WUNTRACED)[1])
        second = running.enter_context(world.command())
        assert second.stderr is not None
        assert second.stderr.readline() == "Another build of the same site is under way: this one waits for it.\n"
        world.add_offer(8)
        for lang in ("fr", "en"):
            (world.content / "offers" / f"walk-3.{lang}.md").unlink()
        os.kill(first.pid, signal.SIGCONT)
        for process in (first, second):
            said = process.communicate(timeout=60)[1]
            assert process.returncode == 0, said
    assert differences(made(world.output, world.data), wanted[1]) == []


def test_a_build_killed_with_its_helpers_lets_the_next_one_begin(world: World, wanted: tuple[Made, Made]) -> None:
    """The processes that it has forked end with it, and hold no lock."""
    world.env["BUILD_DAY"] = "2027-06-01"
    fault = f"""from tests.builds import faults; from catalogue.building import crew
crew.MANY, crew.SHARE, crew.os.cpu_count = 4, 2, lambda: 2
faults.begin('orphan', 0, {str(world.folder)!r})"""
    with world.command(fault) as killed:
        assert killed.wait(20) == -signal.SIGKILL
        until = time.monotonic() + 10
        while is_held(next(world.cache.glob("ledger-*.lock"))) and time.monotonic() < until:
            time.sleep(0.05)
        assert not is_held(next(world.cache.glob("ledger-*.lock")))
        forth(world)
        world.env["BUILD_DAY"] = "2027-03-01"
        is_mended(world, wanted[1])
        assert at_work(killed.pid) == []


def at_work(session: int) -> list[str]:
    """The processes of a session that have not ended (Linux: proc(5), `stat`)."""
    found = []
    for file in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            state, *rest = file.read_text().rpartition(")")[2].split()
            if state != "Z" and int(rest[2]) == session:
                found.append(file.parent.name)
    return found


def is_held(lock: Path) -> bool:
    with lock.open() as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False
