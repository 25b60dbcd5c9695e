"""What each Markdown engine costs: `PYTHONPATH=plugins .venv/bin/python -m bench.markdown [folder of texts]`.

CPU time a text of about 2,200 characters, as rendered and with its HTML then cleaned by nh3 from a list of what may
stay. An engine that is not installed is named. Ours needs no cleaning: it writes every tag itself.
"""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

Render = Callable[[str], object]
TEXT_TAGS = ("a", "blockquote", "br", "code", "em", "hr", "img", "li", "ol", "p", "pre", "strong", "sup", "ul")
TAGS = (*TEXT_TAGS, "h2", "h3", "h4", "table", "tbody", "td", "th", "thead", "tr")
LENGTH = 2_200
ROUNDS = 7
SECONDS = 0.3
ROW = "{:<28}{:>10}{:>10}{:>14}{:>14}{:>12}"
RICH = (
    "\n\nUn [lien](https://example.org/a), *ceci*, **cela**, `du code`[^1].\n\n- un\n- deux\n\n"
    "| a | b |\n|--:|---|\n| 1 | 2 |\n\n[^1]: Une note.\n"
)


def ours() -> Render:
    from catalogue.reading.markdown import to_html

    return to_html


def ours_faults() -> Render:
    from catalogue.reading.markdown import find_faults

    return lambda text: list(find_faults(text))


def pyromark_html() -> Render:
    import pyromark

    engine = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES)
    return engine.html


def comrak() -> Render:
    import comrak

    options = comrak.ExtensionOptions()
    options.table = options.footnotes = True
    return lambda text: comrak.render_markdown(text, extension_options=options)


def cmarkgfm() -> Render:
    from cmarkgfm.cmark import Options, markdown_to_html_with_extensions

    options = Options.CMARK_OPT_FOOTNOTES
    return lambda text: markdown_to_html_with_extensions(text, options=options, extensions=["table"])


def markdown_it_pyrs() -> Render:
    from markdown_it_pyrs import MarkdownIt

    return MarkdownIt("commonmark").enable_many(["table", "footnote"]).render


def mistune() -> Render:
    import mistune

    return mistune.create_markdown(plugins=["table", "footnotes"])


def python_markdown() -> Render:
    from markdown import Markdown

    engine = Markdown(extensions=["tables", "footnotes"])
    return lambda text: engine.reset().convert(text)


ENGINES: dict[str, tuple[Callable[[], Render], str]] = {
    "pyromark": (pyromark_html, "pyromark"),
    "comrak": (comrak, "comrak"),
    "cmarkgfm": (cmarkgfm, "cmarkgfm"),
    "markdown-it-pyrs": (markdown_it_pyrs, "markdown_it_pyrs"),
    "mistune": (mistune, "mistune"),
    "Python-Markdown, reused": (python_markdown, "markdown"),
}


def main(folder: Path = Path("content/offers")) -> None:
    """Print a line for each engine, ours first: microseconds a text, milliseconds an import."""
    plain = list(texts(folder))
    rich = [text + RICH for text in plain]
    print(f"{len(plain)} texts of {sum(map(len, plain)) // len(plain)} characters; CPU microseconds a text\n")
    print(ROW.format("", "plain", "rich", "plain + nh3", "rich + nh3", "import ms"))
    for name, make in (("ours, ready to show", ours), ("ours, find_faults", ours_faults)):
        at_import = import_cost("catalogue.reading.markdown")
        print(ROW.format(name, cost(make(), plain), cost(make(), rich), "", "", at_import))
    for name, (make, module) in ENGINES.items():
        try:
            render = make()
        except ImportError:
            print(f"{name:<28}  not installed")
            continue
        print(
            ROW.format(
                name, cost(render, plain), cost(render, rich), *cleaned(render, plain, rich), import_cost(module)
            )
        )


def texts(folder: Path) -> Iterator[str]:
    """The bodies of a folder's files, each lengthened by the next to LENGTH characters."""
    bodies = [path.read_text(encoding="utf-8").split("---\n", 2)[2] for path in sorted(folder.rglob("*.md"))]
    for own, following in zip(bodies, bodies[1:] + bodies[:1], strict=True):
        yield (own + "\n" + following)[:LENGTH]


def cost(render: Render, bodies: Sequence[str]) -> str:
    """CPU microseconds a text, the best of some rounds: whatever else runs only adds."""
    rounds = [one_round(render, bodies) for _ in range(ROUNDS)]
    return f"{min(rounds) * 1e6:.1f}"


def one_round(render: Render, bodies: Sequence[str]) -> float:
    begun = time.process_time()
    done = 0
    while time.process_time() - begun < SECONDS:
        for body in bodies:
            render(body)
        done += len(bodies)
    return (time.process_time() - begun) / done


def cleaned(render: Render, *kinds: Sequence[str]) -> list[str]:
    """What rendering and cleaning cost together, for each kind of text."""
    try:
        import nh3
    except ImportError:
        return ["no nh3"] * len(kinds)
    cleaner = nh3.Cleaner(
        tags=set(TAGS),
        attributes={"a": {"href", "title"}, "img": {"src", "alt"}, "li": {"id"}},
        url_schemes={"http", "https", "mailto"},
        attribute_filter=lambda _tag, _name, value: value,
    )
    return [cost(lambda text: cleaner.clean(str(render(text))), bodies) for bodies in kinds]


def import_cost(module: str) -> str:
    """CPU milliseconds that importing adds to a bare interpreter, the best of three."""
    code = f"import time; a = time.process_time(); import {module}; print((time.process_time() - a) * 1000)"
    runs = [subprocess.run([sys.executable, "-c", code], check=True, capture_output=True) for _ in range(3)]
    return f"{min(float(run.stdout) for run in runs):.1f}"


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
