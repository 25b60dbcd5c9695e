"""Every `Files` keeps the promises of the port: one suite over the folder, the fake and S3."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import botocore.session
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber
from chalicelib.adapters.local_files import LocalFiles
from chalicelib.adapters.s3_files import S3Files
from chalicelib.ports import FileChanged, Files, Unavailable
from moto import mock_aws

from tests.fakes.files import FakeFiles

PATH = "availability/murals.json"
OUTSIDE = [
    "../murals.json", "/etc/murals.json", "availability/../../murals.json", "availability//murals.json", "", ".",
    ".lock", "availability/.hidden", "availability\\..\\murals.json", "availability/mu\nrals.json", "murals.json\n",
    "availability/", "availability/murals\0.json", "availability/é.json",
]


def s3_client(**given: Any) -> Any:
    client = botocore.session.get_session().create_client(
        "s3", region_name="eu-west-3", aws_access_key_id="test", aws_secret_access_key="test", **given
    )
    return client


@pytest.fixture
def bucket() -> Iterator[Any]:
    with mock_aws():
        client = s3_client()
        client.create_bucket(Bucket="site", CreateBucketConfiguration={"LocationConstraint": "eu-west-3"})
        yield client
        client.close()


@pytest.fixture(params=["folder", "fake", "s3"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    if request.param == "folder":
        return LocalFiles(tmp_path / "files")
    if request.param == "fake":
        return FakeFiles()
    return S3Files("site", request.getfixturevalue("bucket"))


def etag(files: Files) -> str:
    found = files.read(PATH)
    assert found is not None
    return found.etag


def body(files: Files) -> bytes:
    found = files.read(PATH)
    assert found is not None
    return found.body


def test_a_file_never_written_is_none(files: Files) -> None:
    assert files.read(PATH) is None


def test_what_was_written_is_read_back(files: Files) -> None:
    files.write(PATH, b'{"a": 1}', replaces=None)
    assert body(files) == b'{"a": 1}'


def test_an_empty_file_is_a_file(files: Files) -> None:
    files.write(PATH, b"", replaces=None)
    assert body(files) == b""


def test_another_content_has_another_etag(files: Files) -> None:
    files.write(PATH, b"one", replaces=None)
    first = etag(files)
    files.write(PATH, b"two", replaces=first)
    assert etag(files) != first
    assert body(files) == b"two"


def test_the_file_read_may_be_replaced_again_and_again(files: Files) -> None:
    files.write(PATH, b"0", replaces=None)
    for count in range(1, 4):
        files.write(PATH, str(count).encode(), replaces=etag(files))
    assert body(files) == b"3"


def test_a_second_first_writer_is_told_that_the_file_is_there(files: Files) -> None:
    files.write(PATH, b"first", replaces=None)
    with pytest.raises(FileChanged):
        files.write(PATH, b"second", replaces=None)
    assert body(files) == b"first"


def test_of_two_writers_that_read_the_same_only_the_first_writes(files: Files) -> None:
    files.write(PATH, b"start", replaces=None)
    read_by_both = etag(files)
    files.write(PATH, b"one", replaces=read_by_both)
    with pytest.raises(FileChanged):
        files.write(PATH, b"two", replaces=read_by_both)
    assert body(files) == b"one"


def test_a_file_that_is_not_there_cannot_be_replaced(files: Files) -> None:
    files.write("availability/other.json", b"x", replaces=None)
    found = files.read("availability/other.json")
    assert found is not None
    with pytest.raises(FileChanged):
        files.write(PATH, b"new", replaces=found.etag)
    assert files.read(PATH) is None


@pytest.mark.parametrize("path", OUTSIDE)
def test_a_path_that_could_lead_out_is_refused(files: Files, path: str) -> None:
    with pytest.raises(ValueError, match="not the path"):
        files.write(path, b"x", replaces=None)
    with pytest.raises(ValueError, match="not the path"):
        files.read(path)


INCREMENT = """
import json, sys
from pathlib import Path
from chalicelib.adapters.local_files import LocalFiles
from chalicelib.ports import FileChanged
files = LocalFiles(Path(sys.argv[1]))
for _ in range(20):
    while True:
        found = files.read("count.json")
        count = json.loads(found.body) if found else 0
        try:
            files.write("count.json", json.dumps(count + 1).encode(), replaces=found.etag if found else None)
        except FileChanged:
            continue
        break
"""


def test_processes_that_write_the_same_file_lose_no_write(tmp_path: Path) -> None:
    environment = {"PYTHONPATH": "booking_fn"}
    programs = [
        subprocess.Popen([sys.executable, "-c", INCREMENT, str(tmp_path)], env=environment) for _ in range(4)
    ]
    assert [program.wait(timeout=60) for program in programs] == [0, 0, 0, 0]
    found = LocalFiles(tmp_path).read("count.json")
    assert found is not None
    assert json.loads(found.body) == 80


def test_a_folder_keeps_no_trace_of_a_write_that_failed(tmp_path: Path) -> None:
    (tmp_path / PATH).mkdir(parents=True)
    (tmp_path / PATH / "in the way").touch()
    with pytest.raises(OSError, match="directory"):
        LocalFiles(tmp_path).write(PATH, b"x", replaces=None)
    assert [path.name for path in (tmp_path / "availability").iterdir()] == ["murals.json"]


def test_s3_is_told_the_type_and_a_short_life_in_caches(bucket: Any) -> None:
    S3Files("site", bucket).write(PATH, b"{}", replaces=None)
    stored = bucket.get_object(Bucket="site", Key=PATH)
    assert stored["ContentType"] == "application/json"
    assert stored["CacheControl"] == "public, max-age=5, stale-while-revalidate=30"


@pytest.mark.parametrize(
    ("code", "status", "raised"),
    [
        ("PreconditionFailed", 412, FileChanged),
        ("ConditionalRequestConflict", 409, FileChanged),
        ("NoSuchKey", 404, FileChanged),
        ("SlowDown", 503, Unavailable),
        ("InternalError", 500, Unavailable),
        ("AccessDenied", 403, Unavailable),
    ],
)
def test_a_refusal_of_s3_tells_a_changed_file_from_a_bad_moment(
    code: str, status: int, raised: type[Exception]
) -> None:
    client = s3_client()
    with Stubber(client) as stub:
        stub.add_client_error("put_object", code, http_status_code=status, expected_params={
            "Bucket": "site", "Key": PATH, "Body": b"{}", "ContentType": "application/json",
            "CacheControl": "public, max-age=5, stale-while-revalidate=30", "IfMatch": '"e"',
        })
        with pytest.raises(raised):
            S3Files("site", client).write(PATH, b"{}", replaces='"e"')
        stub.assert_no_pending_responses()


def test_an_s3_that_does_not_answer_is_unavailable() -> None:
    client = s3_client(endpoint_url="http://127.0.0.1:9")

    def refuse(**_: Any) -> None:
        raise EndpointConnectionError(endpoint_url="http://127.0.0.1:9")

    client.meta.events.register("before-send.s3", refuse)
    with pytest.raises(Unavailable):
        S3Files("site", client).read(PATH)
    with pytest.raises(Unavailable):
        S3Files("site", client).write(PATH, b"{}", replaces=None)
