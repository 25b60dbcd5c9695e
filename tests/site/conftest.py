from collections.abc import Mapping

import pytest

from .building import ROOT, Run, built, run_build
from .reading import Page, read_site


@pytest.fixture(scope="session")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The sample site, built once."""
    return built(run_build(tmp_path_factory.mktemp("sample")))


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The site of the real content, built once."""
    return built(run_build(tmp_path_factory.mktemp("real"), ROOT / "content", BUILD_DAY="2026-11-22"))


@pytest.fixture(scope="session")
def pages(sample: Run) -> Mapping[str, Page]:
    """Its pages by address, but for those that only stand in the frames of others."""
    return {url: page for url, page in read_site(sample.output).items() if "/embed/" not in url}


@pytest.fixture(scope="session")
def embedded(sample: Run) -> Mapping[str, Page]:
    """Its pages for the frames of others, by address."""
    return {url: page for url, page in read_site(sample.output).items() if "/embed/" in url}
