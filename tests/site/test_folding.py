"""Words as they are compared, and the index of where they stand."""

import pytest
from catalogue.pages.folding import END, FIRST, fold, index
from hypothesis import given
from hypothesis import strategies as st


def read(told: dict[str, str]) -> dict[str, list[int]]:
    """An index, read as the script does."""
    found: dict[str, list[int]] = {}
    before, rest = "", told["stems"]
    for signs in told["at"].split(END)[:-1]:
        kept, rest = ord(rest[0]) - ord("A"), rest[1:]
        own = next((at for at, sign in enumerate(rest) if sign.isascii() and sign.isupper()), len(rest))
        before, rest = before[:kept] + rest[:own], rest[own:]
        last, found[before] = -1, []
        for sign in signs:
            last += ord(sign) - FIRST
            found[before].append(last)
    return found


@pytest.mark.parametrize(
    ("one", "other"),
    [("l’Église", "eglises"), ("travaux d’Été", "ete"), ("Bateaux", "bateau"), ("murales", "mural"),
     ("cities", "city"), ("Straßen", "strasse"), ("œuvres", "oeuvre"), ("Führungen", "fuhrung")],
)  # fmt: skip
def test_words_that_differ_by_accent_elision_or_number_fold_alike(one: str, other: str) -> None:
    assert set(fold(other)) <= set(fold(one))


@given(st.lists(st.text(max_size=60), max_size=30))
def test_an_index_tells_of_each_stem_the_texts_that_have_it(texts: list[str]) -> None:
    expected: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        for stem in set(fold(text)):
            expected.setdefault(stem, []).append(number)
    assert read(index(texts)) == expected
