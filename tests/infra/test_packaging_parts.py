"""The parts of `make package` that need no Python 3.13 and no registry."""

import json
import os
import re
import zipfile
from pathlib import Path

import html5lib
import pytest
from jsonschema import validate  # type: ignore[import-untyped]

from infra import bundle, gateway, package, python313, staging
from tests.infra.sample_site import SITE

CATALOGUE = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Réserver"\nmsgstr "Book"\n'


def write(path: Path, text: str, mode: int = 0o644) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return path


def a_python(path: Path, says: str) -> Path:
    return write(path, f"#!/bin/sh\n{says}\n", 0o755)


@pytest.fixture
def sources(tmp_path: Path) -> staging.Sources:
    root = tmp_path / "root"
    write(root / "booking_fn/app.py", "app = None\n")
    write(root / "booking_fn/.chalice/config.json", "{}")
    write(root / "booking_fn/.chalice/deployed/prod.json", "{}")
    write(root / "booking_fn/chalicelib/settings.py", "")
    write(root / "booking_fn/chalicelib/__pycache__/settings.cpython-311.pyc", "")
    write(root / "booking_fn/chalicelib/site.json", "stale")
    write(root / "booking_fn/chalicelib/templates/pages/booking.html", "")
    write(root / "booking_fn/chalicelib/templates/shared/stale.html", "")
    write(root / "booking_fn/chalicelib/locale/en/LC_MESSAGES/booking.po", CATALOGUE)
    write(root / "theme/templates/components/booking_form.html", "{{ form }}")
    write(root / "theme/locale/en/LC_MESSAGES/theme.po", CATALOGUE)
    write(root / "infra/security_headers.json", "{}")
    write(root / "devstack/inbox.py", "")
    return staging.Sources(root, write(tmp_path / "site.json", json.dumps(SITE)))


def test_the_python_that_is_named_is_taken(tmp_path: Path) -> None:
    named = a_python(tmp_path / "python", "echo 3.13")
    assert python313.find({"PYTHON313": str(named)}) == named


def test_a_named_python_of_another_version_is_refused_with_what_to_do(tmp_path: Path) -> None:
    named = a_python(tmp_path / "python", "echo 3.11")
    with pytest.raises(python313.NoPython, match=r"is no Python 3\.13: give the path of one"):
        python313.find({"PYTHON313": str(named)})


def test_a_python_on_the_path_that_only_complains_is_passed_over(tmp_path: Path) -> None:
    a_python(tmp_path / "bin/python3.13", "echo not installed >&2; exit 127")
    a_python(tmp_path / "home/.pyenv/versions/3.13.2/bin/python", "echo 3.13")
    newest = a_python(tmp_path / "home/.pyenv/versions/3.13.10/bin/python", "echo 3.13")
    assert python313.find({"PATH": str(tmp_path / "bin"), "HOME": str(tmp_path / "home")}) == newest


def test_without_python_3_13_make_package_says_in_a_sentence_what_to_do(
    sources: staging.Sources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = {"PATH": str(tmp_path / "empty"), "HOME": str(tmp_path), "SITE_FILE": str(sources.site_file)}
    assert package.main(environ | {"PACKAGE_DIR": str(tmp_path / "package")}) == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "there is none here: install it" in said
    assert "PYTHON313=" in said


def test_without_the_build_make_package_says_to_build_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    named = a_python(tmp_path / "python", "echo 3.13")
    missing = {"PYTHON313": str(named), "SITE_FILE": str(tmp_path / "none.json")}
    assert package.main(missing | {"PACKAGE_DIR": str(tmp_path / "package")}) == 1
    assert "run `make build` first" in capsys.readouterr().err


@pytest.mark.parametrize("lock", ["booking_fn/requirements.txt", "infra/requirements.txt"])
def test_a_lock_holds_hashes_and_the_versions_of_the_local_run(lock: str) -> None:
    text, local = Path(lock).read_text(), Path("requirements/serve.txt").read_text()
    pins = re.findall(r"^[a-z0-9-]+==\S+", text, re.MULTILINE)
    assert len(pins) > 10
    assert [pin for pin in pins if pin not in local] == []
    assert len(re.findall(r"^[a-z0-9-]+==.*\n    --hash=sha256:", text, re.MULTILINE)) == len(pins)
    assert "://" not in text


def test_what_is_staged_is_what_the_functions_need_and_nothing_stale(sources: staging.Sources, tmp_path: Path) -> None:
    staging.stage(sources, tmp_path / "staged")
    staged = {path.relative_to(tmp_path / "staged").as_posix() for path in (tmp_path / "staged").rglob("*.*")}
    assert {path for path in staged if (tmp_path / "staged" / path).is_file()} == {
        "app.py", ".chalice/config.json", "chalicelib/settings.py", "chalicelib/site.json",
        "chalicelib/security_headers.json", "chalicelib/shared_manifest.json",
        "chalicelib/templates/pages/booking.html", "chalicelib/templates/shared/booking_form.html",
        "chalicelib/locale/en/LC_MESSAGES/booking.mo", "chalicelib/locale/shared/en/LC_MESSAGES/theme.mo",
    }


def test_the_manifest_tells_when_a_shared_file_was_changed(sources: staging.Sources, tmp_path: Path) -> None:
    staging.stage(sources, tmp_path / "staged")
    lib = tmp_path / "staged" / "chalicelib"
    manifest = json.loads((lib / staging.MANIFEST).read_text())
    assert staging.hashes(lib) == manifest
    (lib / "templates/shared/booking_form.html").write_text("{{ other }}")
    assert staging.hashes(lib) != manifest


def test_a_catalogue_with_a_fault_stops_the_packaging(sources: staging.Sources, tmp_path: Path) -> None:
    write(sources.root / "theme/locale/en/LC_MESSAGES/theme.po", CATALOGUE + 'msgid "cut\n')
    with pytest.raises(staging.CannotStage, match=r"theme\.po of en: .*: mend it"):
        staging.stage(sources, tmp_path / "staged")


def test_a_zip_depends_on_its_content_alone(tmp_path: Path) -> None:
    for name in ("one", "two"):
        write(tmp_path / name / "b.py", "b = 1")
        write(tmp_path / name / "a/a.py", "a = 1")
        os.utime(tmp_path / name / "b.py", (0 if name == "one" else 10**9,) * 2)
    (tmp_path / "two/b.py").chmod(0o755)
    sizes = [bundle.pack(tmp_path / name, tmp_path / f"{name}.zip") for name in ("one", "two")]
    assert (tmp_path / "one.zip").read_bytes() == (tmp_path / "two.zip").read_bytes()
    assert {size.unpacked for size in sizes} == {10}
    with zipfile.ZipFile(tmp_path / "one.zip") as made:
        assert made.namelist() == ["a/a.py", "b.py"]


def test_of_babels_data_the_languages_of_the_site_remain(tmp_path: Path) -> None:
    for name in ("root", "fr", "fr_CA", "en", "en_150", "de"):
        write(tmp_path / f"babel/locale-data/{name}.dat", "")
    bundle.prune(tmp_path, ["fr", "en"])
    assert sorted(path.stem for path in (tmp_path / "babel/locale-data").iterdir()) == ["en", "fr", "root"]


def test_the_sample_is_a_site_file() -> None:
    validate(SITE, json.loads(Path("schemas/site.schema.json").read_text(encoding="utf-8")))


def test_the_gateway_answers_in_the_shops_own_pages() -> None:
    answers = gateway.responses(SITE)
    assert answers["MISSING_AUTHENTICATION_TOKEN"]["statusCode"] == "404"
    assert answers["INTEGRATION_TIMEOUT"]["statusCode"] == "504"
    for answer in answers.values():
        (page,) = answer["responseTemplates"].values()
        document = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
        assert document.get("lang") == "fr"
        assert [part.get("lang") for part in document.iter("section")] == ["fr", "en", "es", "de"]
        assert [link.get("href") for link in document.iter("a")] == ["/fr/", "/en/", "/es/", "/de/"]
        assert document.find(".//link[@rel='stylesheet']").get("href") == SITE["assets"]["css"]
        assert not list(document.iter("script")) + list(document.iter("style"))
        assert "$" not in page
        assert "#" not in page
