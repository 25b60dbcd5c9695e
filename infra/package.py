"""`make package`: the functions as AWS takes them, in build/package: `deployment.zip` and the template `sam.json`.

Chalice writes the template and its own runtime; this adds the libraries for Lambda's processor, every one checked by
its hash, the bytecode, the templates and words shared with the site, and the parts of infra/merge.yaml.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from infra import bundle, gateway, python313, staging, templates

ROOT = Path(__file__).resolve().parent.parent
REGION = "eu-west-3"
"""Chalice asks for one; nothing in the template depends on it."""
LAMBDA = ("--platform", "manylinux2014_aarch64", "--platform", "manylinux_2_28_aarch64", "--implementation", "cp")


def main(environ: Mapping[str, str]) -> int:
    """Package, and tell where the result is and how large. Returns the exit code."""
    sources = staging.Sources(ROOT, Path(environ.get("SITE_FILE") or ROOT / "build" / "publish" / "site.json"))
    target = Path(environ.get("PACKAGE_DIR") or ROOT / "build" / "package")
    try:
        size = package(sources, target, python313.find(environ))
    except (python313.NoPython, staging.CannotStage) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"{error.cmd[0]} ended with code {error.returncode}:\n{error.stderr or ''}\n")
        return 1
    _warn_of_a_local_build(sources.site_file)
    sizes = f"{size.zipped / 1e6:.1f} MB, {size.unpacked / 1e6:.1f} MB unpacked"
    sys.stdout.write(f"{target}: deployment.zip ({sizes}) and sam.json\n")
    return 0


def _warn_of_a_local_build(site_file: Path) -> None:
    site_url = json.loads(site_file.read_text(encoding="utf-8"))["site_url"]
    if not site_url.startswith("https://"):
        cure = "before deploying, run `make build` with SITE_URL="
        sys.stderr.write(f"{site_file} is of a site at {site_url}: {cure}\n")


def package(sources: staging.Sources, target: Path, python: Path) -> bundle.Size:
    """Write `deployment.zip` and `sam.json` into `target`."""
    work = target / "work"
    shutil.rmtree(work, ignore_errors=True)
    for former in (target / "deployment.zip", target / "sam.json"):
        former.unlink(missing_ok=True)
    staging.stage(sources, work / "project")
    tools = _tools(sources.root, python)
    site = json.loads(sources.site_file.read_text(encoding="utf-8"))
    _install_libraries(tools, sources.root, work / "libraries")
    bundle.prune(work / "libraries", [language["code"] for language in site["languages"]])
    _run_chalice(tools, work, _merge_template(site))
    size = _bundle(tools, work, target / "deployment.zip")
    shutil.move(work / "out" / "sam.json", target / "sam.json")
    shutil.rmtree(work)
    return size


def _tools(root: Path, python: Path) -> Path:
    """The Python of a virtual environment with Chalice, made anew when its locked list changed."""
    lock = root / "infra" / "requirements.txt"
    made_from = hashlib.sha256(lock.read_bytes() + str(python).encode()).hexdigest()
    folder = root / "var" / "package-venv"
    stamp = folder / "made-from"
    tools = folder / "bin" / "python"
    if not stamp.is_file() or stamp.read_text() != made_from:
        _run([python, "-m", "venv", "--clear", folder])
        _run([tools, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", lock])
        stamp.write_text(made_from)
    return tools


def _install_libraries(tools: Path, root: Path, target: Path) -> None:
    """Not by Chalice: it checks no hash of a library that it fetches for another processor."""
    _run([
        tools, "-m", "pip", "install", "--quiet", "--require-hashes", "--no-deps", "--no-compile",
        "--only-binary", ":all:", *LAMBDA, "--python-version", python313.VERSION,
        "--target", target, "-r", root / "booking_fn" / "requirements.txt",
    ])


def _merge_template(site: Mapping[str, Any]) -> dict[str, Any]:
    """The parts of infra/merge.yaml, with the gateway's answers."""
    template = templates.load(ROOT / "infra" / "merge.yaml")
    answers = {"x-amazon-apigateway-gateway-responses": gateway.responses(site)}
    template["Resources"]["RestAPI"] = {"Properties": {"DefinitionBody": answers}}
    return template


def _run_chalice(tools: Path, work: Path, merge: Mapping[str, Any]) -> None:
    (work / "merge.json").write_text(json.dumps(merge), encoding="utf-8")
    # The libraries are only on the path, so that app.py can be imported; they join the bundle later, compiled there.
    kept_as_they_are = {"PYTHONPATH": str(work / "libraries"), "PYTHONDONTWRITEBYTECODE": "1"}
    environ = {**os.environ, "AWS_DEFAULT_REGION": REGION, **kept_as_they_are}
    chalice = tools.with_name("chalice")
    _run(
        [chalice, "package", "--stage", "prod", "--merge-template", work / "merge.json", work / "out"],
        cwd=work / "project", env=environ,
    )


def _bundle(tools: Path, work: Path, target: Path) -> bundle.Size:
    """Chalice's own zip and the libraries, compiled and zipped again."""
    with zipfile.ZipFile(work / "out" / "deployment.zip") as chalice:
        chalice.extractall(work / "bundle")
    shutil.copytree(work / "libraries", work / "bundle", dirs_exist_ok=True)
    bundle.compile_all(tools, work / "bundle")
    return bundle.pack(work / "bundle", target)


def _run(command: list[str | Path], **options: Any) -> None:
    subprocess.run(command, check=True, capture_output=True, text=True, **options)


if __name__ == "__main__":
    sys.exit(main(os.environ))
