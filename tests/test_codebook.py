from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from planoteca import codebook
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData
from planoteca.workspace import Workspace


@pytest.fixture
def copy(project: Workspace, tmp_path: Path) -> Path:
    return Path(shutil.copytree(project.codebook, tmp_path / "codebook"))


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_the_codebook_is_valid_and_rich(vocabularies: Codebook) -> None:
    indicators = vocabularies["indicators"]
    assert len(indicators.rows) >= 40
    assert indicators.rows["water_access_rate"]["complement_id"] == "water_no_access_rate"
    assert indicators.rows["water_no_access_rate"]["complement_id"] == "water_access_rate"
    assert vocabularies["dimensions"].label("social", "en") == "Social"


def test_an_alias_resolves_to_its_code(vocabularies: Codebook) -> None:
    assert vocabularies["indicators"].resolve("human_development_index") == "hdi"


def test_all_problems_are_reported_together_with_file_and_line(copy: Path) -> None:
    kinds = copy / "kinds.csv"
    lines = kinds.read_text("utf-8").splitlines()
    kinds.write_text("\n".join([*lines, lines[1], "pledge,,Pledge,d,d"]) + "\n", "utf-8")
    indicators = copy / "indicators.csv"
    with indicators.open("a", encoding="utf-8") as file:
        file.write("ghost,Fantasma,Ghost,cubits,sideways,,social,weather,,,,\n")
    number = len(indicators.read_text("utf-8").splitlines())
    with pytest.raises(InvalidData) as caught:
        codebook.load(copy)
    problems = "\n".join(caught.value.problems)
    assert f"{kinds}:5: kind_id 'target' is already defined in line 2" in problems
    assert f"{kinds}:6: label_es of 'pledge' is blank" in problems
    assert f"{indicators}:{number}: unit_id 'cubits' is not in units.csv" in problems
    assert f"{indicators}:{number}: topic 'weather' is not in topics.csv" in problems
    assert f"{indicators}:{number}: polarity 'sideways'" in problems
    assert len(caught.value.problems) == 5


def test_a_missing_file_and_a_missing_column_are_named(copy: Path) -> None:
    (copy / "sections.csv").unlink()
    _edit(copy / "units.csv", "symbol", "sign")
    with pytest.raises(InvalidData) as caught:
        codebook.load(copy)
    assert f"{copy / 'sections.csv'}: missing" in caught.value.problems
    assert f"{copy / 'units.csv'}:1: missing column(s) symbol" in caught.value.problems


def test_a_complement_must_name_its_partner_back(copy: Path) -> None:
    _edit(copy / "indicators.csv", ",water_no_access_rate,", ",electricity_no_access_rate,")
    with pytest.raises(InvalidData, match="does not name 'water_access_rate' back"):
        codebook.load(copy)


def test_the_hash_follows_the_content(copy: Path, vocabularies: Codebook) -> None:
    assert codebook.load(copy).sha256 == vocabularies.sha256
    _edit(copy / "themes.csv", "Salud", "Sanidad")
    assert codebook.load(copy).sha256 != vocabularies.sha256
