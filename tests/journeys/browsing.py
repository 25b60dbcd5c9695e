"""What a browser tells besides the page: complaints, addresses asked, cookies, and what the eye and the reader meet."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response, ViewportSize

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
    # Ornaments of ::before and ::after would leave the contrast of the text beside them undecided.
    "checks": {"color-contrast": {"options": {"ignorePseudo": True}}},
}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
NARROW: ViewportSize = {"width": 320, "height": 640}

OVERFLOW = """() => [...document.querySelectorAll("body *")]
  .filter(each => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1
    && getComputedStyle(each).position !== "fixed" && !each.closest(".c-skip"))
  .map(each => each.tagName + "." + each.className + ": " + each.textContent.trim().slice(0, 40)).slice(0, 5)"""


@dataclass
class Watch:
    """All that pages complained of and all addresses they asked for, in one browser context."""

    shop: str
    stripe: str
    complaints: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    refusals: set[str] = field(default_factory=set)

    def on(self, context: BrowserContext) -> None:
        context.on("console", self._said)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", self._asked)
        context.on("response", self._answered)

    def _said(self, message: ConsoleMessage) -> None:
        about = message.location.get("url", "")
        if message.type in ("error", "warning") and about not in self.refusals:
            self.complaints.append(f"{message.type}: {message.text} ({about})")

    def _asked(self, request: Request) -> None:
        origin = origin_of(request.url)
        page = origin_of(request.frame.url) if not request.is_navigation_request() else origin
        allowed = {self.shop: (self.shop,), self.stripe: (self.stripe,)}
        if request.url.startswith("data:") or origin in allowed.get(page, ()):
            return
        self.strangers.append(f"{request.url} from {page}")

    def _answered(self, response: Response) -> None:
        """A page that answers 404, 409, 410 or 422 on purpose; the browser writes each of them to its console."""
        if response.request.is_navigation_request() and response.status in (404, 409, 410, 422):
            self.refusals.add(response.url)

    def faults(self, context: BrowserContext) -> list[str]:
        """Complaints, requests to strangers, cookies."""
        return [*self.complaints, *self.strangers, *(f"cookie {one}" for one in context.cookies())]


@dataclass
class Tabs:
    """Tabs of one browser, each in a context of its own."""

    browser: Browser
    shop: str
    stripe: str
    opened: list[tuple[BrowserContext, Watch]] = field(default_factory=list)

    def open(self, **options: Any) -> Page:
        # A language that the site has not: it suggests none.
        given = {"viewport": DESKTOP, "base_url": self.shop, "locale": "it-IT"} | options
        context = self.browser.new_context(**given)
        context.set_default_timeout(10_000)
        watch = Watch(self.shop, self.stripe)
        watch.on(context)
        self.opened.append((context, watch))
        return context.new_page()

    def complaints(self) -> list[str]:
        """What pages have complained of so far; it is expected then, and forgotten."""
        taken = [each for _, watch in self.opened for each in watch.complaints]
        for _, watch in self.opened:
            watch.complaints.clear()
        return taken

    def close(self) -> None:
        faults = [fault for context, watch in self.opened for fault in watch.faults(context)]
        for context, _ in self.opened:
            context.close()
        assert not faults, "\n".join(faults)


def origin_of(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def overflow(page: Page) -> list[str]:
    """The elements that stick out on the right, if the page can be scrolled sideways."""
    wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return list(page.evaluate(OVERFLOW)) or ["the page"] if wide else []


def violations(page: Page) -> list[str]:
    """What axe finds on the page as it stands: the rule and the first places."""
    found: list[dict[str, Any]] = Axe().run(page, options=AXE).response["violations"]
    return [f"{one['id']} ({one['help']}): {[node['html'][:150] for node in one['nodes'][:3]]}" for one in found]
