from __future__ import annotations

from pathlib import Path

import pytest

from planoteca import codebook, workspace
from planoteca.codebook import Codebook
from planoteca.workspace import Workspace

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def project() -> Workspace:
    return Workspace(ROOT)


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
