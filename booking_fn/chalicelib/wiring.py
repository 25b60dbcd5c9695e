"""Settings to adapters: the one place that knows them all. Vendor libraries are imported when first needed."""

import json
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from chalicelib.ports import Clock, Codes, Files, Links, Mailer, PaymentGateway, RefundGateway, Renderer, Shop, Store
from chalicelib.settings import Settings

HERE = Path(__file__).parent


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings.read()


@cache
def shop() -> Shop:
    """The shop of this process; with the worker's key it may refund, without it nothing can."""
    chosen = settings()
    clock = _clock(chosen)
    site = site_facts()
    return Shop(
        store=_store(chosen), files=_files(chosen), payments=_payments(chosen), mailer=_mailer(chosen, clock),
        renderer=_renderer(chosen, site), clock=clock, codes=_codes(), links=_links(chosen), site=site,
        refunds=_refunds(chosen),
    )


@cache
def site_facts() -> dict[str, Any]:
    """`site.json`, as the build wrote it."""
    path = Path(settings().site_file or HERE / "site.json")
    facts: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return facts


@cache
def security_headers() -> dict[str, str]:
    """The headers of every page, Stripe's origin filled in. The map, which may ask for tiles, is no page of theirs."""
    path = Path(settings().headers_file or HERE / "security_headers.json")
    headers: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    origin = settings().stripe_page_origin
    return {
        name: value.replace("${StripePageOrigin}", origin).replace(" ${MapTileOrigin}", "")
        for name, value in headers.items()
    }


def forget() -> None:
    """Wire anew at the next call: the site was built again."""
    for wired in (settings, shop, site_facts, security_headers):
        wired.cache_clear()


def _each(secrets: str) -> list[str]:
    """The secrets of a setting, separated by commas."""
    return [secret.strip() for secret in secrets.split(",") if secret.strip()]


def _clock(chosen: Settings) -> Clock:
    from chalicelib.adapters.clocks import MovedClock, SystemClock

    return MovedClock(Path(chosen.clock_file)) if chosen.clock_file else SystemClock()


def _store(chosen: Settings) -> Store:
    if chosen.store == "sqlite":
        from chalicelib.adapters.sqlite_store import SqliteStore

        return SqliteStore(Path(chosen.data_dir) / "shop.sqlite")
    from chalicelib.adapters.dynamodb_store import connect

    return connect(chosen.table_name, chosen.dynamodb_url)


def _files(chosen: Settings) -> Files:
    if chosen.files == "local":
        from chalicelib.adapters.local_files import LocalFiles

        return LocalFiles(Path(chosen.data_dir) / "files")
    from chalicelib.adapters.s3_files import S3Files

    return S3Files(chosen.files_bucket)


def _payments(chosen: Settings) -> PaymentGateway:
    from chalicelib.adapters.stripe_gateway import StripeGateway

    secrets = _each(chosen.stripe_webhook_secrets)
    host = urlsplit(chosen.site_url).netloc
    return StripeGateway(chosen.stripe_checkout_key, secrets, chosen.stripe_api_url, shop=host)


def _refunds(chosen: Settings) -> RefundGateway | None:
    from chalicelib.adapters.stripe_gateway import StripeRefunds

    return StripeRefunds(chosen.stripe_refund_key, chosen.stripe_api_url) if chosen.stripe_refund_key else None


def _mailer(chosen: Settings, clock: Clock) -> Mailer:
    if chosen.mailer == "local":
        from chalicelib.adapters.local_mailer import LocalMailer

        return LocalMailer(Path(chosen.data_dir) / "inbox", chosen.mail_from, clock)
    from chalicelib.adapters.ses_mailer import SesMailer

    return SesMailer(chosen.mail_from, clock)


def _renderer(chosen: Settings, site: dict[str, Any]) -> Renderer:
    from chalicelib.adapters.jinja_renderer import JinjaRenderer

    return JinjaRenderer(
        site, templates=HERE / "templates", shared=Path(chosen.shared_templates or HERE / "templates" / "shared"),
        locale=HERE / "locale", shared_locale=Path(chosen.shared_locale or HERE / "locale" / "shared"),
    )


def _codes() -> Codes:
    from chalicelib.adapters.random_codes import RandomCodes

    return RandomCodes()


def _links(chosen: Settings) -> Links:
    from chalicelib.adapters.signed_links import SignedLinks

    return SignedLinks(chosen.site_url, _each(chosen.link_secrets))
