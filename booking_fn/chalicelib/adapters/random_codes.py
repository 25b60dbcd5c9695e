"""Chance, from the operating system."""

import secrets

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 letters and digits, 5 bits each; no 0, 1, I, O, which are taken for one another."""


class RandomCodes:
    """Ids and codes that nobody can foresee."""

    def booking_id(self) -> str:
        """10 characters."""
        return _draw(10)

    def ticket_code(self) -> str:
        """16 characters, 80 bits."""
        return _draw(16)

    def unique(self) -> str:
        """26 characters."""
        return _draw(26)


def _draw(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
