"""One pass over the content folder: what is there, and whether it has changed since."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from catalogue.reading.scan import NO_FILE, scan

from tests.catalogue.sample import FILES

ROOT = Path(__file__).parents[2]


def test_every_file_is_found_with_its_size_and_times(content: Path) -> None:
    found = scan(str(content))
    assert {name for name, stat in found.items() if stat != NO_FILE} == set(FILES)
    on_disk = (content / "offers/kayak.fr.md").stat()
    assert found["offers/kayak.fr.md"] == (on_disk.st_size, on_disk.st_mtime_ns, on_disk.st_ctime_ns)


def test_folders_and_links_are_named_without_size_or_time(content: Path) -> None:
    (content / "offers/kayak.en.md").unlink()
    (content / "offers/kayak.en.md").symlink_to(content / "taxonomy.yaml")
    (content / "pages/old").mkdir()
    found = scan(str(content))
    assert {name for name, stat in found.items() if stat == NO_FILE} == {
        "offers", "pages", "partners", "offers/kayak.en.md", "pages/old",
    }  # fmt: skip


def test_a_folder_of_offers_or_partners_is_looked_into_and_no_deeper(content: Path) -> None:
    (content / "offers/val-de-marne/deeper").mkdir(parents=True)
    (content / "offers/val-de-marne/.swap").mkdir()
    (content / "offers/kayak.fr.md").rename(content / "offers/val-de-marne/kayak.fr.md")
    found = scan(str(content))
    assert {name for name in found if name.startswith("offers/val")} == {
        "offers/val-de-marne/deeper", "offers/val-de-marne/kayak.fr.md",
    }  # fmt: skip
    assert found["offers/val-de-marne/deeper"] == NO_FILE != found["offers/val-de-marne/kayak.fr.md"]


def test_a_link_to_a_folder_is_not_followed(content: Path) -> None:
    (content / "offers/elsewhere").symlink_to(content / "partners", target_is_directory=True)
    assert {name for name in scan(str(content)) if "elsewhere" in name} == {"offers/elsewhere"}


def test_names_that_begin_with_a_dot_are_left_out(content: Path) -> None:
    before = scan(str(content))
    (content / "offers/.kayak.fr.md.swp").write_text("x")
    (content / ".git").mkdir()
    assert scan(str(content)) == before


def test_a_save_that_keeps_size_and_time_of_writing_is_seen(content: Path) -> None:
    path = content / "offers/kayak.fr.md"
    before, stat = scan(str(content)), path.stat()
    path.write_text(path.read_text().replace("capacity: 12", "capacity: 13"))
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    after = scan(str(content))
    assert {name for name in before if before[name] != after[name]} == {"offers/kayak.fr.md"}


def test_a_folder_that_is_missing_holds_nothing_and_a_missing_content_is_an_error(content: Path) -> None:
    (content / "pages").rename(content / "partners/pages")
    assert not any(name.startswith("pages") for name in scan(str(content)))
    with pytest.raises(FileNotFoundError):
        scan(str(content / "nowhere"))
    with pytest.raises(NotADirectoryError):
        scan(str(content / "taxonomy.yaml"))


def test_a_scan_imports_nothing_but_what_python_itself_has_imported() -> None:
    code = "import sys; had = set(sys.modules); import catalogue.reading.scan; print(*sorted(set(sys.modules) - had))"
    environ = os.environ | {"PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environ, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == ["catalogue", "catalogue.reading", "catalogue.reading.scan"]
