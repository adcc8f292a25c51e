"""Coders found by name, and the machine measured over folders of plans."""

from __future__ import annotations

import shutil
from pathlib import Path

import polars as pl
import pytest

from codings import coded, statistic
from planoteca import coding, evaluation
from planoteca.codebook import Codebook
from planoteca.coding import Coding
from planoteca.errors import InvalidParameter, PlanotecaError, UnknownName, UnreadableDocument
from planoteca.evaluation import OVERALL, Agreement, Evaluation
from planoteca.workspace import Workspace

FULL = {"kind": "target", "section": "metas_list"}


@pytest.fixture
def specimen(project: Workspace) -> Path:
    return project.root / "data" / "specimens" / "aruma-tabla.txt"


@pytest.fixture
def hand(specimen: Path, vocabularies: Codebook) -> Coding:
    return coding.load(specimen.parent / "coding" / "aruma-tabla", vocabularies)


def _f1(figures: pl.DataFrame, document: str) -> float:
    row = figures.filter((pl.col("document") == document) & (pl.col("measure") == "f1"))
    return float(row["value"].item())


def _agree(
    project: Workspace,
    vocabularies: Codebook,
    coders: tuple[object, object],
    document_id: str | None = None,
    file: Path | None = None,
) -> Agreement:
    named = (str(coders[0]), str(coders[1]))
    return evaluation.agree(project, vocabularies, named, document_id=document_id, file=file)


def test_hand_and_machine_of_a_file_in_a_corpus_of_its_own(
    project: Workspace, vocabularies: Codebook, specimen: Path, hand: Coding
) -> None:
    found = _agree(project, vocabularies, ("manual", "automatic"), file=specimen)
    assert found.first.coding.commitments.equals(hand.commitments)
    assert (found.first.name, found.second.name) == ("manual", "automatic")
    assert found.document is not None
    assert set(found.comparison.items["document"]) == {"aruma-tabla"}
    by_id = _agree(
        project, vocabularies, ("automatic", "manual"), document_id="aruma-tabla", file=specimen
    )
    assert by_id.second.coding.commitments.equals(hand.commitments)


def test_two_folders_need_no_document(
    project: Workspace, vocabularies: Codebook, specimen: Path, tmp_path: Path, hand: Coding
) -> None:
    (tmp_path / "second").mkdir()
    for name in ("commitments.csv", "quantities.csv"):
        shutil.copy(specimen.parent / "coding" / "aruma-tabla" / name, tmp_path / "second")
    first = specimen.parent / "coding" / "aruma-tabla"
    found = _agree(project, vocabularies, (first, tmp_path / "second"))
    assert not found.with_statistics
    assert found.document is None
    assert "statistics" not in set(found.comparison.items["table"])
    assert len(hand.statistics) > 0


def test_the_manual_coding_of_a_registered_plan(project: Workspace, vocabularies: Codebook) -> None:
    found = _agree(project, vocabularies, ("manual", "manual"), document_id="ilo-2018")
    assert len(found.first.coding.commitments) == 71


def test_coders_that_cannot_be_found_say_what_is_missing(
    project: Workspace, vocabularies: Codebook, specimen: Path, tmp_path: Path
) -> None:
    with pytest.raises(UnknownName, match="did you mean 'ilo-2018'"):
        _agree(project, vocabularies, ("manual", "automatic"), document_id="ilo")
    with pytest.raises(PlanotecaError, match="--document FILE"):
        _agree(project, vocabularies, ("manual", "automatic"), document_id="ilo-2018")
    with pytest.raises(PlanotecaError, match="its SHA-256 is not that of ilo-2018"):
        _agree(project, vocabularies, ("manual", "automatic"), "ilo-2018", specimen)
    with pytest.raises(PlanotecaError, match="is no coding folder; a coder is"):
        _agree(project, vocabularies, ("manuel", "automatic"), file=specimen)
    with pytest.raises(PlanotecaError, match=r"commitments\.csv: missing"):
        _agree(project, vocabularies, (tmp_path, tmp_path))
    with pytest.raises(PlanotecaError, match="two coding folders: no registered plan"):
        _agree(project, vocabularies, ("manual", tmp_path))
    unknown = tmp_path / "otro.txt"
    unknown.write_text("METAS\n\n- Construir la posta.\n", "utf-8")
    with pytest.raises(PlanotecaError, match=r"otro\.txt: no registered plan"):
        _agree(project, vocabularies, ("manual", "automatic"), file=unknown)
    with pytest.raises(PlanotecaError, match=r"none\.txt"):
        _agree(project, vocabularies, (tmp_path, "automatic"), file=tmp_path / "none.txt")


def _evaluate(
    references: Path,
    documents: Path,
    project: Workspace,
    vocabularies: Codebook,
    *,
    all_kinds: bool = False,
) -> Evaluation:
    pairs = evaluation.find_references(references, documents, project, vocabularies)
    return evaluation.evaluate(pairs, vocabularies, all_kinds=all_kinds)


def test_the_specimens_by_document_and_together(
    project: Workspace, vocabularies: Codebook, specimen: Path
) -> None:
    """Their codings have the names of document_ids: two files share a stem."""
    folder = specimen.parent
    found = _evaluate(folder / "coding", folder, project, vocabularies)
    names = [each.document for each in found.documents]
    assert {"aruma-resumen-json", "aruma-resumen-xlsx", "aruma-tabla"} <= set(names)
    assert found.without == ()
    figures = found.figures()
    assert dict(figures.schema) == evaluation.EVALUATION
    assert figures["document"].unique(maintain_order=True).to_list() == [*names, OVERALL]
    assert _f1(figures, "aruma-tabla") >= 0.95
    assert 0.9 <= _f1(figures, OVERALL) <= 1
    # The scan has no text without --ocr.
    assert "aruma-escaneado" not in names
    assert any("aruma-escaneado.pdf" in problem for problem in found.problems)


def _reference(folder: Path, name: str, made: Coding, *, with_statistics: bool = True) -> None:
    coding.save(made, folder / name)
    if not with_statistics:
        (folder / name / "statistics.csv").unlink()


@pytest.fixture
def plans(tmp_path: Path) -> Path:
    """A plan with a table of targets and one of actions."""
    folder = tmp_path / "plans" / "deep"
    folder.mkdir(parents=True)
    text = (
        "DIMENSIÓN SOCIAL\n\nPROBLEMA\tOBJETIVO\tMETA\n"
        "Falta agua\tDar agua\tInstalar 12 km de red\n"
        "\nPROYECTOS\n\nOBJETIVO\tACCIONES\nDar luz\tTender la red de Lloclla\n"
    )
    (folder / "lloclla.txt").write_text(text, "utf-8")
    return tmp_path / "plans"


def test_kinds_that_the_reference_does_not_cover_are_left_aside(
    plans: Path, tmp_path: Path, project: Workspace, vocabularies: Codebook
) -> None:
    target = {
        **FULL,
        "section": "summary_table",
        "dimension": "social",
        "statement": "Instalar 12 km de red",
        "line_start": 4,
        "line_end": 4,
    }
    references = tmp_path / "references"
    _reference(references, "lloclla", coded([target]), with_statistics=False)
    (each,) = _evaluate(references, plans, project, vocabularies).documents
    assert (each.aside, len(each.machine.commitments), each.with_statistics) == (1, 1, False)
    (every,) = _evaluate(references, plans, project, vocabularies, all_kinds=True).documents
    assert (every.aside, len(every.machine.commitments)) == (0, 2)
    found = _evaluate(references, plans, project, vocabularies)
    aside = found.figures().filter(pl.col("measure") == "aside")
    assert aside.select("compared", "value").rows() == [(2, 0.5), (2, 0.5)]
    assert _f1(found.figures(), "lloclla") == 1


def test_a_reference_without_commitments_is_compared_with_all(
    plans: Path, tmp_path: Path, project: Workspace, vocabularies: Codebook
) -> None:
    _reference(
        tmp_path / "references", "lloclla", coded(statistics=[statistic(3, nature="observed")])
    )
    found = _evaluate(tmp_path / "references", plans, project, vocabularies)
    assert found.documents[0].aside == 0
    assert _f1(found.figures(), "lloclla") == 0


def test_what_cannot_be_compared_is_named_and_stops_nothing(
    plans: Path, tmp_path: Path, project: Workspace, vocabularies: Codebook
) -> None:
    references = tmp_path / "references"
    for name in ("lloclla", "binario", "dos", "ausente"):
        _reference(references, name, coded([FULL]))
    (references / "mala").mkdir()
    (references / "mala" / "commitments.csv").write_text("sequence\n1\n", "utf-8")
    for name in ("mala.txt", "dos.txt", "dos.md"):
        (plans / name).write_text("Hola.\n", "utf-8")
    (plans / "binario.txt").write_bytes(b"\0\1\2" * 100)
    found = _evaluate(references, plans, project, vocabularies)
    assert [each.document for each in found.documents] == ["lloclla"]
    assert found.without == ("ausente",)
    problems = "\n".join(found.problems)
    assert "binario.txt: it is binary" in problems
    assert "dos: 2 files may be its document" in problems
    assert "missing column(s)" in problems
    assert _evaluate(references, plans, project, vocabularies).figures().equals(found.figures())


def test_another_file_of_a_registered_name_is_a_problem(
    tmp_path: Path, project: Workspace, vocabularies: Codebook
) -> None:
    _reference(tmp_path / "references", "ilo-2018", coded([FULL]))
    (tmp_path / "plans").mkdir()
    (tmp_path / "plans" / "004_edb78aa613d74c97.txt").write_text("Hola.\n", "utf-8")
    found = _evaluate(tmp_path / "references", tmp_path / "plans", project, vocabularies)
    assert found.documents == ()
    assert "its SHA-256 is not that of ilo-2018" in found.problems[0]


def test_folders_that_hold_nothing_to_compare(
    plans: Path, tmp_path: Path, project: Workspace, vocabularies: Codebook, specimen: Path
) -> None:
    def find(references: Path, documents: Path) -> None:
        evaluation.find_references(references, documents, project, vocabularies)

    with pytest.raises(PlanotecaError, match="is not a folder"):
        find(tmp_path / "none", plans)
    with pytest.raises(PlanotecaError, match="is one coding; name the folder above it"):
        find(specimen.parent / "coding" / "aruma-tabla", plans)
    with pytest.raises(PlanotecaError, match="is not a folder; --documents"):
        find(specimen.parent / "coding", tmp_path / "none")
    with pytest.raises(PlanotecaError, match=r"no file in .* belongs to a coding in"):
        find(specimen.parent / "coding", plans)


def test_a_line_of_a_file_is_explained_in_a_worker(
    specimen: Path, vocabularies: Codebook, tmp_path: Path
) -> None:
    (found,) = evaluation.explain_file(specimen, vocabularies, line=117)
    assert found.line == 117
    frame = evaluation.explanation_frame([found])
    assert dict(frame.schema) == evaluation.EXPLANATION
    assert frame["rows"].item() == "\n".join(found.rows)
    assert evaluation.explanation_frame([]).is_empty()
    paged = evaluation.explain_file(specimen.parent / "aruma-cajas.pdf", vocabularies, page=2)
    assert {each.page for each in paged} == {2}
    assert "blank" not in {each.standing for each in paged}
    for wanted, message in (
        ({}, "give the number of a line, or --page"),
        ({"line": 1, "page": 1}, "give the number of a line, or --page"),
        ({"line": 0}, "no line 0; it has lines 1-"),
        ({"line": 10**6}, "no line 1000000"),
        ({"page": 1}, "it has no pages"),
    ):
        with pytest.raises(InvalidParameter, match=message):
            evaluation.explain_file(specimen, vocabularies, **wanted)
    with pytest.raises(InvalidParameter, match="no page 99; it has pages 1-"):
        evaluation.explain_file(specimen.parent / "aruma-cajas.pdf", vocabularies, page=99)
    with pytest.raises(UnreadableDocument, match="cannot be opened"):
        evaluation.explain_file(tmp_path / "none.txt", vocabularies, line=1)
