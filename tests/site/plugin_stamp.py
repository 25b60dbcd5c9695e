"""A plugin as others write them: changes Pelican's pages as they are read, and each written page in its place."""

from pathlib import Path
from typing import Any

from pelican.contents import Page
from pelican.plugins import signals


def register() -> None:
    signals.content_object_init.connect(add)
    signals.content_written.connect(stamp)


def add(content: Any) -> None:
    if isinstance(content, Page):
        content._content += "<p>Lu par le greffon.</p>"


def stamp(path: str, context: dict[str, Any]) -> None:
    page = Path(path)
    page.write_text(f"{page.read_text(encoding='utf-8')}<!-- {context['SITENAME']} -->\n", encoding="utf-8")
