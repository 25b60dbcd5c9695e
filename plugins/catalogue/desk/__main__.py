"""`python -m catalogue.desk`: write anew what is made from the model and committed: the reference and the schemas."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from .fields import LANGUAGES
from .reference import reference
from .schema import FILES, schema

ROOT = Path(__file__).resolve().parents[3]


def made() -> Iterator[tuple[str, str]]:
    """Each committed file by its path, and what it is to hold."""
    for name in FILES:
        yield f"schemas/{name}.schema.json", json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"
    for lang in LANGUAGES:
        yield f"docs/reference{'' if lang == 'en' else f'.{lang}'}.md", reference(lang)


def stale(root: Path) -> list[str]:
    """The files that are not as they would be made."""
    return [path for path, text in made() if not (root / path).is_file() or (root / path).read_text("utf-8") != text]


def main(arguments: Sequence[str] = ()) -> int:
    """Write what is stale, and say which."""
    for path in (wrong := stale(ROOT)):
        (ROOT / path).write_text(dict(made())[path], encoding="utf-8")
    sys.stdout.write("".join(f"{path}\n" for path in wrong) or "Everything is as the model says.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
