"""The environment of one language's templates: compiled with its words in them, and with Babel's functions as filters.

A message whose arguments are all written in the template is said once, when the template is compiled, and becomes
text like the markup around it. One that has no translation stays a question, so that `Words.missing` hears of it.

Environment: autoescape on; `gettext`, `ngettext`, `pgettext`, `npgettext` and `_` of the page's language, msgids in
French; and as filters Babel's `format_date`, `format_datetime`, `format_time`, `format_timedelta`, `format_currency`,
`format_decimal`, `format_percent`, `format_list` under their own names, each with `locale=lang` said
in the template. Patterns of dates are words: `{{ card.starts_local | format_date(_("EEE d MMM"), locale=lang) }}`.
Money: `{{ (tariff.price_cents / 100) | format_currency("EUR", locale=lang) }}`.

gettext is Jinja's "newstyle": `_("%(count)s places", count=3)`, and a percent sign of the words is written `%%`.
`trim_blocks` and `lstrip_blocks` are on, undefined names raise. A message without a translation stops the build.
"""

import hashlib
import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from string import Formatter
from typing import Any

import jinja2
from jinja2 import BaseLoader, Environment, FileSystemBytecodeCache, StrictUndefined, Template, nodes
from jinja2.compiler import CodeGenerator
from jinja2.environment import TemplateModule
from jinja2.runtime import Context

from . import template_code
from .formats import FILTERS
from .template_code import CarefulGenerator, QuickGenerator
from .words import Words

SAID = {"_": "gettext", "gettext": "gettext", "ngettext": "ngettext", "pgettext": "pgettext", "npgettext": "npgettext"}
"""Names in a template, and the method of `Words` that answers."""

ALL_OF_THEM = -1
"""As many templates are kept as there are: Jinja then finds them in a plain dict."""


def environment(loader: BaseLoader, words: Words, options: Mapping[str, Any], cache: Path) -> Environment:
    """The environment of one language's templates; `options` are Pelican's `JINJA_ENVIRONMENT`.

    Compiled templates are kept in `cache`: compiling takes longer than rendering a thousand pages. Templates are read
    once: one that changes while a process runs is not seen.
    """
    env = SayingEnvironment(
        loader=loader,
        undefined=StrictUndefined,
        bytecode_cache=_compiled(cache, words, options),
        cache_size=ALL_OF_THEM,
        auto_reload=False,
        **options,
    )
    env.words = words
    env.filters.update(FILTERS)
    env.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    return env


class KnownTemplate(Template):
    """A template whose macros are made once: no page has globals of its own that they could miss."""

    environment: "SayingEnvironment"
    _careful: Template | None = None

    def render(self, *args: Any, **named: Any) -> str:
        """The page; where its values have other attributes than its code asks for, as Jinja's own code makes it."""
        if self._careful is None:
            try:
                return super().render(*args, **named)
            except AttributeError:
                self._careful = self.environment.find_careful(self)
                if self._careful is None:
                    raise
        return self._careful.render(*args, **named)

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        if self._module is None:
            self._module = self.make_module()
        return self._module


class SayingEnvironment(Environment):
    """Compiles templates with the words of a language in them."""

    words: Words
    template_class = KnownTemplate
    code_generator_class: type[CodeGenerator] = QuickGenerator

    @cached_property
    def _careful(self) -> Environment:
        other = self.overlay(cache_size=ALL_OF_THEM, bytecode_cache=None)
        other.template_class, other.code_generator_class = Template, CarefulGenerator
        return other

    def module(self, name: str, parent: str, ctx: Context) -> TemplateModule:
        """What a template imports from another one, the same for all pages."""
        known: dict[str, TemplateModule] = self.__dict__.setdefault("modules", {})
        if name not in known:
            known[name] = self.get_template(name, parent)._get_default_module(ctx)
        return known[name]

    def find_careful(self, template: Template) -> Template | None:
        """The same template with Jinja's own code, slower by half; None for one that no loader knows."""
        # A template's own name may lack the prefix that it was asked for with.
        names = [name for (_, name), known in (self.cache or {}).items() if known is template]
        return self._careful.get_template(names[0]) if names else None

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        _say(tree, self.words)
        return tree


def _say(node: nodes.Node, words: Words) -> None:
    for field, value in node.iter_fields():
        if isinstance(value, list):
            setattr(node, field, [_said(one, words) for one in value])
        else:
            setattr(node, field, _said(value, words))
    for child in node.iter_child_nodes():
        _say(child, words)
    if isinstance(node, nodes.Output):
        node.nodes = [part for one in node.nodes for part in _filled(one)]


def _said(value: Any, words: Words) -> Any:
    """The text of a message that is asked for, or the value itself where it is something else or not known yet."""
    if not isinstance(value, nodes.Call) or not isinstance(value.node, nodes.Name) or value.kwargs:
        return value
    function, given = SAID.get(value.node.name), [one.value for one in value.args if isinstance(one, nodes.Const)]
    text = words.known(function, *given) if function and len(given) == len(value.args) else None
    # As Jinja's own gettext does: a percent sign of the words is written twice.
    return value if text is None else nodes.TemplateData(text % {}, lineno=value.lineno)


def _filled(shown: nodes.Expr) -> list[nodes.Expr]:
    """The parts of a message with its values in place, `{_("{n} km").format(n=2)}`, or what is shown itself."""
    match shown:
        case nodes.Call(node=nodes.Getattr(node=nodes.TemplateData(data=text), attr="format"), args=[], kwargs=named):
            values = {one.key: one.value for one in named}
            parts: list[nodes.Expr] = []
            for words, name, _, _ in Formatter().parse(text):
                parts.append(nodes.TemplateData(words, lineno=shown.lineno))
                parts += [values[name]] if name else []
            return parts
    return [shown]


def _compiled(cache: Path, words: Words, options: Mapping[str, Any]) -> FileSystemBytecodeCache:
    # Jinja's own key is the template's text: Jinja, this file, the options and the words change the code too.
    makers = [os.stat(file).st_mtime_ns for file in (jinja2.__file__, __file__, template_code.__file__)]
    parts = (makers, sorted(options.items()), words.lang, words.digest)
    folder = cache / f"templates-{words.lang}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:16]}"
    folder.mkdir(parents=True, exist_ok=True)
    return FileSystemBytecodeCache(str(folder))
