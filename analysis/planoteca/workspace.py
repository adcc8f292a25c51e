"""Where the project's data, queries, notebooks and outputs are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planoteca.errors import PlanotecaError

_MARKER = Path("data") / "codebook"


@dataclass(frozen=True)
class Workspace:
    """The folders of one Planoteca project, all below `root`."""

    root: Path

    @property
    def codebook(self) -> Path:
        return self.root / "data" / "codebook"

    @property
    def coding(self) -> Path:
        return self.root / "data" / "coding"

    @property
    def outcomes(self) -> Path:
        return self.root / "data" / "outcomes"

    @property
    def registry(self) -> Path:
        return self.root / "data" / "documents.csv"

    @property
    def reference(self) -> Path:
        return self.root / "data" / "reference"

    @property
    def specimens(self) -> Path:
        return self.root / "data" / "specimens"

    @property
    def queries(self) -> Path:
        return self.root / "queries"

    @property
    def report_notebooks(self) -> Path:
        return self.root / "notebooks" / "reports"

    @property
    def explore_notebooks(self) -> Path:
        return self.root / "notebooks" / "explore"

    @property
    def own_notebooks(self) -> Path:
        """The user's copies of the notebooks to explore in."""
        return self.outputs / "notebooks"

    @property
    def outputs(self) -> Path:
        return self.root / "outputs"

    @property
    def cache(self) -> Path:
        return self.outputs / "cache"

    @property
    def database(self) -> Path:
        return self.outputs / "plans.duckdb"


def find() -> Workspace:
    """The project around the current folder, else the one this package is installed from.

    Raises PlanotecaError when neither holds a `data/codebook`.
    """
    here = Path.cwd()
    for folder in [here, *here.parents, Path(__file__).resolve().parents[2]]:
        if (folder / _MARKER).is_dir():
            return Workspace(folder)
    raise PlanotecaError(
        f"no Planoteca project found in {here} or above; run inside a clone that has {_MARKER}"
    )
