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
    **dict.fromkeys(("guided", "money", "more_dates", "tariff_counts"), 1 << 10),
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
    """A macro as a function; one that says the same on many pages is kept."""
    if macro.catch_kwargs or macro.catch_varargs or macro.caller:
        return macro
    function, all_missing = macro._func, (missing,) * len(macro.arguments)

    def say(*args: Any, **named: Any) -> str:
        if named or len(args) > len(all_missing):
            return macro(*args, **named)
        return markup(function(*args, *all_missing[len(args) :]))

    return _kept(say, KEPT[macro.name]) if macro.name in KEPT else say


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
        self.writeline(f"from {__name__} import escaped, isoformat, quick")
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
