"""Public files in the S3 bucket of the site, which CloudFront serves."""

from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from chalicelib.adapters.file_paths import checked
from chalicelib.ports import File, FileChanged, Unavailable

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

CACHE_CONTROL = "public, max-age=5, stale-while-revalidate=30"
CHANGED = {"PreconditionFailed", "ConditionalRequestConflict", "NoSuchKey"}
"""412: another content is there; 409: another writer is at it; 404: the file to replace is gone."""


class S3Files:
    """`Files` in a bucket. S3 checks the etag in the very write (`If-Match`, `If-None-Match`)."""

    def __init__(self, bucket: str, client: "S3Client | None" = None) -> None:
        self._bucket = bucket
        self._given = client

    def read(self, path: str) -> File | None:
        """The file as it stands, or `None`. Raises `Unavailable`."""
        answer = self._call("get_object", Bucket=self._bucket, Key=checked(path), accepts={"NoSuchKey"})
        return None if answer is None else File(answer["Body"], answer["ETag"])

    def write(self, path: str, body: bytes, *, replaces: str | None, content_type: str = "application/json") -> None:
        """Write the file if it still has the etag `replaces` (`None`: if there is none).

        An answer that was lost and asked again by the client may raise `FileChanged` although the file was written.

        Raises `FileChanged`, `Unavailable`.
        """
        guard = {"IfNoneMatch": "*"} if replaces is None else {"IfMatch": replaces}
        answer = self._call(
            "put_object", Bucket=self._bucket, Key=checked(path), Body=body, ContentType=content_type,
            CacheControl=CACHE_CONTROL, accepts=CHANGED, **guard,
        )
        if answer is None:
            raise FileChanged(path)

    def _call(self, operation: str, *, accepts: set[str], **parameters: Any) -> Any:
        """S3's answer, its body read, or `None` for a refusal with one of the codes `accepts`.

        Whatever else goes wrong is `Unavailable`.
        """
        from botocore.exceptions import BotoCoreError, ClientError

        try:
            answer = getattr(self._client, operation)(**parameters)
            return {**answer, "Body": answer["Body"].read()} if "Body" in answer else answer
        except ClientError as error:
            if error.response["Error"]["Code"] in accepts:
                return None
            raise Unavailable(f"S3 {operation}: {error}") from error
        except BotoCoreError as error:
            raise Unavailable(f"S3 {operation}: {error}") from error

    @cached_property
    def _client(self) -> "S3Client":
        if self._given is not None:
            return self._given
        import botocore.session  # 160 ms of a cold start: only where a file is really written
        from botocore.config import Config

        config = Config(connect_timeout=3, read_timeout=10, retries={"mode": "standard", "total_max_attempts": 3})
        return cast("S3Client", botocore.session.get_session().create_client("s3", config=config))
