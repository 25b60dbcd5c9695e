"""`python -m infra.cms output`: puts the editors' form, Decap CMS, into a built site as `/admin/`.

Decap comes from npm, one archive of one version, checked against the hash below before anything of it is unpacked;
of its thousand dependencies, all of which are inside, none is installed. Read from the environment: CONTENT, SITE_URL,
CMS_REPO (`owner/name` at GitHub, required), CMS_BRANCH, CMS_SIGN_IN (where GitHub's sign-in is handled).
"""

import base64
import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml
from catalogue.desk.cms import Office, config
from catalogue.desk.options import lists
from catalogue.reading.faults import Faults

from infra.node_tools import NodeMissing, npm, put

VERSION = "3.16.3"
INTEGRITY = "sha512-hf+dPlCh7TJmWl8+6VRzHYOWhri5xgUknrZbDewaWe4s9B7xJ8PQugp2QHeSldMUKzav6+z0oIpwUYhUJDYtYw=="
"""Subresource Integrity of the archive, as npm's registry gives it."""
WANTED = re.compile(r"package/dist/((?:[0-9]+\.)?decap-cms\.js|[0-9a-f]{20}\.wasm|decap-cms\.js\.LICENSE\.txt)")
"""Of what is in it: the form, the parts that it loads later, and the licences of what it is made of."""
OWN = Path(__file__).resolve().parent / "admin"
CACHE = Path("var/cache/cms")
REPO = re.compile(r"[A-Za-z0-9._-]+/[A-Za-z0-9._-]+")


class FormRefused(Exception):
    """The form cannot be put into the site; the message says why and what to do."""


def decap(cache: Path) -> Path:
    """The folder of Decap's files, brought and checked unless it is there. Raises FormRefused and NodeMissing."""
    folder = cache / f"decap-{VERSION}"
    if not folder.exists():
        cache.mkdir(parents=True, exist_ok=True)
        fresh = Path(tempfile.mkdtemp(dir=cache))
        unpack(checked(_archive(), INTEGRITY), fresh)
        fresh.chmod(0o755)
        put(fresh, folder)
    return folder


def _archive() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        try:
            npm(["pack", f"decap-cms@{VERSION}", "--silent"], Path(folder))
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as failure:
            raise FormRefused(f"npm could not bring Decap CMS: is its registry reachable? {failure}") from failure
        return next(Path(folder).glob("*.tgz")).read_bytes()


def checked(archive: bytes, integrity: str) -> bytes:
    """The archive, if its SHA-512 is the one that is pinned. Raises FormRefused."""
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive).digest()).decode()
    if found != integrity:
        raise FormRefused("Decap CMS is not the one that was examined: its SHA-512 differs. Nothing was unpacked.")
    return archive


def unpack(archive: bytes, folder: Path) -> None:
    """Write the wanted files of an archive into a folder, by name alone: no path of the archive is followed."""
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            found = WANTED.fullmatch(member.name)
            content = files.extractfile(member) if found and member.isfile() else None
            if found and content:
                (folder / found[1]).write_bytes(content.read())


def lay_out(target: Path, content: Path, office: Office, cache: Path = CACHE) -> None:
    """Write the form into the folder `target`. Raises Faults, FormRefused and NodeMissing: then `target` stays."""
    said = yaml.safe_dump(config(office, lists(content, office.locale)), sort_keys=False, allow_unicode=True)
    source = decap(cache)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    shutil.copytree(source, fresh)
    shutil.copytree(OWN, fresh, dirs_exist_ok=True)
    (fresh / "config.yml").write_text(said, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    fresh.rename(target)


def office_of(env: Mapping[str, str]) -> Office:
    """The office that the environment tells of. Raises FormRefused where it does not say where proposals go."""
    repo = env.get("CMS_REPO", "")
    if not REPO.fullmatch(repo):
        raise FormRefused("CMS_REPO is not set to where proposals go -> CMS_REPO=owner/name, of GitHub.")
    return Office(
        content=Path(env.get("CONTENT", "content")).name, repo=repo, branch=env.get("CMS_BRANCH") or "main",
        sign_in_url=env.get("CMS_SIGN_IN", ""), site_url=env.get("SITE_URL", ""),
    )  # fmt: skip


def main(arguments: Sequence[str]) -> int:
    """Put the form into the site of the folder given."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("Say where the built site is: python -m infra.cms output", file=sys.stderr)
        return 2
    try:
        content = Path(os.environ.get("CONTENT", "content"))
        lay_out(Path(arguments[0]) / "admin", content, office_of(os.environ))
    except (FormRefused, NodeMissing, Faults) as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"{arguments[0]}/admin: the form, Decap CMS {VERSION}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
