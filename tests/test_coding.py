from __future__ import annotations

import re
import shutil
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from codings import coded, quantity
from planoteca import coding
from planoteca.codebook import Codebook
from planoteca.errors import InvalidData
from planoteca.workspace import Workspace

# Plan -> commitments, quantities and statistics of the settled hand coding.
SIZES = {
    "candarave-2018": (28, 22, 63),
    "espinar-2018": (48, 5, 4),
    "huancane-2018": (29, 0, 93),
    "ilo-2018": (71, 65, 0),
    "tarata-2018": (19, 3, 0),
}
COMMITMENTS = (
    "sequence,kind,section,dimension,axis,problem,objective,statement,page_start,page_end,"
    "line_start,line_end,deadline\n"
)


def _write(folder: Path, commitments: str, quantities: str = "", statistics: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "commitments.csv").write_text(COMMITMENTS + commitments, "utf-8")
    header = "sequence,position,value,unit,comparator,subject\n"
    (folder / "quantities.csv").write_text(header + quantities, "utf-8")
    if statistics:
        header = (
            "sequence,indicator,place,place_level,value,value_text,unit,year,"
            "population_group,nature,line_start,line_end,page\n"
        )
        (folder / "statistics.csv").write_text(header + statistics, "utf-8")
    return folder


@pytest.mark.parametrize("document_id", SIZES)
def test_the_hand_coding_of_the_five_plans_is_valid(
    document_id: str, project: Workspace, vocabularies: Codebook
) -> None:
    found = coding.load(project.coding / document_id, vocabularies)
    sizes = (len(found.commitments), len(found.quantities), len(found.statistics))
    assert sizes == SIZES[document_id]
    for column in ("statement_en", "measurability", "accomplished"):
        assert found.commitments[column].null_count() == 0, column


def test_every_figure_of_a_quantity_is_in_the_restated_statement(
    project: Workspace, vocabularies: Codebook
) -> None:
    for document_id in SIZES:
        found = coding.load(project.coding / document_id, vocabularies)
        rows = found.quantities.join(
            found.commitments.select("sequence", "statement", "statement_en"), on="sequence"
        )
        for row in rows.iter_rows(named=True):
            figure = f"{row['value']:g}"
            for text in (row["statement"], row["statement_en"]):
                digits = text.replace("\u00a0", "").replace(",", "").replace(" ", "")
                assert figure in digits, (document_id, row)


def test_what_is_saved_loads_the_same(
    project: Workspace, vocabularies: Codebook, tmp_path: Path
) -> None:
    found = coding.load(project.coding / "espinar-2018", vocabularies)
    coding.save(found, tmp_path / "copy")
    again = coding.load(tmp_path / "copy", vocabularies)
    for name in coding.SCHEMAS:
        assert_frame_equal(getattr(found, name), getattr(again, name))


def test_all_problems_are_reported_together(tmp_path: Path, vocabularies: Codebook) -> None:
    folder = _write(
        tmp_path / "bad",
        "1,target,summary_table,social,,,,A,,,5,4,2022\n"
        "1,wish,summary_table,moral,,,,B,,,x,7,soon\n"
        "2,target,summary_table,social,,,,,,,,,\n",
        '1,1,"1,5",percent,reach,s\n',
        "1,moonlight,X,galaxy,3,3,percent,199,aliens,observed,1,1,\n",
    )
    with pytest.raises(InvalidData) as caught:
        coding.load(folder, vocabularies)
    text = str(caught.value)
    for part in (
        "commitments.csv:2: line_start 5 to line_end 4 is no span",
        "commitments.csv:3: kind 'wish' is unknown; allowed: target, action, proposal",
        "commitments.csv:3: dimension 'moral' is unknown; allowed: social, economic",
        "commitments.csv:3: line_start 'x' is not a whole number",
        "commitments.csv:3: deadline 'soon' is unknown",
        "commitments.csv:3: sequence (1,) repeats line 2",
        "commitments.csv:4: statement is blank",
        "commitments.csv:4: give line_start and line_end, or page_start and page_end",
        "quantities.csv:2: value '1,5' is not a plain decimal number",
        "statistics.csv:2: indicator 'moonlight' is unknown; allowed: indicators.csv",
        "statistics.csv:2: place_level 'galaxy' is unknown",
        "statistics.csv:2: year '199' is neither a year nor a span",
        "statistics.csv:2: population_group 'aliens' is unknown",
    ):
        assert part in text


@pytest.mark.parametrize(
    "number", ["nan", "inf", "-Infinity", "1e999", "1e3", "1_0", "1,5", "٣", ".", "9" * 400]
)
def test_a_number_has_digits_one_point_and_a_sign(
    number: str, tmp_path: Path, vocabularies: Codebook
) -> None:
    commitment = "1,target,summary_table,social,,,,A,,,5,5,2022\n"
    folder = _write(tmp_path / "bad", commitment, f'1,1,"{number}",percent,reach,s\n')
    told = rf"quantities\.csv:2: value '{re.escape(number)}' is not a plain decimal number"
    with pytest.raises(InvalidData, match=told):
        coding.load(folder, vocabularies)


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ("{0},{0},", "line_start '{0}' is not a whole number from 1 to 2147483647"),
        ("5,{0},", "line_end '{0}' is not a whole number"),
        (",,{0}", "page '{0}' is not a whole number"),
    ],
)
@pytest.mark.parametrize("number", ["1" * 30, "2147483648", "-1", "1_0", "٣", "9" * 5000])
def test_a_place_is_a_number_that_a_document_can_have(
    number: str, cells: str, told: str, tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(
        tmp_path / "bad",
        "1,target,summary_table,social,,,,A,,,5,5,2022\n",
        "",
        f"1,population,X,province,3,3,people,,,observed,{cells.format(number)}\n",
    )
    with pytest.raises(InvalidData, match=rf"statistics\.csv:2: {told.format(number)}"):
        coding.load(folder, vocabularies)


def test_numbers_are_saved_as_they_are_read(tmp_path: Path, vocabularies: Codebook) -> None:
    values = [1e20, 1e-7, -2.5, 1 / 3, 5.0]
    numbers = [quantity(1, n, value, "count", "count") for n, value in enumerate(values, 1)]
    codes = {"kind": "target", "section": "summary_table"}
    coding.save(coded([codes], numbers), tmp_path)
    assert coding.load(tmp_path, vocabularies).quantities["value"].to_list() == values


def test_a_missing_column_file_or_encoding_is_named(tmp_path: Path, vocabularies: Codebook) -> None:
    folder = _write(tmp_path / "bad", "")
    (folder / "commitments.csv").write_text("sequence,kind\n1,target\n", "utf-8")
    (folder / "quantities.csv").write_bytes("sequence,position,año\n".encode("latin-1"))
    with pytest.raises(InvalidData) as caught:
        coding.load(folder, vocabularies)
    text = str(caught.value)
    assert "commitments.csv:1: missing column(s) section, dimension" in text
    assert "quantities.csv: not UTF-8 (byte 19)" in text
    shutil.rmtree(folder)
    folder.mkdir()
    with pytest.raises(InvalidData, match=r"commitments.csv: missing"):
        coding.load(folder, vocabularies)


def test_a_quantity_needs_its_commitment(tmp_path: Path, vocabularies: Codebook) -> None:
    folder = _write(
        tmp_path / "bad",
        "1,target,summary_table,social,,,,A,,,5,5,2022\n",
        "7,1,1.5,percent,reach,s\n",
    )
    with pytest.raises(InvalidData, match=r"sequence 7 is in no row of commitments\.csv"):
        coding.load(folder, vocabularies)


def test_pages_can_stand_for_lines_and_aliases_for_codes(
    tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(
        tmp_path / "good",
        "1,target,summary_table,,,,,A,3,4,,,2022\n",
        "",
        '1,human_development_index,X,province,0.5,"0,5",index,1993-2007,,observed,1,1,\n',
    )
    found = coding.load(folder, vocabularies)
    assert found.commitments.select("page_start", "page_end").row(0) == (3, 4)
    assert found.statistics["indicator"].to_list() == ["hdi"]
    assert found.statistics.schema == pl.Schema(coding.STATISTIC)


def test_a_statistic_cites_lines_or_a_page(tmp_path: Path, vocabularies: Codebook) -> None:
    folder = _write(
        tmp_path / "good",
        "1,target,summary_table,social,,,,A,,,5,5,2022\n",
        "",
        "1,population,X,province,3,3,people,,,observed,7,8,\n"
        "2,population,X,province,3,3,people,,,observed,,,2\n"
        "3,population,X,province,3,3,people,,,observed,7,8,2\n",
    )
    found = coding.load(folder, vocabularies).statistics
    assert found.select("line_start", "line_end", "page").rows() == [
        (7, 8, None),
        (None, None, 2),
        (7, 8, 2),
    ]


@pytest.mark.parametrize(
    ("place", "problem"),
    [
        (",,", "give line_start and line_end, or page"),
        ("7,,", "line_start and line_end go together"),
        (",8,2", "line_start and line_end go together"),
        ("8,7,2", "line_start 8 to line_end 7 is no span"),
        ("0,7,", "line_start '0' is not a whole number from 1"),
        (",,x", "page 'x' is not a whole number"),
        (",,0", "page '0' is not a whole number from 1"),
    ],
)
def test_a_statistic_that_cites_no_place_is_refused(
    place: str, problem: str, tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(
        tmp_path / "bad",
        "1,target,summary_table,social,,,,A,,,5,5,2022\n",
        "",
        f"1,population,X,province,3,3,people,,,observed,{place}\n",
    )
    with pytest.raises(InvalidData, match=rf"statistics\.csv:2: {problem}"):
        coding.load(folder, vocabularies)


def test_a_statistics_file_from_before_pages_still_loads(
    tmp_path: Path, vocabularies: Codebook
) -> None:
    folder = _write(tmp_path / "old", "1,target,summary_table,social,,,,A,,,5,5,2022\n")
    (folder / "statistics.csv").write_text(
        "sequence,indicator,place,place_level,value,value_text,unit,year,population_group,nature,"
        "line_start,line_end\n1,population,X,province,3,3,people,,,observed,7,8\n",
        "utf-8",
    )
    found = coding.load(folder, vocabularies).statistics
    assert found.select("line_start", "line_end", "page").rows() == [(7, 8, None)]
