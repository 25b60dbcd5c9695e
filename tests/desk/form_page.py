"""The editors' form in a browser, spoken to as an editor does: by the names of its fields, in one of its languages."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

LANGUAGES = ("fr", "en")


@dataclass
class FormPage:
    """Decap's page on the local shop."""

    page: Page
    origin: str

    def sign_in(self) -> None:
        self.page.goto(f"{self.origin}/admin/")
        self.page.get_by_role("button", name="Se connecter").click()
        self.page.get_by_role("link", name="Offres").first.wait_for()

    def open(self, where: str, first: str = "title") -> None:
        self.page.goto(f"{self.origin}/admin/#/collections/{where}")
        self.field(first).wait_for()
        if not where.endswith("/new"):
            expect(self.field("title")).not_to_have_value("")

    def field(self, name: str, lang: str = "fr", nth: int = 0) -> Locator:
        """A field by its name; the first language's pane is on the left."""
        found = self.page.locator(f"[id^='{name}-field-']")
        return found.nth(LANGUAGES.index(lang) if nth == 0 else nth)

    def fill(self, lang: str = "fr", **texts: str) -> None:
        for name, text in texts.items():
            self.field(name, lang).fill(text)

    def choose(self, name: str, *options: str) -> None:
        for option in options:
            self.page.locator(f"[id^='{name}-field-']").first.click()
            self.page.get_by_role("option", name=option, exact=True).click()

    def add(self, name: str) -> None:
        """One more of a list."""
        self.field(name).get_by_role("button", name=re.compile("Ajouter")).first.click()

    def write(self, text: str, lang: str = "fr") -> None:
        """The text, in the rich editor."""
        self.page.locator("[contenteditable=true]").nth(LANGUAGES.index(lang)).click()
        self.page.keyboard.type(text)

    def save(self) -> None:
        self.page.get_by_role("button", name="Enregistrer", exact=True).click()
        self.page.get_by_text("Entrée enregistrée").first.wait_for()

    def publish_at_once(self) -> None:
        """Where there are no drafts: on this machine alone."""
        self.page.get_by_role("button", name="Publier", exact=True).click()
        self.page.get_by_role("menuitem", name="Publier maintenant").click()
        self.page.get_by_text(re.compile("Entrée (enregistrée|publiée)")).first.wait_for()

    def publish(self) -> None:
        """Say that it is ready, then publish it."""
        self.page.get_by_role("button", name=re.compile("Statut")).click()
        self.page.get_by_role("menuitem", name="Prêt").click()
        self.page.get_by_text(re.compile("Statut.*Prêt")).first.wait_for()
        self.page.get_by_role("button", name="Publier", exact=True).click()
        self.page.get_by_role("menuitem", name="Publier maintenant").click()
        self.page.get_by_text("Entrée publiée").first.wait_for()
