"""`python -m devstack.stripe_standin --port 8001 --webhook-url … --state var/stripe.sqlite`"""

import argparse
import os
import signal
import threading
from pathlib import Path

from devstack.stripe_standin.pages import DASHBOARD
from devstack.stripe_standin.server import Options, Standin


def main() -> None:
    """Serve until the process is asked to end; the webhook's secret comes from the environment."""
    given = _arguments()
    end = threading.Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: end.set())
    options = Options(
        host=given.host, port=given.port, webhook_url=given.webhook_url,
        webhook_secret=os.environ.get("STRIPE_WEBHOOK_SECRET", Options.webhook_secret),
        state_path=given.state, clock_file=given.clock_file,
    )
    with Standin(options) as standin:
        print(f"stand-in for Stripe {standin.url}{DASHBOARD}", flush=True)
        end.wait()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A local Stripe: no money moves.")
    parser.add_argument("--host", default=Options.host)
    parser.add_argument("--port", type=int, default=Options.port)
    parser.add_argument("--webhook-url", default=Options.webhook_url)
    parser.add_argument("--state", type=Path, default=None)
    parser.add_argument("--clock-file", type=Path, default=None)
    return parser.parse_args()


if __name__ == "__main__":
    main()
