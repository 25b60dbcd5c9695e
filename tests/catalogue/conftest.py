from pathlib import Path

import pytest

from tests.catalogue.sample import write_content


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A content folder without a fault."""
    return write_content(tmp_path)
