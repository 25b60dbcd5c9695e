"""The package as it is deployed, really made: Chalice, libraries for Lambda's processor, bytecode, template."""

import hashlib
import json
import os
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from infra import python313, staging
from tests.infra.sample_site import SITE

pytestmark = [pytest.mark.package, pytest.mark.timeout(600)]

IMPORTS = "app, chalice, stripe, jinja2, babel, babel.dates, babel.numbers, segno, icalendar, zoneinfo"
WHAT_IS_SHIPPED = f"""
import sys
bundle = sys.argv[1]
sys.path.insert(0, bundle)
import {IMPORTS}
from chalicelib.adapters import jinja_renderer, qr_code, calendar_file, ses_mailer, s3_files, stripe_gateway
for language in ("fr", "en", "es", "de"):
    babel.dates.format_date(locale=language)
    babel.numbers.format_currency(14.5, "EUR", locale=language)
outside = [name for name, module in sorted(sys.modules.items())
           if "site-packages" in (getattr(module, "__file__", None) or "")]
print(outside)
"""
NEEDED_AT_ONCE = """
import sys
sys.path.insert(0, sys.argv[1])
import app
print(sorted({"stripe", "jinja2", "babel", "segno", "icalendar", "requests", "botocore"} & set(sys.modules)))
"""


A_PAGE = """
import os, sys
sys.path.insert(0, sys.argv[1])
os.environ.update(
    SITE_URL="https://visits.example.org", STRIPE_CHECKOUT_KEY="key", STRIPE_WEBHOOK_SECRETS="secret",
    LINK_SECRETS="another secret which is long enough", MAIL_FROM="Faubourg <bonjour@example.org>",
    STORE="sqlite", FILES="local", MAILER="local", DATA_DIR=sys.argv[1] + "/../data",
)
from chalicelib.routes import answers
for language in ("fr", "en", "es", "de"):
    answer = answers.message("not_found", language)
    print(answer.status_code, answer.headers["Content-Security-Policy"])
    print(answer.body)
"""


@dataclass(frozen=True)
class Package:
    """What `make package` made, and its zip unpacked as Lambda does."""

    folder: Path
    unpacked: Path
    said: str

    @property
    def names(self) -> list[str]:
        with zipfile.ZipFile(self.folder / "deployment.zip") as made:
            return made.namelist()

    @property
    def template(self) -> dict[str, Any]:
        template: dict[str, Any] = json.loads((self.folder / "sam.json").read_text())
        return template


@pytest.fixture(scope="module")
def python() -> Path:
    return python313.find(os.environ)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, python: Path) -> Package:
    folder = tmp_path_factory.mktemp("package")
    site_file = folder / "site.json"
    site_file.write_text(json.dumps(SITE))
    environ = os.environ | {"PYTHON313": str(python), "SITE_FILE": str(site_file), "PACKAGE_DIR": str(folder / "out")}
    done = subprocess.run(
        [sys.executable, "-m", "infra.package"], env=environ, capture_output=True, text=True, check=False, timeout=500
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(folder / "out" / "deployment.zip") as bundle:
        bundle.extractall(folder / "unpacked")
    return Package(folder / "out", folder / "unpacked", done.stdout)


def run(python: Path, program: str, made: Package, warnings: str = "error") -> str:
    done = subprocess.run(
        [python, "-I", "-B", "-W", warnings, "-c", program, made.unpacked],
        capture_output=True, text=True, check=False, timeout=100,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def functions(made: Package) -> dict[str, dict[str, Any]]:
    resources = made.template["Resources"]
    return {
        name: one["Properties"] for name, one in resources.items() if one["Type"] == "AWS::Serverless::Function"
    }


def test_it_says_where_the_package_is_and_how_large(made: Package) -> None:
    assert str(made.folder) in made.said
    assert "MB unpacked" in made.said


def test_the_package_is_far_below_what_lambda_takes(made: Package) -> None:
    with zipfile.ZipFile(made.folder / "deployment.zip") as bundle:
        unpacked = sum(entry.file_size for entry in bundle.infolist())
    assert (made.folder / "deployment.zip").stat().st_size < 20e6
    assert unpacked < 60e6


def test_the_local_run_and_the_clouds_own_library_stay_at_home(made: Package) -> None:
    roots = {name.split("/")[0] for name in made.names}
    assert roots.isdisjoint({"devstack", "infra", "plugins", "tests", "botocore", "boto3", "vendor", ".chalice"})
    assert not [name for name in made.names if "devstack" in name or "_dev" in name]


def test_compiled_libraries_are_those_of_lambdas_processor(made: Package) -> None:
    compiled = [name for name in made.names if name.endswith(".so")]
    assert compiled
    assert [name for name in compiled if "cpython-313-aarch64-linux-gnu" not in name] == []


def test_every_module_comes_with_bytecode_that_is_never_checked(made: Package) -> None:
    modules = [name for name in made.names if name.endswith(".py")]
    compiled = [name for name in made.names if name.endswith(".cpython-313.pyc")]
    assert len(compiled) == len(modules)
    for name in compiled:
        assert (made.unpacked / name).read_bytes()[4:8] == b"\x01\0\0\0", name  # PEP 552: hash-based, unchecked


def test_no_path_of_the_machine_that_packaged_is_left(made: Package) -> None:
    here = str(Path.cwd()).encode()
    assert [name for name in made.names if here in (made.unpacked / name).read_bytes()] == []
    assert here.decode() not in (made.folder / "sam.json").read_text()
    assert b"/var/task/app.py" in (made.unpacked / "__pycache__/app.cpython-313.pyc").read_bytes()


def test_what_is_shipped_runs_by_itself(made: Package, python: Path) -> None:
    assert run(python, WHAT_IS_SHIPPED, made) == "[]"


def test_what_is_shipped_renders_a_page_as_the_site_looks(made: Package, python: Path) -> None:
    page = run(python, A_PAGE, made, warnings="default")
    for language in ("fr", "en", "es", "de"):
        assert f'<html lang="{language}"' in page
    assert page.count(SITE["assets"]["css"]) == 4
    assert page.count("404 default-src 'none';") == 4
    assert page.count("form-action 'self' https://checkout.stripe.com;") == 4


def test_a_cold_start_loads_no_library_before_it_is_needed(made: Package, python: Path) -> None:
    assert run(python, NEEDED_AT_ONCE, made) == "[]"


def test_shared_files_are_those_of_the_site(made: Package) -> None:
    lib = made.unpacked / "chalicelib"
    manifest = json.loads((lib / staging.MANIFEST).read_text())
    assert staging.hashes(lib) == manifest
    components = Path("theme/templates/components")
    assert {name for name in manifest if name.startswith("templates/")} == {
        f"templates/shared/{path.relative_to(components).as_posix()}" for path in components.rglob("*.*")
    }
    for path in components.rglob("*.*"):
        shared = f"templates/shared/{path.relative_to(components).as_posix()}"
        assert manifest[shared] == hashlib.sha256(path.read_bytes()).hexdigest()
    headers = Path("infra/security_headers.json").read_bytes()
    assert manifest["security_headers.json"] == hashlib.sha256(headers).hexdigest()


def test_words_are_compiled(made: Package) -> None:
    assert "chalicelib/locale/en/LC_MESSAGES/booking.mo" in made.names
    assert "chalicelib/locale/shared/en/LC_MESSAGES/theme.mo" in made.names
    assert not [name for name in made.names if name.endswith(".po")]


def test_the_template_passes_the_linter(made: Package) -> None:
    linter = Path(sys.executable).with_name("cfn-lint")
    done = subprocess.run(
        [linter, "--regions", "eu-west-3", "--template", made.folder / "sam.json"],
        capture_output=True, text=True, check=False, timeout=200,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_every_function_runs_on_arm_with_its_own_role_and_log(made: Package) -> None:
    found = functions(made)
    assert set(found) == {"APIHandler", "Worker", "Sweep", "Nightly"}
    for one in found.values():
        assert (one["Runtime"], one["Architectures"]) == ("python3.13", ["arm64"])
        assert "LogGroup" in one["LoggingConfig"]
    assert len({str(one["Role"]) for one in found.values()}) == len(found)


def test_in_the_template_too_the_visitors_may_not_refund(made: Package) -> None:
    found = functions(made)
    holders = {name for name, one in found.items() if "STRIPE_REFUND_KEY" in one["Environment"]["Variables"]}
    assert holders == {"Worker", "Sweep", "Nightly"}
    role = made.template["Resources"]["ApiHandlerRole"]["Properties"]["Policies"][0]["PolicyDocument"]
    actions = {action.split(":")[0] for one in role["Statement"] for action in one["Action"]}
    assert actions == {"dynamodb", "logs"}


def test_the_gateway_answers_in_the_shops_pages(made: Package) -> None:
    body = made.template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    answers = body["x-amazon-apigateway-gateway-responses"]
    assert SITE["assets"]["css"] in answers["DEFAULT_5XX"]["responseTemplates"]["text/html"]
    assert "/webhooks/stripe" in body["paths"]
