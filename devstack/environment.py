"""The local shop's settings, written for the functions to read as they read those of the cloud."""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CHECKOUT_KEY = "rk_checkout_local"
REFUND_KEY = "rk_refunds_local"
"""Restricted keys of the stand-in: the first may only open payment pages, the second only refund."""
WEBHOOK_SECRET = "whsec_local"  # noqa: S105 - guards this machine's own shop, against nobody


@dataclass(frozen=True)
class Local:
    """Where the local shop is and what it is made from."""

    port: int
    content: Path
    state: Path
    store: str = "sqlite"
    form: bool = False
    """Whether the editors' form is at /admin/."""
    tiles: str = ""
    """The address of the tiles under the interactive map, as the build reads it; empty: none."""

    @property
    def site_url(self) -> str:
        """The shop's origin."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def site_file(self) -> Path:
        """What the build tells the functions."""
        return self.state / "publish" / "site.json"

    @property
    def catalogue_file(self) -> Path:
        """What the build hands to publish."""
        return self.state / "publish" / "catalogue.json"

    @property
    def clock_file(self) -> Path:
        """The minutes by which the clock is moved."""
        return self.state / "clock"


def read_environment() -> Local:
    """The local shop that `make serve` asks for by PORT, CONTENT, STORE, STATE, CMS and MAP_TILES_URL."""
    env = os.environ
    state = Path(env.get("STATE", "var")).resolve()
    content = Path(env.get("CONTENT", "content")).resolve()
    port, store = int(env.get("PORT", "8000")), env.get("STORE", "sqlite")
    tiles = env.get("MAP_TILES_URL", "")
    return Local(port, content, state, store, form=env.get("CMS", "") not in ("", "0"), tiles=tiles)


def settings_of(local: Local, stripe_url: str, dynamodb_url: str = "") -> dict[str, str]:
    """The functions' settings for this shop, with Stripe's stand-in at `stripe_url`."""
    theme = ROOT / "theme"
    return {
        "SITE_URL": local.site_url, "STRIPE_CHECKOUT_KEY": CHECKOUT_KEY, "STRIPE_REFUND_KEY": REFUND_KEY,
        "STRIPE_WEBHOOK_SECRETS": WEBHOOK_SECRET, "STRIPE_API_URL": stripe_url, "STRIPE_PAGE_ORIGIN": stripe_url,
        "LINK_SECRETS": _link_secret(local.state), "MAIL_FROM": "Faubourg <bonjour@example.org>",
        "STORE": local.store, "DYNAMODB_URL": dynamodb_url, "FILES": "local", "MAILER": "local",
        "DATA_DIR": str(local.state), "SITE_FILE": str(local.site_file), "CLOCK_FILE": str(local.clock_file),
        "SHARED_TEMPLATES": str(theme / "templates" / "components"), "SHARED_LOCALE": str(theme / "locale"),
        "HEADERS_FILE": str(ROOT / "infra" / "security_headers.json"),
    }


def _link_secret(state: Path) -> str:
    """Drawn once and kept, so that the links in mails outlive a restart."""
    path = state / "link_secret"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(secrets.token_hex(32))
        path.chmod(0o600)
    return path.read_text()
