"""The tree of refusals: each has a code of its own, a field of the form or none, and says nothing personal."""

import inspect
import re
from dataclasses import fields

import pytest
from chalicelib.core import errors
from chalicelib.core.errors import BadCount, BookingError, CatalogueTooOld, IllegalMove, Refused, SoldOut

CLASSES = [each for _, each in inspect.getmembers(errors, inspect.isclass) if issubclass(each, BookingError)]
FIELDS = {"", "departure", "party", "name", "email", "phone", "language", "accept"}


@pytest.mark.parametrize("error", CLASSES)
def test_every_refusal_says_what_it_means_and_to_which_field_it_belongs(error: type[BookingError]) -> None:
    assert error.__doc__
    assert not error.__doc__.startswith(f"{error.__name__}("), "dataclass writes one of its own"
    assert re.fullmatch("[a-z]+(_[a-z]+)*", error.code)
    assert error.field in FIELDS


def test_no_two_refusals_share_a_code() -> None:
    assert len({error.code for error in CLASSES}) == len(CLASSES) > 25


@pytest.mark.parametrize("error", CLASSES)
def test_a_refusal_gives_its_data_and_is_logged_by_its_code_alone(error: type[BookingError]) -> None:
    names = [field.name for field in fields(error)]
    made = error(*["ana@example.org"] * len(names))
    assert made.data() == dict.fromkeys(names, "ana@example.org")
    assert str(made) == error.code
    assert "code" not in names
    assert "field" not in names


def test_a_refused_form_tells_all_its_reasons() -> None:
    refused = Refused((BadCount("adult"), SoldOut(2)), 3800)
    assert str(refused) == "bad_count, sold_out"
    assert (refused.errors, refused.total_cents) == ((BadCount("adult"), SoldOut(2)), 3800)
    assert Refused(()).total_cents is None


def test_faults_of_ours_are_no_refusals() -> None:
    assert not any(issubclass(fault, BookingError) for fault in (IllegalMove, CatalogueTooOld, Refused))
