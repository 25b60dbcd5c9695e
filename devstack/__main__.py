"""`python -m devstack`: the whole shop on this machine, until it is asked to end."""

import contextlib
import json
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from devstack import dynamodb_local
from devstack.dev_pages import DevPages
from devstack.environment import WEBHOOK_SECRET, Local, read_environment, settings_of
from devstack.form import FormDidNotStart, form_for
from devstack.front import Front
from devstack.functions import Functions, dynamodb_environment
from devstack.jobs import Jobs
from devstack.live import Live
from devstack.site import BuildFailed, Built, Site, builds
from devstack.stripe_standin import Options, Standin

PAGES_FIRST_S = 0.3


@contextlib.contextmanager
def running(local: Local) -> Iterator[Front]:
    """The shop, ready for a visitor; everything it started has ended on leaving."""
    site = Site(local)
    with contextlib.ExitStack() as stack:
        stripe = stack.enter_context(Standin(Options(
            port=local.port + 1 if local.port else 0, webhook_url=f"{local.site_url}/webhooks/stripe",
            webhook_secret=WEBHOOK_SECRET, state_path=local.state / "stripe.sqlite", clock_file=local.clock_file,
        )))
        front = stack.enter_context(Front(local.port, site, local.state / "files", stripe.url, local.tiles))
        stop = threading.Event()
        built = builds(site, local.content, stop)
        stack.callback(site.stop)
        stack.callback(stop.set)
        building = stack.enter_context(ThreadPoolExecutor(1)).submit(next, built)
        front.functions = Functions(settings_of(local, stripe.url, stack.enter_context(_dynamodb(local))))
        _adapters()  # imported while the site is built
        first = building.result()
        if isinstance(first, BuildFailed):
            raise first
        _publish(local)
        jobs = Jobs()
        front.dev = DevPages(local.state, stripe.url, jobs.sweep)
        if local.form:
            form = form_for(local.content, local.state / "admin", local.site_url, local.port + 2)
            front.form = stack.enter_context(form)
            print(f"the form: {local.site_url}/admin/", flush=True)
        stack.callback(front.shutdown)
        front.start()
        stack.callback(front.live.close)
        jobs.start()
        stack.callback(jobs.stop)
        changed = threading.Event()
        threading.Thread(target=_follow, args=(built, front.live, changed), daemon=True).start()
        threading.Thread(target=_keep_published, args=(local, changed, stop), daemon=True).start()
        stack.callback(changed.set)
        stack.callback(stop.set)
        yield front


def _follow(built: Iterator[Built | BuildFailed], live: Live, changed: threading.Event) -> None:
    """Tell of each build, on the terminal and to the pages that are open; `changed` is set with new data."""
    for outcome in built:
        if isinstance(outcome, BuildFailed):
            live.tell(outcome.words)
            print(f"The site stays as it was:\n{outcome}", flush=True)
            continue
        live.tell(None)
        print(f"built again: {outcome}", flush=True)
        if outcome.data:
            changed.set()


def _keep_published(local: Local, changed: threading.Event, stop: threading.Event) -> None:
    """Hand new data to the functions, a moment after the pages: of thousands of offers that takes this process long."""
    while changed.wait() and not stop.wait(PAGES_FIRST_S):
        changed.clear()
        try:
            _publish(local)
        except Exception:  # noqa: BLE001 - as with a publish in the cloud that failed: the next one mends it
            traceback.print_exc()


@contextlib.contextmanager
def _dynamodb(local: Local) -> Iterator[str]:
    if local.store != "dynamodb":
        yield ""
        return
    os.environ.update(dynamodb_environment(local.state))
    with dynamodb_local.running(local.state / "dynamodb") as url:
        from chalicelib.adapters.dynamodb_store import connect_client

        dynamodb_local.create_table(connect_client(url), "faubourg")
        yield url


def _adapters() -> None:
    from chalicelib.adapters import jinja_renderer, local_files, local_mailer, stripe_gateway  # noqa: F401


def _publish(local: Local) -> None:
    from chalicelib import wiring
    from chalicelib.operations.publish_catalogue import publish_catalogue

    wiring.forget()
    report = publish_catalogue(wiring.shop(), json.loads(local.catalogue_file.read_text()))
    for line in report.kept:
        print(f"kept: {line}", flush=True)


def main() -> int:
    """Serve until SIGINT or SIGTERM."""
    local = read_environment()
    end = threading.Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: end.set())
    try:
        with running(local):
            print(f"ready {local.site_url}/", flush=True)
            end.wait()
    except (BuildFailed, dynamodb_local.DynamoDBLocalMissing, FormDidNotStart) as failure:
        print(failure, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"The shop cannot start on port {local.port} and the next one: {trouble}. Try `make serve PORT=8100`.",
              file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
