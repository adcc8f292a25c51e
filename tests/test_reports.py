from __future__ import annotations

import itertools
import re
import shutil
from pathlib import Path
from urllib.parse import unquote

import duckdb
import pytest

import report_pages
from planoteca.errors import InvalidData, InvalidParameter, PlanotecaError, UnknownName
from planoteca.reports import manifest, run, versions
from planoteca.reports.run import Job
from planoteca.workspace import Workspace
from report_pages import PARAMETERS, manifest_of, notebook_file


def test_the_manifest_of_the_project_is_in_order(project: Workspace) -> None:
    assert set(manifest.load(project.report_notebooks)) >= {"plan_profile", "plan_comparison"}


def test_pages_are_named_listed_and_whole(pages: Path) -> None:
    names = sorted(path.name for path in pages.glob("*.html"))
    assert names == [
        "index.html",
        "plan_comparison.en.html",
        "plan_comparison.es.html",
        "plan_profile-candarave-2018.es.html",
        "plan_profile-huancane-2018.en.html",
    ]
    index = (pages / "index.html").read_text("utf-8")
    for name in names[1:]:
        assert f'href="{name}"' in index
    assert not list(pages.glob(".*")), "nothing half-made is left"


def test_a_page_names_no_address_and_shares_one_script(pages: Path) -> None:
    for path in pages.glob("*.html"):
        text = path.read_text("utf-8")
        assert not re.search(r'(?:src|href)="(?:https?:)?//', text), path
        assert "@import" not in text
        assert text.count("<script>") == 1, path
        shared = re.findall(r'<script nonce="\w+" src="([^"]+)"', text)
        assert len(shared) == (0 if path.name == "index.html" else 1), path
        assert all((pages / name).is_file() for name in shared), path
    assert len(list((pages / "assets").iterdir())) == 1, "of all charts of all pages"


def test_links_of_pages_lead_somewhere(pages: Path) -> None:
    ids = {path.name: _ids(path) for path in pages.glob("*.html")}
    for path in pages.glob("*.html"):
        for link in re.findall(r'<a [^>]*href="([^"]+)"', path.read_text("utf-8")):
            file, _, anchor = unquote(link).partition("#")
            assert (pages / (file or path.name)).is_file(), (path.name, link)
            if anchor and file != "index.html":
                assert anchor in ids[file or path.name], (path.name, link)


def _ids(path: Path) -> set[str]:
    found = re.findall(r'<[a-z][^>]* id="([^"]+)"', path.read_text("utf-8"))
    assert len(found) == len(set(found)), f"an id twice on {path.name}"
    return set(found)


def test_headings_are_in_order(pages: Path) -> None:
    for path in pages.glob("*.html"):
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", path.read_text("utf-8"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(b - a <= 1 for a, b in itertools.pairwise(levels)), path


def test_a_page_states_its_data_version(pages: Path, plans: Path) -> None:
    from planoteca import database

    with database.reading(plans) as connection:
        build = connection.execute("SELECT build_id FROM build").fetchall()[0][0]
    for path in pages.glob("*.html"):
        assert build in path.read_text("utf-8"), path


def test_a_page_is_in_its_language(pages: Path) -> None:
    spanish = (pages / "plan_comparison.es.html").read_text("utf-8")
    english = (pages / "plan_comparison.en.html").read_text("utf-8")
    assert '<html lang="es">' in spanish
    assert '<html lang="en">' in english
    assert "compromisos" in spanish
    assert "commitments" in english


def test_one_bad_report_does_not_stop_the_others(plans: Path, tmp_path: Path) -> None:
    notebook_file(tmp_path, "bad", "1 / 0")
    notebook_file(tmp_path, "good", "print('hello from', language)")
    reports = manifest_of(tmp_path, "bad", "good")
    output = tmp_path / "out"
    output.mkdir()
    (output / "bad.es.html").write_text("<title>older · Planoteca</title>", "utf-8")
    jobs = run.plan(reports.values(), plans, ["es"], {})
    done: list[str] = []
    failures = run.run(
        jobs, plans, output, tmp_path / "failed", progress=lambda job: done.append(job.file_name)
    )
    assert sorted(done) == ["bad.es.html", "good.es.html"]
    assert [f.job.file_name for f in failures] == ["bad.es.html"]
    assert failures[0].message == "ZeroDivisionError: division by zero"
    assert failures[0].kept is not None
    assert failures[0].kept.is_file()
    assert "ZeroDivisionError" in failures[0].kept.with_suffix(".txt").read_text("utf-8")
    assert "hello from es" in (output / "good.es.html").read_text("utf-8")
    assert "older" in (output / "bad.es.html").read_text("utf-8")


def test_a_long_parameter_and_a_folder_for_failures_that_is_none_stop_no_page(
    plans: Path, tmp_path: Path
) -> None:
    for name, source in (("bad", "1 / 0"), ("good", "print('hello about', about[:3])")):
        notebook_file(tmp_path, name, source, f'{PARAMETERS}about = ""\n')
    (tmp_path / "failed").write_text("no folder")
    extra = "".join(
        f'[{name}.parameters.about]\ntype = "VARCHAR"\ndefault = ""\ndescription = "what"\n'
        for name in ("bad", "good")
    )
    reports = manifest_of(tmp_path, "bad", "good", extra=extra)
    jobs = run.plan(reports.values(), plans, ["es"], {"about": "niñez" * 60})
    failures = run.run(jobs, plans, tmp_path / "out", tmp_path / "failed")
    assert [failure.message for failure in failures] == ["ZeroDivisionError: division by zero"]
    assert str(failures[0]).endswith("division by zero")
    page = tmp_path / "out" / jobs[1].file_name
    assert "hello about niñ" in page.read_text("utf-8")


def test_parameters_are_checked_before_anything_runs(project: Workspace, plans: Path) -> None:
    profile = manifest.load(project.report_notebooks)["plan_profile"]
    with pytest.raises(UnknownName, match="did you mean 'document_id'"):
        run.plan([profile], plans, ["es"], {"document": "ilo-2018"})
    with pytest.raises(UnknownName, match="no document 'ilo'"):
        run.plan([profile], plans, ["es"], {"document_id": "ilo"})
    with pytest.raises(UnknownName, match="no language 'qu'"):
        run.plan([profile], plans, ["qu"], {})
    comparison = manifest.load(project.report_notebooks)["plan_comparison"]
    with pytest.raises(UnknownName, match="no document 'ilo'"):
        run.plan([comparison], plans, ["es"], {"document_ids": "tarata-2018,ilo"})


def test_a_mistyped_value_is_refused(plans: Path, tmp_path: Path) -> None:
    notebook_file(tmp_path, "r", "pass", f"{PARAMETERS}limit = 3\n")
    extra = '[r.parameters.limit]\ntype = "INTEGER"\ndefault = "3"\ndescription = "rows"\n'
    reports = manifest_of(tmp_path, "r", extra=extra)
    with pytest.raises(InvalidParameter, match="limit must be INTEGER, not str"):
        run.plan(reports.values(), plans, ["es"], {"limit": "many"})


def test_a_manifest_is_checked_against_its_notebooks(tmp_path: Path) -> None:
    notebook_file(tmp_path, "r", "pass", 'language = "es"\n')
    extra = '[r.parameters.limit]\ntype = "NUMBER"\n[s]\nnotebook = "s.ipynb"\n'
    with pytest.raises(InvalidData) as caught:
        manifest_of(tmp_path, "r", extra=extra)
    text = str(caught.value)
    for part in (
        "[r] parameter limit has type 'NUMBER'",
        "[r] r.ipynb does not assign database",
        "[r] r.ipynb does not assign limit",
        "[s] needs title_es",
        "[s] notebook",
    ):
        assert part in text


def test_pages_of_a_hostile_plan_are_escaped(project: Workspace, tmp_path: Path) -> None:
    """Text of a document reaches the page as text."""
    from planoteca import building

    folder = tmp_path / "plans"
    folder.mkdir()
    attack = "<img src=x onerror=alert(1)>"
    (folder / "hostil.txt").write_text(
        "MUNICIPALIDAD PROVINCIAL DE ARUMA\nPLAN DE GOBIERNO 2019-2022\n\nDIMENSIÓN SOCIAL\t\t\n"
        "PROBLEMA IDENTIFICADO\tOBJETIVO ESTRATÉGICO\tMETA AL 2022\n"
        f"Falta de agua &lt;img src=x onerror=alert(1)&gt;\tMejorar **{attack}**\t"
        "Llegar al 80 % &lt;script&gt;alert(2)&lt;/script&gt; de las viviendas\n",
        "utf-8",
    )
    database = tmp_path / "hostile.duckdb"
    building.build(project, folder, database)
    profile = manifest.load(project.report_notebooks)["plan_profile"]
    jobs = run.plan([profile], database, ["es"], {"document_id": "hostil"})
    failures = run.run(jobs, database, tmp_path / "out", tmp_path / "failed")
    assert failures == []
    page = (tmp_path / "out" / "plan_profile-hostil.es.html").read_text("utf-8")
    assert "<script>alert(2)" not in page
    assert "<img src=x" not in page


def test_reports_run_from_a_copy_of_the_project(project: Workspace, tmp_path: Path) -> None:
    """The manifest finds its notebooks wherever the project lies."""
    copy = Path(shutil.copytree(project.report_notebooks, tmp_path / "a b" / "reports"))
    assert manifest.load(copy)["plan_profile"].notebook.parent == copy


def test_paths_may_be_relative(
    plans: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c"):
        notebook_file(tmp_path, name, "print('made', language)")
    reports = manifest_of(tmp_path, "a", "b", "c")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plans.duckdb").write_bytes(plans.read_bytes())
    jobs = run.plan(reports.values(), Path("plans.duckdb"), ["es"], {})
    assert run.run(jobs, Path("plans.duckdb"), Path("out"), Path("failed")) == []
    assert len(list((tmp_path / "out").glob("*.es.html"))) == 3


def test_the_index_lists_only_pages_of_the_same_build(plans: Path, tmp_path: Path) -> None:
    notebook_file(tmp_path, "r", "pass")
    jobs = run.plan(manifest_of(tmp_path, "r").values(), plans, ["es"], {})
    folder = tmp_path / "out"
    folder.mkdir()
    retired = report_pages.page("old.es.html", "Plan retirado")
    report_pages.write(folder, retired, others=set())
    assert run.run(jobs, plans, folder, tmp_path / "failed") == []
    index = (folder / "index.html").read_text("utf-8")
    assert 'href="r.es.html"' in index
    assert "Plan retirado" not in index


def test_a_folder_that_cannot_be_written_is_named(plans: Path, tmp_path: Path) -> None:
    notebook_file(tmp_path, "r", "pass")
    jobs = run.plan(manifest_of(tmp_path, "r").values(), plans, ["es"], {})
    (tmp_path / "file").write_text("x")
    with pytest.raises(PlanotecaError, match="cannot be written"):
        run.run(jobs, plans, tmp_path / "file", tmp_path / "failed")


def test_a_plan_without_commitments_has_no_report(project: Workspace, tmp_path: Path) -> None:
    from planoteca import building

    folder = tmp_path / "plans"
    folder.mkdir()
    (folder / "prosa.txt").write_text("Somos vecinos.\n", "utf-8")
    building.build(project, folder, tmp_path / "p.duckdb")
    profile = manifest.load(project.report_notebooks)["plan_profile"]
    with pytest.raises(InvalidParameter, match=r"coverage: no_commitments"):
        run.plan([profile], tmp_path / "p.duckdb", ["es"], {"document_id": "prosa"})


def test_pages_that_would_come_out_the_same_are_not_made_again(
    project: Workspace, page_jobs: list[Job], pages: Path, plans: Path, tmp_path: Path
) -> None:
    assert run.changed(page_jobs, plans, pages) == []
    folder = Path(shutil.copytree(pages, tmp_path / "pages"))
    profile = folder / "plan_profile-huancane-2018.en.html"
    profile.unlink()
    assert [job.file_name for job in run.changed(page_jobs, plans, folder)] == [profile.name]
    shutil.copy(pages / profile.name, folder)
    notebooks = Path(shutil.copytree(project.report_notebooks, tmp_path / "notebooks"))
    with (notebooks / "plan_comparison.ipynb").open("a", encoding="utf-8") as notebook:
        notebook.write(" ")
    changed = run.changed(report_pages.jobs(notebooks, plans), plans, folder)
    assert [job.report.name for job in changed] == ["plan_comparison"] * 2


def test_a_page_is_made_again_when_it_can_link_to_another_one(
    page_jobs: list[Job], pages: Path, plans: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(pages, tmp_path / "pages"))
    text = (folder / "plan_profile-candarave-2018.es.html").read_text("utf-8")
    (folder / "plan_profile-tarata-2018.es.html").write_text(text, "utf-8")
    changed = run.changed(page_jobs, plans, folder)
    assert {job.language for job in changed} == {"es"}


def test_pages_of_another_build_or_of_other_code_are_made_again(
    page_jobs: list[Job],
    pages: Path,
    plans: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rebuilt = Path(shutil.copy(plans, tmp_path / "rebuilt.duckdb"))
    with duckdb.connect(str(rebuilt)) as connection:
        connection.execute("UPDATE build SET build_id = 'another'")
    assert run.changed(page_jobs, rebuilt, pages) == page_jobs
    monkeypatch.setattr(versions, "of_code", lambda _: "another")
    assert run.changed(page_jobs, plans, pages) == page_jobs
