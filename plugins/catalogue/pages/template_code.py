"""The Python that templates become: as Jinja writes it, but with fewer calls for what a page does hundreds of times.

- A text is escaped once, and then known.
- A macro is a function (`quick`), and is called as one: Jinja would look first whether it wants the page's context.
- `card.title` is Python's own: where a value has no such attribute, `AttributeError` tells to render the page again
  with code that asks as Jinja does, in mappings too, and that says which name is not defined.
"""

import re
from collections.abc import Callable
from functools import lru_cache, partial
from keyword import iskeyword
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

from .remembering import isoformat as isoformat

KEPT = {
    **dict.fromkeys(("accepting", "and_more", "cancellation", "chips", "contact", "date_leaf", "duration"), 1 << 10),
    **dict.fromkeys(("booking_down", "departures", "guided", "money", "more_dates", "tariff_counts"), 1 << 10),
    **dict.fromkeys(("access", "for_whom", "price_line"), 1 << 10),
    "card": 1 << 14,
}
"""Macros that say the same on many pages, from few arguments, and how many of their texts are kept.

A card stands in five lists, one list after the other: fewer than all cards of a language would be none kept in time.
"""

OF_VALUES = ("date", "format", "isoformat", "startswith")
"""Methods of texts and dates, which want no context."""

MOST = 1 << 14
"""Texts that are kept; so many are said on a few hundred pages."""

markup: Callable[[str], Markup] = partial(str.__new__, Markup)
"""What `Markup` makes of a text, without asking it first whether it has HTML of its own."""


_UNSAFE = re.compile("[&<>\"']")


class Escaped(dict[str, str]):
    """Texts as HTML, of which a page has the same ones many times. No key is `Markup`, which is equal to its text."""

    def __missing__(self, text: str) -> str:
        if len(self) >= MOST:
            self.clear()
        self[text] = said = str(escape(text)) if _UNSAFE.search(text) else text
        return said


escaped = Escaped()


def quick(macro: Macro) -> Callable[..., str]:
    """A macro as a function; one that says the same on many pages is kept. `quick.quick` takes no names."""
    if macro.catch_kwargs or macro.catch_varargs or macro.caller:
        function: Callable[..., str] = partial(macro)
    else:
        function = macro._func
        function.__qualname__ = macro.name or "caller"
        function.__defaults__ = (missing,) * len(macro.arguments)
        function = _kept(function, KEPT[macro.name]) if macro.name in KEPT else function

    def say(*args: Any, **named: Any) -> str:
        return macro(*args, **named) if named else function(*args)

    say.quick = function  # type: ignore[attr-defined]
    return say


def _kept(macro: Callable[..., str], most: int) -> Callable[..., str]:
    known = lru_cache(most)(macro)

    def say(*args: Any, **named: Any) -> str:
        try:
            return known(*args, **named)
        except TypeError:  # of an argument that cannot be hashed
            return macro(*args, **named)

    return say


class CarefulGenerator(CodeGenerator):
    """Writes code that shows what it has escaped before, where Jinja's would escape it again."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """All of a template."""
        self.writeline(f"from {__name__} import escaped, isoformat, markup, quick")
        super().visit_Template(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("(escaped[it] if type(it := ")
        if finalize.src is not None:
            self.write(finalize.src)

    def _output_child_post(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        super()._output_child_post(node, frame, finalize)
        if frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.write(" is str else it if type(it) is Markup else escape(it))")


class QuickGenerator(CarefulGenerator):
    """Writes code with Python's own attributes and calls."""

    macros: frozenset[str] = frozenset()
    """Names that are macros in this template."""

    def visit_Template(self, node: nodes.Template, frame: Frame | None = None) -> None:
        """All of a template."""
        names = {one.name for one in node.find_all(nodes.Macro)}
        for one in node.find_all(nodes.FromImport):
            names |= {name if isinstance(name, str) else name[1] for name in one.names}
        self.macros = frozenset(names)
        super().visit_Template(node, frame)

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro's own value."""
        self.write("quick(")
        super().macro_def(macro_ref, frame)
        self.write(")")

    def return_buffer_contents(self, frame: Frame, force_unescaped: bool = False) -> None:
        """The end of a macro: its text, which is HTML already."""
        if force_unescaped and frame.eval_ctx.autoescape and not frame.eval_ctx.volatile:
            self.writeline(f"return markup(concat({frame.buffer}))")
        else:
            super().return_buffer_contents(frame, force_unescaped)

    def _import_common(self, node: nodes.Import | nodes.FromImport, frame: Frame) -> None:
        if node.with_context or not isinstance(node.template, nodes.Const):
            super()._import_common(node, frame)
        else:
            self.write(f"environment.module({node.template.value!r}, {self.name!r}, context)")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """`count is none`."""
        if node.name != "none":
            super().visit_Test(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(" is None)")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """`terms | map(attribute="label") | list`."""
        mapped = node.node
        name = _attribute_of_each(mapped) if isinstance(mapped, nodes.Filter) and node.name == "list" else ""
        if name and isinstance(mapped, nodes.Filter) and mapped.node:
            self.write(f"[one.{name} for one in ")
            self.visit(mapped.node, frame)
            self.write("]")
        else:
            super().visit_Filter(node, frame)

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`card.title`."""
        if iskeyword(node.attr) or isinstance(node.node, nodes.Const):  # neither is Python
            super().visit_Getattr(node, frame)
            return
        self.visit(node.node, frame)
        self.write(f".{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """`card(offer)`; whatever may want the context is called as Jinja does."""
        starred = node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs)
        if forward_caller or starred or not self._wants_no_context(node.node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        match node.node:
            case nodes.Getattr(node=at, attr="isoformat"):
                self.write("isoformat(")
                self.visit(at, frame)
            case nodes.Name() as called:
                self.visit(called, frame)
                self.write("(" if node.kwargs else ".quick(")
            case called:
                self.visit(called, frame)
                self.write("(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")

    def _wants_no_context(self, called: nodes.Expr) -> bool:
        match called:
            case nodes.Name(name=name):
                return name in self.macros
            case nodes.Getattr(attr=name):
                return name in OF_VALUES
        return False


def _attribute_of_each(node: nodes.Filter) -> str:
    """`label` of `map(attribute="label")`; empty for whatever is something else, or no Python."""
    named: dict[str, nodes.Expr] = {str(one.key): one.value for one in node.kwargs}
    asked = named.get("attribute")
    if node.name != "map" or node.args or node.dyn_args or node.dyn_kwargs or len(named) != 1:
        return ""
    name = asked.value if isinstance(asked, nodes.Const) else ""
    return name if isinstance(name, str) and name.isidentifier() and not iskeyword(name) else ""
