"""The settings of the functions: the only reader of `os.environ`."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields


class SettingsMissing(Exception):
    """Required settings are not set; the message lists their names, never a value."""


@dataclass(frozen=True, repr=False)
class Settings:
    """Every setting, read once at a cold start. A field `site_url` is the variable `SITE_URL`."""

    site_url: str
    """Public origin of the site, without a final slash: `https://visits.example.org`."""
    stripe_checkout_key: str
    """Stripe key of visitors' requests: Checkout Sessions only."""
    stripe_webhook_secrets: str
    """Secrets of the webhook, separated by commas: two while one is being replaced."""
    link_secrets: str
    """Secrets of personal links, separated by commas: the first signs, all are accepted."""
    mail_from: str
    """Sender of all mails: `Faubourg <bonjour@example.org>`."""
    stripe_refund_key: str = ""
    """Stripe key of the worker, which may refund; empty in the visitors' function."""
    stripe_api_url: str = ""
    """Another address of Stripe's API (the stand-in); empty for Stripe's own."""
    stripe_page_origin: str = "https://checkout.stripe.com"
    """Origin of Stripe's payment page, for the Content-Security-Policy."""
    store: str = "dynamodb"
    """`dynamodb` or `sqlite`."""
    table_name: str = "faubourg"
    """DynamoDB's table."""
    dynamodb_url: str = ""
    """Address of DynamoDB Local; empty for AWS."""
    files: str = "s3"
    """`s3` or `local`: where availability files are written."""
    files_bucket: str = ""
    """S3 bucket of the site."""
    mailer: str = "ses"
    """`ses` or `local`."""
    data_dir: str = "var"
    """Folder of SQLite, local files and the local inbox."""
    site_file: str = ""
    """Path of `site.json`; empty for the packaged one."""
    shared_templates: str = ""
    """Folder of the components shared with the theme; empty for the packaged copy."""
    shared_locale: str = ""
    """Folder of the theme's words; empty for the packaged copy."""
    headers_file: str = ""
    """Path of `security_headers.json`; empty for the packaged copy."""
    clock_file: str = ""
    """A file that holds the minutes by which the local clock is moved; empty for the true time."""

    def __repr__(self) -> str:
        """The name alone, so that no log ever holds a secret."""
        return "Settings(...)"

    @classmethod
    def read(cls, environ: Mapping[str, str] | None = None) -> "Settings":
        """The settings of this process. Raises `SettingsMissing` with the names that are required and not set."""
        env = os.environ if environ is None else environ
        given = {f.name: env[f.name.upper()] for f in fields(cls) if env.get(f.name.upper())}
        missing = [name.upper() for name in cls.required() if name not in given]
        if missing:
            raise SettingsMissing("not set: " + ", ".join(missing))
        return cls(**given)

    @classmethod
    def required(cls) -> tuple[str, ...]:
        """Names of the fields without a default."""
        return ("site_url", "stripe_checkout_key", "stripe_webhook_secrets", "link_secrets", "mail_from")
