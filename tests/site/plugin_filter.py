"""A plugin as others write them: gives the templates of every generator a filter."""

from typing import Any

from pelican.plugins import signals


def register() -> None:
    signals.generator_init.connect(add)


def add(generator: Any) -> None:
    generator.env.filters["bracketed"] = "[{}]".format
