"""What visitors, Stripe and the office do in the stories, in a line each."""


from chalicelib.core import booking as bookings
from chalicelib.core import keys, seats
from chalicelib.core.booking import Booking
from chalicelib.operations.hold_seats import hold_seats
from chalicelib.operations.run_effects import run_effects
from chalicelib.operations.take_event import take_event
from chalicelib.ports import PaymentEvent

from tests.fakes.shop import (
    DEPARTURE_ID,
    ShopForTests,
    a_form,
    until_quiet,
)


def the_bookings(the: ShopForTests) -> list[Booking]:
    page = the.shop.store.query(f"departure#{DEPARTURE_ID}", index="related")
    return [bookings.stored(item) for item in page.items]


def the_booking(the: ShopForTests, number: int = -1) -> Booking:
    page = the.shop.store.query(f"departure#{DEPARTURE_ID}", index="related")
    return bookings.stored(the.shop.store.get(page.items[number].key) or page.items[number])


def the_departure(the: ShopForTests) -> seats.Departure:
    item = the.shop.store.get(keys.departure("murals", DEPARTURE_ID))
    assert item
    return seats.stored(item)


def deliver(the: ShopForTests, event: PaymentEvent) -> None:
    take_event(the.shop, *the.payments.signed(event))


def book(the: ShopForTests, **fields: str) -> str:
    """Post a form; the id of Stripe's page."""
    hold_seats(the.shop, "murals", a_form(**fields))
    payment = the_booking(the).payment
    assert payment
    assert payment.checkout_id
    return payment.checkout_id


def pay(the: ShopForTests, **fields: str) -> Booking:
    deliver(the, the.payments.pay(book(the, **fields)))
    until_quiet(lambda: run_effects(the.shop))
    return the_booking(the)


def office(the: ShopForTests) -> list[str]:
    return [str(item.data["kind"]) for item in the.shop.store.query("office").items]


def subjects(the: ShopForTests) -> list[str]:
    return [mail.subject for mail in the.mailer.sent]
