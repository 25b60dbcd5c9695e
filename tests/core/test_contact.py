"""Names, addresses and telephones: what is taken, in one form each, and what is refused."""

from collections.abc import Callable

import pytest
from chalicelib.core.contact import clean_email, clean_name, clean_phone
from chalicelib.core.errors import BadEmail, BadName, BadPhone, BookingError
from hypothesis import given
from hypothesis import strategies as st

from tests.core.builders import MODEST

NBSP, NARROW = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("Ana Martín", "Ana Martín"),
        ("  Ana   Martín ", "Ana Martín"),
        ("Jean-Loup d’Ormesson", "Jean-Loup d’Ormesson"),
        ("Nguyễn Thị Minh Khai", "Nguyễn Thị Minh Khai"),
        ("山田太郎", "山田太郎"),
        ("Ольга", "Ольга"),
        ("فاطمة", "فاطمة"),
        ("Zoe\u0301", "Zoé"),
        ("X Æ A-12", "X Æ A-12"),
        ("3", "3"),
        ("<b>Ana</b>", "<b>Ana</b>"),
        ("é" * 80, "é" * 80),
        ("e\u0301" * 80, "é" * 80),
        ("Ana\n", "Ana"),
        (f"Ana{NBSP}Martín", f"Ana{NBSP}Martín"),
    ],
)
def test_a_name_is_taken_as_people_write_it(typed: str, name: str) -> None:
    assert clean_name(typed) == name


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", NBSP, "\n", "-", "…", "’’", "a" * 81,
        "Ana\nMartín", "Ana\r\nBcc: x@example.org", "Ana\tMartín", "Ana\x00", "Ana\x7fMartín", "Ana\x85Martín",
        "Ana\u2028Martín", "Ana\u2029Martín", "Ana\u202eMartín", "Ana\u200bMartín", "Ana\u2066Martín", "\ufeffAna",
        "Ana\ud800", "Ana\ue000", "Ana\U000e0041",
    ],
)
def test_a_name_that_cannot_be_shown_or_mailed_is_refused(typed: str) -> None:
    with pytest.raises(BadName):
        clean_name(typed)


LABEL = "a" * 63
DOMAIN_190 = f"{LABEL}.{LABEL}.{'b' * 59}.fr"


@pytest.mark.parametrize(
    ("typed", "email"),
    [
        ("ana@example.org", "ana@example.org"),
        (" ana@example.org ", "ana@example.org"),
        ("Ana.Martin@Example.ORG", "Ana.Martin@example.org"),
        ("ana+visites@example.org", "ana+visites@example.org"),
        ("!#$%&'*+/=?^_`{|}~-@example.org", "!#$%&'*+/=?^_`{|}~-@example.org"),
        ("o'neil@mail.example.co.uk", "o'neil@mail.example.co.uk"),
        ("1@2.fr", "1@2.fr"),
        ("ana@xn--caf-dma.example", "ana@xn--caf-dma.example"),
        ("ana@example.xn--p1ai", "ana@example.xn--p1ai"),
        (f"{'a' * 64}@example.org", f"{'a' * 64}@example.org"),
        (f"ana@{LABEL}.fr", f"ana@{LABEL}.fr"),
        (f"{'a' * 63}@{DOMAIN_190}", f"{'a' * 63}@{DOMAIN_190}"),
    ],
)
def test_an_address_is_taken_and_its_domain_written_small(typed: str, email: str) -> None:
    assert clean_email(typed) == email


@pytest.mark.parametrize(
    "typed",
    [
        "", " ", "ana", "@", "ana@", "@example.org", "ana@example", "ana@localhost", "ana@@example.org",
        "ana@ex@mple.org", ".ana@example.org", "ana.@example.org", "a..b@example.org", "ana martin@example.org",
        "ana@example..org", "ana@.example.org", "ana@example.org.", "ana@-example.org", "ana@example-.org",
        "ana@example.123", "ana@127.0.0.1", "ana@[127.0.0.1]", '"ana"@example.org', "ana@exam_ple.org",
        "Ana <ana@example.org>", "ana@example.org,bo@example.org", "ana@example.org;bo@example.org",
        "ana@example.org\r\nBcc: bo@example.org", "ana@example.org\n", "\nana@example.org", "ana@example.org\x00",
        "ana@example.org%0ABcc:bo@example.org ", "ana\u200b@example.org", "ana＠example.org",
        "zoé@example.org", "ana@café.example", "ana@example.орг", "ana@example.org\u2028",
        f"{'a' * 65}@example.org", f"ana@{LABEL}a.fr", f"{'a' * 64}@{DOMAIN_190}",
    ],
)
def test_an_address_that_cannot_be_mailed_is_refused(typed: str) -> None:
    with pytest.raises(BadEmail):
        clean_email(typed)


def test_the_longest_address_has_254_characters() -> None:
    assert len(f"{'a' * 63}@{DOMAIN_190}") == 254


@pytest.mark.parametrize(
    ("typed", "phone"),
    [
        ("", ""), (" ", ""), (NBSP, ""),
        ("01 23 45 67 89", "0123456789"),
        ("01.23.45.67.89", "0123456789"),
        ("+33 1 23 45 67 89", "+33123456789"),
        ("+33 (0)1 23 45 67 89", "+33123456789"),
        ("(01) 23-45-67-89", "0123456789"),
        (f"{NARROW}01{NBSP}23{NARROW}45 67 89{NBSP}", "0123456789"),
        ("+1 (202) 555-0123", "+12025550123"),
        ("01/23 45 67 89", "0123456789"),
        ("123456", "123456"), ("123456789012345", "123456789012345"),
    ],
)
def test_a_telephone_is_kept_as_digits(typed: str, phone: str) -> None:
    assert clean_phone(typed) == phone


@pytest.mark.parametrize(
    "typed",
    [
        "12345", "1234567890123456", "call me", "01 23 45 67 89 x12", "++33123456789", "33+123456789", "-", "+",
        "01\n23456789", "01\r\nBcc: x", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "tel:+33123456789", "0123456789\x00",
        "%0123456789", "-0123456789", "(0)",
    ],
)
def test_what_is_no_telephone_is_refused(typed: str) -> None:
    with pytest.raises(BadPhone):
        clean_phone(typed)


@MODEST
@given(st.text(max_size=100), st.sampled_from([clean_name, clean_email, clean_phone]))
def test_what_is_taken_is_on_one_line_and_taken_again_as_it_is(typed: str, clean: Callable[[str], str]) -> None:
    try:
        kept = clean(typed)
    except BookingError:
        return
    assert not any(sign in kept for sign in "\r\n\t\x00\x0b\x0c\x85\u2028\u2029")
    assert clean(kept) == kept
    kept.encode()
