"""Texts of a proposal inside Markdown of ours: whatever stands in them is shown as it is, and does nothing.

GitHub reads more into a comment than CommonMark does: @names call people, #12 leaves a trace in another thread, bare
addresses become links, :words: pictures, $…$ formulas. Its filters work on the rendered text, where a backslash or an
entity is gone; a word joiner (U+2060, of no width) behind the sign ends them.
"""

import re

JOINER = "\u2060"
SPACES_KEPT = "\u00a0\u202f"
MOST = 200
"""Characters of a text within a line; the whole stands in the diff."""

BLANK = re.compile(r"[ \t\r\n\f\v\x1c-\x1f\x85\u2028\u2029]+")
SIGNS = re.compile(r"[\\`*_\[\]#|~&<>$]")
ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "<span>$</span>"}
START = re.compile(r"^(\d+(?=[.)])|(?=[-+=]))")
"""What begins a list, or underlines a heading."""
CALLS = re.compile(r"@|#|:(?=[\w/+-])|(?i:\bGH)(?=-\d)|(?i:\bwww)(?=\.)")


def visible(text: str) -> str:
    """The text with everything that cannot be seen named: `U+200B`. Ends of lines stay."""
    return "".join(one if one.isprintable() or one in "\n" + SPACES_KEPT else f"U+{ord(one):04X}" for one in text)


def plain(text: object, most: int = MOST) -> str:
    """`text` on one line of Markdown (a paragraph, a heading, a list, a cell of a table), shown as it is."""
    line = visible(BLANK.sub(" ", str(text)).strip())
    line = line if len(line) <= most else line[: most - 1] + "…"
    broken = CALLS.sub(lambda found: found[0] + JOINER, line)
    escaped = SIGNS.sub(lambda found: ENTITIES.get(found[0], "\\" + found[0]), broken)
    return START.sub(r"\1\\", escaped)


def code(text: str) -> str:
    """`text` as code within a line; for paths and ids, which have no back quote unless somebody means harm."""
    line = visible(BLANK.sub(" ", text).strip()).replace("`", "'").replace("|", "¦")
    return f"`{line[:MOST]}`" if line else "—"


def fenced(text: str, kind: str) -> str:
    """Lines as a block of code, whatever runs of back quotes stand in them."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}{kind}\n{visible(text)}\n{fence}"
