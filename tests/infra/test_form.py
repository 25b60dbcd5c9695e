"""The form is brought as it was examined, holds no secret, and the site is built without it."""

import io
import json
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from catalogue.desk.cms import Office, config
from catalogue.desk.options import lists

from infra.cms import INTEGRITY, OWN, FormRefused, checked, office_of, unpack

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "infra" / "node" / "package-lock.json"


def an_archive(**files: bytes) -> bytes:
    written = io.BytesIO()
    with tarfile.open(fileobj=written, mode="w:gz") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return written.getvalue()


def test_an_archive_that_is_not_the_pinned_one_is_refused() -> None:
    with pytest.raises(FormRefused, match="differs"):
        checked(an_archive(), INTEGRITY)


def test_of_an_archive_only_the_form_s_own_files_are_unpacked(tmp_path: Path) -> None:
    files = {
        "package/dist/decap-cms.js": b"form", "package/dist/977.decap-cms.js": b"part", "package/dist/cms.js": b"old",
        "package/dist/../../../decap-cms.js": b"astray", "package/package.json": b"{}",
        "package/dist/977.decap-cms.js.map": b"map",
    }  # fmt: skip
    unpack(an_archive(**files), tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "decap-cms.js": b"form", "977.decap-cms.js": b"part",
    }  # fmt: skip


def test_a_build_that_does_not_say_where_proposals_go_is_refused() -> None:
    for repo in ("", "owner", "https://example.org/owner/name"):
        with pytest.raises(FormRefused, match="CMS_REPO"):
            office_of({"CMS_REPO": repo})
    assert office_of({"CMS_REPO": "owner/name"}).branch == "main"


def test_in_production_a_save_is_a_pull_request_and_no_local_server_is_asked() -> None:
    said = config(Office(repo="owner/name", sign_in_url="https://sign-in.example.org"), lists(ROOT / "content", "fr"))
    assert said["publish_mode"] == "editorial_workflow"
    assert said["backend"]["repo"] == "owner/name"
    assert said["backend"]["base_url"] == "https://sign-in.example.org"
    assert "local_backend" not in said


def test_facts_are_asked_in_the_first_language_alone_and_words_in_every_one() -> None:
    said = config(Office(), lists(ROOT / "content", "fr"))
    offers = next(one for one in said["collections"] if one["name"] == "offers")
    in_every = {field["name"] for field in offers["fields"] if field.get("i18n")}
    assert {"title", "slug", "summary", "come", "body", "alt"} <= in_every
    assert not in_every & {"tariffs", "departures", "capacity", "partner", "territory"}
    assert said["i18n"]["default_locale"] == said["i18n"]["locales"][0] == "fr"


def test_a_partner_s_private_facts_are_asked_but_never_shown_in_the_configuration() -> None:
    said = json.dumps(config(Office(), lists(ROOT / "content", "fr")), ensure_ascii=False)
    private = [line.split(":", 1)[1].strip() for path in (ROOT / "content" / "partners").rglob("*.fr.md")
               for line in path.read_text("utf-8").splitlines() if line.startswith("email:")]  # fmt: skip
    assert private
    assert not [email for email in private if email in said and email != "bonjour@example.org"]


def test_the_lock_file_pins_by_hash_and_names_no_registry() -> None:
    packages = {name: one for name, one in json.loads(LOCK.read_text())["packages"].items() if name}
    assert packages
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in packages.values())


def test_the_page_of_the_form_loads_only_what_lies_beside_it_and_is_not_to_be_indexed() -> None:
    page = (OWN / "index.html").read_text("utf-8")
    assert "noindex" in page
    assert "//" not in page.replace("data:,", "")


def test_building_the_site_needs_neither_node_nor_the_form() -> None:
    asked = "import sys, catalogue.build, catalogue.building.builder; print([m for m in sys.modules if 'desk' in m])"
    done = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT / "plugins", capture_output=True, text=True, check=True, timeout=60
    )
    assert done.stdout.strip() == "[]"
