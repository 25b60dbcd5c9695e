"""One word a thing: names of classes, functions, fields and parameters never use another trade's word for ours.

`item` and `event` have a meaning here that is not a trade's: a store's item, Stripe's webhook event. They are let
through where that meaning is used, place by place. What speaks a vendor's language is not looked at: the adapters and
the stand-in for Stripe.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOOKED_AT = ("booking_fn", "plugins", "devstack")
VENDORS_WORDS = ("booking_fn/chalicelib/adapters/", "devstack/stripe_standin/")
NEVER = {
    "session": "departure, or Stripe's Checkout Session: checkout", "order": "booking", "event": "departure or offer",
    "item": "offer", "product": "offer", "slot": "departure",
}
LET_THROUGH = {
    "item": {
        "booking_fn/chalicelib/core/": "an item of the store",
        "booking_fn/chalicelib/operations/": "an item of the store",
        "booking_fn/chalicelib/ports.py": "an item of the store",
    },
    "event": {
        "booking_fn/app.py": "what starts a scheduled function, by the name that Chalice and AWS give it",
        "booking_fn/chalicelib/core/keys.py": "a webhook event of Stripe's, remembered by its id",
        "booking_fn/chalicelib/operations/take_event.py": "a webhook event of Stripe's",
        "booking_fn/chalicelib/ports.py": "a webhook event of Stripe's",
        "booking_fn/chalicelib/routes/jobs.py": "what starts a scheduled function, by the name that AWS gives it",
        "plugins/catalogue/reading/careful.py": "an event of PyYAML's parser",
        "plugins/catalogue/pages/jsonld.py": "schema.org's Event, the type by which search engines know a departure",
        "plugins/catalogue/reading/markdown.py": "an event of the Markdown engine",
        "plugins/catalogue/reading/markdown_writer.py": "an event of the Markdown engine",
    },
}


def words(name: str) -> set[str]:
    """The words of a snake_case or CamelCase name, in small letters and the singular."""
    found = re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", name)
    return {word.lower().removesuffix("s") for word in found}


def names(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Each class, function, parameter and field that a module names, with its line."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            yield node.lineno, node.name
            yield from _fields(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.lineno, node.name
            given = node.args
            for each in (*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg):
                if each:
                    yield each.lineno, each.arg
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.lineno, node.attr


def _fields(node: ast.ClassDef) -> Iterator[tuple[int, str]]:
    for line in node.body:
        for target in getattr(line, "targets", [getattr(line, "target", None)]):
            if isinstance(target, ast.Name):
                yield line.lineno, target.id


def sources() -> Iterator[str]:
    for top in LOOKED_AT:
        for path in sorted((ROOT / top).rglob("*.py")):
            relative = path.relative_to(ROOT).as_posix()
            if not relative.startswith(VENDORS_WORDS):
                yield relative


def faults(relative: str, text: str) -> list[str]:
    """Each name with a word that is not ours, and the word to use."""
    never = {word for word in NEVER if not relative.startswith(tuple(LET_THROUGH.get(word, {})))}
    return [
        f"{relative}:{line} {name}: say {NEVER[word]}"
        for line, name in names(ast.parse(text)) for word in sorted(words(name) & never)
    ]


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return {relative: (ROOT / relative).read_text(encoding="utf-8") for relative in sources()}


def test_no_name_uses_another_word_for_our_things(texts: dict[str, str]) -> None:
    assert len(texts) > 60
    assert not [fault for relative, text in texts.items() for fault in faults(relative, text)]


def test_nothing_is_let_through_that_is_not_there(texts: dict[str, str]) -> None:
    for word, places in LET_THROUGH.items():
        for place in places:
            found = [each for relative, text in texts.items() if relative.startswith(place)
                     for _, name in names(ast.parse(text)) for each in words(name)]
            assert word in found, f"{place} has no {word} (any more): take it off the list"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("class OrderLine: ...", ["x.py:1 OrderLine: say booking"]),
        ("def make_sessions(): ...", ["x.py:1 make_sessions: say departure, or Stripe's Checkout Session: checkout"]),
        ("class A:\n    time_slot: int", ["x.py:2 time_slot: say departure"]),
        ("class A:\n    product = 1", ["x.py:2 product: say offer"]),
        ("def f(item, *events): ...", ["x.py:1 item: say offer", "x.py:1 events: say departure or offer"]),
        ("self.orderID = 1", ["x.py:1 orderID: say booking"]),
        ("class Border:\n    recorder: int\n    reordered = itemise = production = prevent = 1", []),
        ("order = sorted(session)", []),
    ],
)
def test_whole_words_are_looked_for_in_classes_functions_parameters_and_fields(text: str, found: list[str]) -> None:
    assert faults("x.py", text) == found
