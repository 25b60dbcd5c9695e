"""What is written to the bucket of the site, in what order, for how long, and what is never deleted."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import boto3
import pytest
from moto import mock_aws

from infra import deploy

PAGES = {"index.html": "1", "404.html": "2", "booking-down.html": "3"}
ENVIRON = {"FILES_BUCKET": "site", "DISTRIBUTION_ID": "EDFDVBD6EXAMPLE"}


def keys(plan: deploy.Plan) -> list[str]:
    return [upload.key for upload in plan.uploads]


def test_only_what_differs_is_written() -> None:
    built = PAGES | {"fr/a/index.html": "new", "fr/b/index.html": "same"}
    there = PAGES | {"fr/a/index.html": "old", "fr/b/index.html": "same"}
    assert keys(deploy.plan(built, there)) == ["fr/a/index.html"]


def test_style_goes_before_pages_and_pages_before_the_lists_that_lead_to_them() -> None:
    built = PAGES | {"fr/index.html": "3", "fr/visites/a/index.html": "4", "theme/main.12.css": "5"}
    pages = ["404.html", "booking-down.html", "fr/index.html", "index.html"]
    order = ["theme/main.12.css", "fr/visites/a/index.html", *pages]
    assert keys(deploy.plan(built, {})) == order


def test_what_is_no_longer_built_is_deleted_but_for_what_others_write_or_still_name() -> None:
    there = PAGES | {"fr/gone/index.html": "6", "availability/a.json": "7", "theme/main.old.css": "8"}
    assert deploy.plan(PAGES, there).deletes == ("fr/gone/index.html",)


def test_hashed_files_are_kept_for_ever_and_pages_asked_for_each_time() -> None:
    found = {one.key: one for one in deploy.plan(PAGES | {"theme/main.12.css": "5", "fr/feed.xml": "9"}, {}).uploads}
    assert found["theme/main.12.css"].cache_control == "public, max-age=31536000, immutable"
    assert found["index.html"].cache_control == "public, max-age=0, s-maxage=86400, must-revalidate"
    assert found["fr/feed.xml"].content_type == "application/xml; charset=utf-8"
    assert found["index.html"].content_type == "text/html; charset=utf-8"


def test_a_folder_that_is_no_site_is_refused() -> None:
    with pytest.raises(deploy.Refused, match=r"index\.html"):
        deploy.plan({"README.md": "1"}, {})


@pytest.mark.parametrize("name", PAGES)
def test_a_site_without_a_page_that_cloudfront_shows_is_refused(name: str) -> None:
    with pytest.raises(deploy.Refused, match=name):
        deploy.plan({key: digest for key, digest in PAGES.items() if key != name}, {})


def test_most_of_the_site_never_goes_at_once_unless_it_is_forced() -> None:
    there = PAGES | {f"fr/{n}/index.html": "1" for n in range(100)}
    with pytest.raises(deploy.Refused, match="100 of 103 files"):
        deploy.plan(PAGES, there)
    assert len(deploy.plan(PAGES, there, force=True).deletes) == 100


def test_former_style_does_not_count_as_site() -> None:
    there = PAGES | {f"theme/{n}.css": "1" for n in range(1_000)} | {f"fr/{n}": "1" for n in range(60)}
    with pytest.raises(deploy.Refused):
        deploy.plan(PAGES, there)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        s3 = boto3.client("s3")
        s3.create_bucket(Bucket="site")
        yield s3


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in (*PAGES, "fr/index.html", "theme/main.12.css"):
        path = tmp_path / "output" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    return tmp_path / "output"


@pytest.fixture
def distribution(bucket: Any) -> str:
    domain = {"DomainName": "site.s3.us-east-1.amazonaws.com", "S3OriginConfig": {"OriginAccessIdentity": ""}}
    origin = {"Id": "site"} | domain
    behaviour = {"TargetOriginId": "site", "ViewerProtocolPolicy": "redirect-to-https", "MinTTL": 0}
    forwarded = {"QueryString": False, "Cookies": {"Forward": "none"}}
    made = boto3.client("cloudfront").create_distribution(
        DistributionConfig={
            "CallerReference": "1", "Comment": "", "Enabled": True, "Origins": {"Quantity": 1, "Items": [origin]},
            "DefaultCacheBehavior": behaviour | {"ForwardedValues": forwarded},
        }
    )  # fmt: skip
    return str(made["Distribution"]["Id"])


def test_a_site_is_brought_to_the_bucket_and_then_nothing_is_left_to_do(
    bucket: Any, site: Path, distribution: str, capsys: pytest.CaptureFixture[str]
) -> None:
    environ = ENVIRON | {"DISTRIBUTION_ID": distribution}
    bucket.put_object(Bucket="site", Key="availability/a.json", Body=b"{}")
    bucket.put_object(Bucket="site", Key="fr/gone/index.html", Body=b"gone")
    assert deploy.main([str(site)], environ) == 0
    assert deploy.main([str(site)], environ) == 0
    assert capsys.readouterr().out.splitlines() == [
        "5 written, 1 deleted, of 5 files", "0 written, 0 deleted, of 5 files"
    ]  # fmt: skip
    forgotten = boto3.client("cloudfront").list_invalidations(DistributionId=distribution)
    assert forgotten["InvalidationList"]["Quantity"] == 1
    assert set(deploy.listed(bucket, "site")) == {*deploy.files(site), "availability/a.json"}
    head = bucket.head_object(Bucket="site", Key="theme/main.12.css")
    assert (head["CacheControl"], head["ContentType"]) == (deploy.FOR_EVER, "text/css; charset=utf-8")


def test_a_plan_is_told_and_nothing_done(bucket: Any, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main([str(site), "--plan"], ENVIRON) == 0
    assert capsys.readouterr().out.startswith(f"+ theme/main.12.css ({deploy.FOR_EVER})\n")
    assert deploy.listed(bucket, "site") == {}


def test_settings_that_are_missing_are_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert deploy.main([str(site)], {"FILES_BUCKET": "site"}) == 2
    assert capsys.readouterr().err == "Not set: DISTRIBUTION_ID\n"


def test_cloudfront_forgets_everything_by_one_path() -> None:
    class CloudFront:
        def create_invalidation(self, **asked: Any) -> None:
            self.asked = asked

    cloudfront = CloudFront()
    deploy.forget(cloudfront, "E1", 1_800_000_000.4)
    assert cloudfront.asked == {
        "DistributionId": "E1",
        "InvalidationBatch": {"Paths": {"Quantity": 1, "Items": ["/*"]}, "CallerReference": "deploy-1800000000"},
    }
