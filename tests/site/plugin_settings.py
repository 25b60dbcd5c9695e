"""Builds with settings of a site's owner: other plugins beside the catalogue, Pelican's own features turned on."""

from collections.abc import Mapping
from pathlib import Path

from .building import ROOT, Run
from .building import built as finished

SETTINGS = """\
import sys
sys.path.append({root!r})
from pelicanconf import *
PLUGIN_PATHS = {paths!r}
"""


def settings(folder: Path, *plugins: str, **more: object) -> str:
    """A settings file as a site's owner writes it: the project's own, these plugins, and `more`. Its path."""
    said = SETTINGS.format(root=str(ROOT), paths=[str(ROOT / "plugins"), str(Path(__file__).parent)])
    said += f"PLUGINS = {[*plugins, 'catalogue']!r}\n"
    said += "".join(f"{name} = {value!r}\n" for name, value in more.items())
    file = folder / "settings.py"
    file.write_text(said, encoding="utf-8")
    return str(file)


def built(run: Run) -> Run:
    """The run, which must have made the catalogue: Pelican goes on without a plugin that it cannot load."""
    assert "Cannot" not in finished(run).said, run.said
    assert (run.output / "fr/index.html").is_file()
    return run


def snapshot(folder: Path) -> Mapping[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def html_files(folder: Path) -> set[Path]:
    return set(folder.rglob("*.html"))
