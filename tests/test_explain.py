"""What the machine says of each line is what it did with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from planoteca import documents
from planoteca.codebook import Codebook
from planoteca.documents.model import Document
from planoteca.documents.reading import read_bytes
from planoteca.extraction import extract
from planoteca.extraction.explaining import Explanation, explain
from planoteca.workspace import Workspace

PROPOSALS = """\
PLAN DE GOBIERNO

CAPÍTULO I. DIAGNÓSTICO

- El distrito tiene 1 200 habitantes.
- Ampliar la cobertura del agua potable en los caseríos.

CAPÍTULO II. PROPUESTAS

- Gestionar convenios con la universidad.

DIMENSIÓN SOCIAL

Este capítulo reúne lo que nos proponemos.

- Construir la posta de Lloclla con 12 camas.
- Agua.

CAPÍTULO III. SEGUIMIENTO

- Publicar los avances cada año.
"""
TABLE = """\
DIMENSIÓN SOCIAL

PROBLEMA\tOBJETIVO\tMETA
Falta de agua en 40 % de viviendas\tDar agua\tAgua para el 80 % de viviendas
\tDar luz\t

DIMENSIÓN ECONÓMICA

- Abrir un mercado de abastos.
"""


def _document(text: str) -> Document:
    return read_bytes(text.encode(), "plan.txt")


def _of(text: str, line_with: str, vocabularies: Codebook) -> Explanation:
    document = _document(text)
    (number,) = (line.number for line in document.lines if line_with in line.text)
    (found,) = explain(document, vocabularies, [number])
    return found


def test_a_commitment_with_its_rule_and_numbers(vocabularies: Codebook) -> None:
    found = _of(PROPOSALS, "posta", vocabularies)
    assert found.standing == "list_item"
    assert [text.split(" (")[0] for text in found.headings][-1] == "DIMENSIÓN SOCIAL"
    assert "names the dimension social" in found.headings[-1]
    commitment, rule, quantity = found.rows
    assert commitment.startswith("commitment 1 (proposal, dimension_proposals, social, output)")
    assert "in a plan without a table of targets" in rule
    assert quantity.strip() == "quantity 1: 12 count count"


@pytest.mark.parametrize(
    ("line", "standing", "reason"),
    [
        ("CAPÍTULO I.", "heading", "a heading says what stands below it"),
        ("1 200", "list_item", "Diagnosis and problems: not commitments."),
        ("cobertura", "list_item", "it stands under 'CAPÍTULO I. DIAGNÓSTICO'"),
        ("universidad", "list_item", "no heading above it names one"),
        ("Este capítulo", "paragraph", "the items of a list are the promises"),
        ("- Agua.", "list_item", "too few words"),
        ("Publicar", "list_item", "Monitoring, evaluation and accountability"),
    ],
)
def test_why_a_line_of_lists_is_no_commitment(
    line: str, standing: str, reason: str, vocabularies: Codebook
) -> None:
    found = _of(PROPOSALS, line, vocabularies)
    assert found.standing == standing
    assert not any(row.startswith("commitment") for row in found.rows)
    assert any("no commitment: " in each and reason in each for each in found.reasons)


def test_a_statistic_and_a_number_that_is_none(vocabularies: Codebook) -> None:
    (row,) = _of(PROPOSALS, "1 200", vocabularies).rows
    assert row.startswith("statistic 1: '1 200' is population 1200 people")
    promise = _of(PROPOSALS, "posta", vocabularies)
    assert promise.reasons == ("no statistic: 12: what a commitment says is no statistic",)
    named = _of("CAPÍTULO I. BASES\n\nLa Ley N° 27972 rige.\n", "27972", vocabularies)
    assert any(each.startswith("no statistic: 27972") for each in named.reasons)


def test_a_row_of_a_table_of_targets(vocabularies: Codebook) -> None:
    titles = _of(TABLE, "PROBLEMA", vocabularies)
    assert titles.standing == "table"
    assert titles.where[-1] == "row 1: titles, read as problem | objective | target"
    assert titles.reasons == ("no commitment: a row of column titles",)
    row = _of(TABLE, "Falta de agua", vocabularies)
    assert row.where[-1] == "row 2, column 1 (problem), 2 (objective), 3 (target)"
    assert "the target column of the table of lines 3-5" in row.rows[1]
    assert any(each.startswith("statistic") for each in row.rows)
    no_target = _of(TABLE, "Dar luz", vocabularies)
    assert any("objective column goes with" in each for each in no_target.reasons)


def test_lists_beside_a_table_of_targets_are_none(vocabularies: Codebook) -> None:
    found = _of(TABLE, "mercado", vocabularies)
    assert any("has a table of targets, which stands" in each for each in found.reasons)
    without = TABLE[TABLE.index("DIMENSIÓN ECONÓMICA") :]
    assert _of(without, "mercado", vocabularies).rows[0].startswith("commitment 1 (proposal")


@pytest.mark.parametrize(
    ("titles", "reason"),
    [
        ("Distrito\tPoblación\tPobreza", "no column of the table is headed as targets"),
        ("Problema\tObjetivo\tCosto", "titles known in its first row: problem, objective, budget"),
    ],
)
def test_a_table_without_targets(titles: str, reason: str, vocabularies: Codebook) -> None:
    text = f"{titles}\nLloclla\t1 200\t30 %\nAruma\t900\t25 %\n"
    found = _of(text, "Lloclla", vocabularies)
    assert found.standing == "table"
    assert any(reason in each for each in found.reasons)


def test_lines_that_are_left_out(vocabularies: Codebook) -> None:
    text = "\n\n".join(
        [
            *("ÍNDICE", "Cómo vivimos", "Qué haremos mañana", "Cómo se paga", "Quién vigila todo"),
            "Anexos de cuentas",
            *("CÓMO VIVIMOS", "Plan de Todos Los Vecinos", "Hay frío.", "7"),
            *("Plan de Todos Los Vecinos", "Hay sol.", "Plan de Todos Los Vecinos", "Fin."),
        ]
    )
    document = _document(text)
    texts = {line.number: line.text for line in document.lines}
    found = {texts[e.line]: e for e in explain(document, vocabularies, texts)}
    assert found["7"].reasons == ("left out: a page number",)
    assert found["Qué haremos mañana"].reasons == ("left out: an entry of the table of contents",)
    running = found["Plan de Todos Los Vecinos"]
    assert running.standing == "left_out"
    assert "running title" in running.reasons[0]
    assert found[""].standing == "blank"
    assert found["Hay frío."].standing == "paragraph"


def test_furniture_of_a_pdf_and_lines_that_are_not_there(
    project: Workspace, vocabularies: Codebook
) -> None:
    path = project.root / "data" / "specimens" / "aruma-distrito-regla.pdf"
    document = documents.read(path)
    number, page = document.furniture[0].number, document.furniture[0].page
    (found,) = explain(document, vocabularies, [number, document.line_count + 1])
    assert (found.line, found.page, found.standing) == (number, page, "furniture")
    assert "running header" in found.reasons[0]


SPECIMENS = (
    "aruma-tabla.txt",
    "aruma-lineas.txt",
    "aruma-propuestas.md",
    "aruma-cajas.pdf",
    "aruma-distrito-regla.pdf",
    "aruma-provincia.docx",
    "aruma-resumen.json",
)


@pytest.mark.parametrize("name", SPECIMENS)
def test_each_row_is_explained_by_each_of_its_lines_and_each_line_by_a_row_or_reason(
    name: str, project: Workspace, vocabularies: Codebook
) -> None:
    document = documents.read(project.root / "data" / "specimens" / name)
    machine = extract(document, vocabularies)
    found = {e.line: e for e in explain(document, vocabularies, range(1, document.line_count + 1))}
    assert len(found) == len(document.lines) + len(document.furniture)
    for row in machine.commitments.iter_rows(named=True):
        cited = [found[n] for n in range(row["line_start"], row["line_end"] + 1) if n in found]
        opened = f"commitment {row['sequence']} ({row['kind']}, {row['section']}"
        for each in cited:
            assert each.standing in {"blank", "furniture"} or any(
                text.startswith(opened) for text in each.rows
            ), (row, each)
    for each in found.values():
        cites = [text for text in each.rows if text.startswith("commitment")]
        refused = [text for text in each.reasons if text.startswith("no commitment: ")]
        assert each.standing in {"blank", "furniture", "left_out"} or bool(cites) != bool(refused)


def test_real_plans_are_explained_throughout(shared: Path, vocabularies: Codebook) -> None:
    for stem in ("000", "003"):
        (path,) = (shared / "documents" / "text").glob(f"{stem}*")
        document = documents.read(path)
        for each in explain(document, vocabularies, range(1, document.line_count + 1, 7)):
            assert each.rows or each.reasons or each.standing == "blank", each
