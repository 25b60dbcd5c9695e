"""What all files of a site depend on, and whether what the ledger says may be used."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..digests import digest, of_files
from ..given import Given
from ..pages.press import template_files
from ..reading.folder import TAXONOMY
from .changes import Changes
from .ledger import Ledger

CODE = Path(__file__).parents[1]
LIBRARIES = ("jinja2", "babel", "markdown", "pyromark", "feedgenerator", "pydantic", "pyyaml", "rcssmin")
"""Those that shape what is written."""


@dataclass(frozen=True)
class Known:
    """Digests of a build's common inputs."""

    code: bytes
    """Of this code and of the libraries that shape what it writes."""
    base: bytes
    """Of what every page depends on: code, theme, taxonomy, template options."""
    trust: str
    """Of what reading depends on, besides the files read."""
    trusted: bool
    """What the ledger says of offers that have not been touched still holds."""

    def facts(self) -> dict[str, Any]:
        """What the ledger is to hold of them."""
        return {"code": self.code, "trust": self.trust}


def known(given: Given, ledger: Ledger, changes: Changes) -> Known:
    """The common inputs of a build."""
    code = ledger.fact("code") if changes.same_elsewhere else None
    code = code or _code()
    file = given.content / TAXONOMY
    taxonomy = file.read_bytes() if file.is_file() else b""
    trust = digest(code, taxonomy, given.build_day.isoformat(), given.site_url, repr(given.avif_speed)).hex()
    base = digest(code, taxonomy, repr(sorted(given.options.items())), *_theme(given))
    return Known(code, base, trust, trusted=trust == ledger.fact("trust"))


def _code() -> bytes:
    from importlib import metadata  # dear, and needed only where something else than content has changed

    return digest(of_files(CODE.rglob("*.py"), CODE), *(f"{name} {metadata.version(name)}" for name in LIBRARIES))


def _theme(given: Given) -> list[bytes]:
    return [of_files(files, root) for root, files in template_files(given).items()]
