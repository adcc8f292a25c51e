from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import report_pages
from planoteca import building, codebook
from planoteca.codebook import Codebook
from planoteca.reports import run
from planoteca.reports.run import Job
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Workspace:
    return Workspace(ROOT)


@pytest.fixture(scope="session", autouse=True)
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache for the tests, which neither read nor change that of the project."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Workspace, "cache", folder)
        yield folder


@pytest.fixture(scope="session")
def vocabularies(project: Workspace) -> Codebook:
    return codebook.load(project.codebook)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The real plans and their verbatim coding, which a user's clone does not have."""
    folder = ROOT.parent / "shared"
    if not (folder / "documents").is_dir():
        pytest.skip(f"the real plan documents are not at hand ({folder})")
    return folder


@pytest.fixture(scope="session")
def plans(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the five plans from their hand coding alone, as on a fresh machine."""
    path = tmp_path_factory.mktemp("plans") / "plans.duckdb"
    building.build(project, None, path)
    return path


@pytest.fixture(scope="session")
def specimens(project: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the specimens: documents, hand coding and machine coding."""
    path = tmp_path_factory.mktemp("specimens") / "specimens.duckdb"
    building.build(project, project.root / "data" / "specimens", path)
    return path


@pytest.fixture(scope="session")
def page_jobs(project: Workspace, plans: Path) -> list[Job]:
    """The comparison and a profile in both languages."""
    return report_pages.jobs(project.report_notebooks, plans)


@pytest.fixture(scope="session")
def pages(page_jobs: list[Job], plans: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of `page_jobs`, as `planoteca report` makes them."""
    folder = tmp_path_factory.mktemp("pages")
    assert run.run(page_jobs, plans, folder, folder / "failed") == []
    return folder
