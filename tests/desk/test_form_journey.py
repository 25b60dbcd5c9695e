"""An editor's way through the form, in a real browser, to files that the check accepts as they come."""

import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from catalogue.reading.faults import Faults
from catalogue.reading.frontmatter import read_document
from catalogue.reading.load import load
from playwright.sync_api import Browser, Page

from devstack.environment import Local
from devstack.form import form_for
from devstack.front import Front
from devstack.site import Site
from tests.desk.form_page import FormPage

ROOT = Path(__file__).parents[2]
BUILD_DAY = date(2026, 11, 22)
pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("form")]


@dataclass
class Desk:
    """A repository of content, and the form that writes to it."""

    repo: Path
    origin: str

    def git(self, *arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=self.repo, check=True, capture_output=True, text=True)
        return done.stdout

    def faults(self, own_id: str) -> list[str]:
        """What the check says of an offer's files."""
        try:
            load(self.repo / "content", BUILD_DAY)
        except Faults as faults:
            return [one.text("en") for one in faults.found if f"/{own_id}." in one.path]
        return []


@contextmanager
def a_desk(folder: Path, mode: str) -> Iterator[Desk]:
    """A copy of the content in a repository of its own, and the form for it; all has ended on leaving."""
    repo = folder / "repo"
    shutil.copytree(ROOT / "content", repo / "content")
    in_four_languages(repo / "content" / "taxonomy.yaml")
    front = Front(0, Site(Local(0, repo / "content", folder / "state")), folder, "http://127.0.0.1:1")
    own = Desk(repo, f"http://127.0.0.1:{front.server_port}")
    own.git("init", "--quiet", "--initial-branch=main")
    own.git("config", "user.name", "Ada Lemoine")
    own.git("config", "user.email", "ada@example.org")
    own.git("add", "content")
    own.git("commit", "--quiet", "-m", "The catalogue")
    with form_for(repo / "content", folder / "admin", own.origin, a_free_port(), mode) as form, front:
        front.form = form
        front.start()
        yield own
        front.shutdown()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    with a_desk(tmp_path_factory.mktemp("desk"), "git") as own:
        yield own


@pytest.fixture(scope="module")
def local_desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """As `make serve CMS=1` has it."""
    with a_desk(tmp_path_factory.mktemp("local"), "fs") as own:
        yield own


@contextmanager
def opened(browser: Browser, desk: Desk) -> Iterator[FormPage]:
    """The form, signed in; on leaving, the page must have asked for nothing outside and broken no policy."""
    context = browser.new_context(viewport={"width": 1400, "height": 1000}, locale="fr-FR")
    context.set_default_timeout(15_000)
    page, faults = context.new_page(), list[str]()
    page.on("dialog", lambda asked: asked.accept())
    watch(page, faults)
    form = FormPage(page, desk.origin)
    form.sign_in()
    yield form
    context.close()
    assert not faults, "\n".join(faults)


@pytest.fixture
def form(browser: Browser, desk: Desk) -> Iterator[FormPage]:
    with opened(browser, desk) as page:
        yield page


def in_four_languages(taxonomy: Path) -> None:
    """Two of which nobody need write."""
    text = taxonomy.read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith(("languages:", "partial_languages:"))]
    languages = "languages: [fr, en, es, de]\npartial_languages: [es, de]"
    taxonomy.write_text("\n".join([languages, *lines, ""]), encoding="utf-8")


def watch(page: Page, faults: list[str]) -> None:
    """Note errors of scripts, breaches of the policy, and requests that leave this machine."""
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("console", lambda said: faults.append(said.text) if "Content Security Policy" in said.text else None)
    page.on("request", lambda asked: None if is_near(asked.url) else faults.append(f"asked {asked.url}"))


def is_near(url: str) -> bool:
    return url.startswith(("http://127.0.0.1:", "data:", "blob:"))


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fill_in_french(form: FormPage, slug: str) -> None:
    form.open("offers/new")
    form.fill(
        title="Ivry, l’école des terrasses", slug=slug, come="Métro 7, station Mairie d’Ivry, sortie 2.",
        summary="Deux heures dans les étoiles de béton de Jean Renaudie, avec une voisine : elle y tient un jardin.",
        commune="Ivry-sur-Seine", duration_minutes="120", capacity="12",
        name="Mairie d’Ivry", address="Esplanade Georges-Marrane, 94200 Ivry-sur-Seine", lat="48.8105", lon="2.3849",
    )  # fmt: skip
    form.choose("type", "balade")
    form.choose("themes", "Patrimoine", "Nature")
    form.choose("territory", "Val-de-Marne")
    form.choose("partner", "Les Regards du val")
    form.choose("languages", "français", "anglais")
    form.add("tariffs")
    form.choose("id", "Adulte")
    form.fill(price_cents="1500")
    form.add("departures")
    form.fill(on="2027-05-01", at="14:30")
    form.write("Une terrasse pour chaque logement, et pas deux pareilles.")


def test_an_offer_in_two_languages_comes_through_the_form_to_where_it_belongs(form: FormPage, desk: Desk) -> None:
    fill_in_french(form, "ivry-formulaire")
    form.fill(
        "en", title="Ivry, a school of terraces", slug="ivry-form", come="Metro line 7, Mairie d’Ivry, exit 2.",
        summary="Two hours among the concrete stars of Jean Renaudie, with a neighbour: she keeps a garden up there.",
    )  # fmt: skip
    form.write("A terrace for each home, and no two alike.", "en")
    form.save()
    assert "cms/offers/val-de-marne/ivry-formulaire" in desk.git("branch", "--list")
    assert not list((desk.repo / "content").rglob("ivry-formulaire.*"))
    form.publish()
    folder = desk.repo / "content" / "offers" / "val-de-marne"
    assert sorted(path.name[15:] for path in folder.glob("ivry-formulaire.*")) == [".en.md", ".fr.md"]
    assert desk.faults("ivry-formulaire") == []
    assert desk.git("status", "--porcelain") == ""
    assert "Proposer « val-de-marne/ivry-formulaire »" in desk.git("log", "--format=%s", "--all")


def test_a_language_that_nobody_began_leaves_no_file(form: FormPage, desk: Desk) -> None:
    fill_in_french(form, "ivry-seul")
    form.save()
    changed = desk.git("diff", "--name-only", "main", "cms/offers/val-de-marne/ivry-seul").split()
    assert changed == ["content/offers/val-de-marne/ivry-seul.fr.md"]


def test_an_offer_of_before_goes_through_the_form_and_loses_nothing(form: FormPage, desk: Desk) -> None:
    path = "content/offers/val-de-marne/arcueil-aqueduct.fr.md"
    before = read_document(str(desk.repo / path), path)
    form.open("offers/entries/val-de-marne/arcueil-aqueduct")
    form.fill(capacity="24")
    form.save()
    changed = desk.git("show", f"cms/offers/val-de-marne/arcueil-aqueduct:{path}")
    (desk.repo.parent / "after.fr.md").write_text(changed, encoding="utf-8")
    after = read_document(str(desk.repo.parent / "after.fr.md"), path)
    assert after.faults == []
    assert after.values == before.values | {"capacity": 24}
    assert after.body == before.body


def test_a_partner_comes_through_the_local_form_straight_into_the_content(browser: Browser, local_desk: Desk) -> None:
    with opened(browser, local_desk) as form:
        form.open("partners/new", "name")
        form.fill(name="L’Œil du canal", email="oeil@example.org", phone="+33 1 99 00 12 34")
        form.choose("kind", "Association")
        form.choose("territory", "Seine-Saint-Denis")
        form.choose("languages", "français")
        form.choose("language", "français")
        form.fill(summary="Une association inventée qui regarde passer les péniches.")
        form.fill("en", summary="An invented association that watches the barges go by.")
        form.write("Nous regardons passer les péniches.")
        form.write("We watch the barges go by.", "en")
        form.publish_at_once()
    assert local_desk.git("status", "--porcelain", "--untracked-files=all").split() == [
        "??", "content/partners/seine-saint-denis/l-oeil-du-canal.en.md",
        "??", "content/partners/seine-saint-denis/l-oeil-du-canal.fr.md",
    ]  # fmt: skip
    assert local_desk.faults("l-oeil-du-canal") == []
