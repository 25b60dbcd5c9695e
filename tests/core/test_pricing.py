"""What a party costs: from the published offer alone, to the cent."""

import pytest
from chalicelib.core.errors import BookingError, EmptyParty, PartyTooLarge, PartyTooSmall, UnknownTariff
from chalicelib.core.pricing import PartyLine, quote
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST, an_offer

PRICES = {"adult": 1500, "child": 800, "baby": 0}


@pytest.mark.parametrize(
    ("counts", "total", "persons"),
    [
        ({"adult": 1}, 1500, 1), ({"adult": 2, "child": 1}, 3800, 3), ({"child": 8}, 6400, 8),
        ({"adult": 1, "baby": 2}, 1500, 3), ({"baby": 1}, 0, 1), ({"adult": 8, "child": 0}, 12000, 8),
    ],
)
def test_a_party_costs_the_sum_of_its_tariffs(counts: dict[str, int], total: int, persons: int) -> None:
    priced = quote(an_offer(), counts)
    assert (priced.total_cents, priced.persons) == (total, persons)


def test_a_quote_names_only_the_tariffs_taken_in_the_order_of_the_offer() -> None:
    lines = (PartyLine("adult", 1, 1500), PartyLine("baby", 2, 0))
    assert quote(an_offer(), {"baby": 2, "child": 0, "adult": 1}).party == lines


@pytest.mark.parametrize(
    ("counts", "error"),
    [
        ({}, EmptyParty()), ({"adult": 0}, EmptyParty()), ({"adult": 9}, PartyTooLarge(8)),
        ({"adult": 5, "child": 4}, PartyTooLarge(8)), ({"baby": 9}, PartyTooLarge(8)),
        ({"senior": 1}, UnknownTariff()), ({"adult": 1, "senior": 0}, UnknownTariff()),
        ({"adult": 99, "senior": 1}, UnknownTariff()),
    ],
)
def test_a_party_that_cannot_be_says_why(counts: dict[str, int], error: BookingError) -> None:
    with pytest.raises(type(error)) as raised:
        quote(an_offer(), counts)
    assert raised.value == error


def test_an_offer_for_two_or_more_is_not_booked_for_one() -> None:
    for counts in ({"adult": 1}, {"baby": 1}):
        with pytest.raises(PartyTooSmall) as raised:
            quote(an_offer(party_min=2), counts)
        assert raised.value == PartyTooSmall(2)
    assert quote(an_offer(party_min=2), {"adult": 1, "baby": 1}).persons == 2
    with pytest.raises(EmptyParty):
        quote(an_offer(party_min=2), {})


@MODEST
@given(st.dictionaries(st.sampled_from(list(PRICES)), st.integers(0, 60)), st.integers(1, 50))
def test_any_party_is_priced_to_the_cent_or_refused(counts: dict[str, int], most: int) -> None:
    persons = sum(counts.values())
    if not 1 <= persons <= most:
        with pytest.raises((EmptyParty, PartyTooLarge)):
            quote(an_offer(party_max=most), counts)
        return
    priced = quote(an_offer(party_max=most), counts)
    assert priced.persons == persons
    assert priced.total_cents == sum(count * PRICES[tariff] for tariff, count in counts.items())


def test_an_offer_is_free_when_nobody_pays_whatever_the_tariff() -> None:
    adult, child, baby = an_offer().tariffs
    assert an_offer(tariffs=(baby,)).free
    assert not an_offer(tariffs=(baby, child)).free
    assert not an_offer(tariffs=(adult,)).free


def test_words_and_tariffs_are_found_or_stand_in() -> None:
    offer = an_offer()
    assert offer.words_in("en").title == "The walls"
    assert offer.words_in("de").title == "Les murs", "the first language the offer has"
    assert offer.tariff("child") == offer.tariffs[1]
    assert offer.tariff("senior") is None


def test_an_offer_is_on_sale_until_it_is_withdrawn() -> None:
    assert (an_offer().on_sale, an_offer().sequence, an_offer().commit) == (True, 0, "")
