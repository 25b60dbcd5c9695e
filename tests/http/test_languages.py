"""A visitor books in each language of the site: the payment page, the mail and the personal page are in it."""

import pytest
from chalicelib.operations.run_effects import run_effects

from tests.fakes.shop import ShopForTests, a_form, until_quiet
from tests.operations.acting import deliver, the_booking

from .gateway import Gateway

SAID = {
    "fr": ("dimanche 11 avril 2027 à 12 h", "Vos billets", "C’est réservé"),
    "en": ("Sunday 11 April 2027 at 12 PM", "Your tickets", "You’re booked"),
    "es": ("domingo 11 de abril de 2027 a las 12:00", "Sus entradas", "Reserva hecha"),
    "de": ("Sonntag, 11. April 2027 um 12 Uhr", "Ihre Tickets", "Gebucht"),
}


@pytest.mark.parametrize("lang", ["fr", "en", "es", "de"])
def test_a_booking_stays_in_the_language_it_was_made_in(the: ShopForTests, gateway: Gateway, lang: str) -> None:
    when, subject, headline = SAID[lang]
    assert gateway.post(f"/{lang}/booking/murals", a_form(language=lang)).status == 303
    payment = the_booking(the).payment
    assert payment
    assert payment.checkout_id
    assert payment.request.locale == lang
    assert " ".join(payment.request.description.split()).endswith(when)
    deliver(the, the.payments.pay(payment.checkout_id))
    until_quiet(lambda: run_effects(the.shop))
    mail = next(each for each in the.mailer.sent if each.to == "ana@example.org")
    assert mail.subject.startswith(subject)
    page = gateway.get(the.shop.links.booking(lang, the_booking(the).id).removeprefix("https://visits.example.org"))
    assert page.html.get("lang") == lang
    assert headline in page.words
