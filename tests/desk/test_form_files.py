"""What the form writes, to the letter, is what the reader takes."""

from datetime import date
from pathlib import Path

import pytest
from catalogue.reading.frontmatter import read_document

AS_THE_FORM_WRITES = """---
title: Ivry, l’école des terrasses
summary: "Deux heures dans les étoiles de béton de Jean Renaudie, avec une
  voisine : elle y tient un jardin."
themes:
  - heritage
  - nature
meeting_point:
  name: Mairie d’Ivry
  lat: 48.8105
tariffs:
  - id: adult
    price_cents: 1500
departures:
  - on: 2027-05-01
    at: 14:30
  - at: 09:05
    every: saturday
---
Une terrasse pour chaque logement.
"""


def test_lists_hours_and_folded_lines_are_read_as_the_form_writes_them(tmp_path: Path) -> None:
    (tmp_path / "ivry.fr.md").write_text(AS_THE_FORM_WRITES, encoding="utf-8")
    read = read_document(str(tmp_path / "ivry.fr.md"), "ivry.fr.md")
    assert read.faults == []
    assert read.values["departures"] == (
        {"on": date(2027, 5, 1), "at": "14:30"}, {"at": "09:05", "every": "saturday"},
    )  # fmt: skip
    assert read.values["themes"] == ("heritage", "nature")
    assert read.values["summary"].endswith("une voisine : elle y tient un jardin.")


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("  - {on: 2027-05-01, at: 14:30}", "unquoted_clock"), ("  - at: 9:30", "not_clock"),
        ("party_max: 14:30", "unquoted_clock"),
    ],
)  # fmt: skip
def test_a_number_that_looks_like_an_hour_is_still_a_fault_elsewhere(tmp_path: Path, line: str, fault: str) -> None:
    text = f"---\ndepartures:\n{line}\n---\nText.\n" if line.startswith(" ") else f"---\n{line}\n---\nText.\n"
    (tmp_path / "ivry.fr.md").write_text(text, encoding="utf-8")
    read = read_document(str(tmp_path / "ivry.fr.md"), "ivry.fr.md")
    assert [one.code for one in read.faults] == [fault]
