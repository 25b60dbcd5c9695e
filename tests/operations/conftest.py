from pathlib import Path

import pytest

from tests.fakes.shop import ShopForTests, a_shop


@pytest.fixture
def the(tmp_path: Path) -> ShopForTests:
    """A shop that sells the walk `murals`."""
    return a_shop(tmp_path)
