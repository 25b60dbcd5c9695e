"""The true renderer over the working tree's templates and words."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from chalicelib.adapters.jinja_renderer import JinjaRenderer

from tests.fakes.facts import SITE

ROOT = Path(__file__).parents[2]
FUNCTIONS = ROOT / "booking_fn" / "chalicelib"
TEMPLATES = FUNCTIONS / "templates"
COMPONENTS = ROOT / "theme" / "templates" / "components"
LOCALE = FUNCTIONS / "locale"
THEME_LOCALE = ROOT / "theme" / "locale"


def jinja_renderer(site: Mapping[str, Any] = SITE) -> JinjaRenderer:
    """As `wiring.py` makes it in development."""
    return JinjaRenderer(
        site, templates=TEMPLATES, shared=COMPONENTS, locale=LOCALE, shared_locale=THEME_LOCALE
    )
