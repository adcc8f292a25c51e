"""Report pages made from invented outputs, without a kernel."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import polars as pl
import vl_convert

from planoteca import charts, tables
from planoteca.reports import html, manifest, run
from planoteca.reports.manifest import Report
from planoteca.reports.pages import Page
from planoteca.reports.run import Job

BUILD = {
    "build_id": "0123456789ab",
    "version": "0.2.0",
    "codebook_version": "1.1.0",
    "created_at": datetime(2026, 11, 21, 10, 0, 0),  # noqa: DTZ001 - as the database gives it
    "documents": 5,
}
PROFILE = "plan_profile-aruma-2018.es.html"
PARAMETERS = 'language = "es"\ndatabase = ""\n'
DIMENSIONS = ("Social", "Económica", "Ambiental")
HOSTILE = '</script><img src=x onerror=alert(1)>"\'><b onclick="alert(2)">{{x}}&amp;'


def page(file_name: str = PROFILE, title: str = "Aruma: perfil del plan", **values: Any) -> Page:
    language = file_name.split(".")[-2]
    return Page(file_name, title, language, BUILD["build_id"], **values)


def commitments(count: int = 20) -> pl.DataFrame:
    """Commitments of one plan as query `commitment_list` gives them, with their words."""
    return pl.DataFrame(
        [
            {
                "commitment_id": f"aruma-2018:manual:c{n:04}",
                "document_id": "aruma-2018",
                "document": "Aruma 2019-2022",
                "dimension_es": DIMENSIONS[n % len(DIMENSIONS)],
                "statement": f"Construir {n} pozos en la región número {n}",
                "value": n * 1000.5,
                "verbatim": f"Palabras impresas de la fila {n}",
                "line_start": 100 + n,
                "line_end": 100 + n,
            }
            for n in range(1, count + 1)
        ]
    )


def table(frame: pl.DataFrame, *columns: str, anchors: bool = False) -> str:
    return tables.table(frame, "es", columns=columns, anchors=anchors).as_raw_html()


def chart(spec: dict[str, Any]) -> dict[str, Any]:
    return {charts.MIME_TYPE: spec, "image/svg+xml": vl_convert.vegalite_to_svg(spec)}


def dimension_chart() -> dict[str, Any]:
    """Bars that can be chosen by a click on the legend, as the charts of dimensions do."""
    chosen = alt.selection_point(name="dimension", fields=["dimension"], bind="legend")
    rows = [{"dimension": name, "n": n} for n, name in enumerate(DIMENSIONS, 1)]
    bars = alt.Chart(alt.InlineData(values=rows)).mark_bar().encode(x="n:Q", color="dimension:N")
    return chart(bars.add_params(chosen).properties(description="Barras").to_dict())


def notebook(*outputs: str | dict[str, Any]) -> nbformat.NotebookNode:
    """A notebook that gave these outputs: markup, or data by type."""
    cells = [
        nbformat.v4.new_code_cell(
            "x",
            outputs=[
                nbformat.v4.new_output(
                    "display_data", data={"text/html": each} if isinstance(each, str) else each
                )
            ],
        )
        for each in outputs
    ]
    return nbformat.v4.new_notebook(cells=cells)


def write(folder: Path, made: Page, *outputs: str | dict[str, Any], others: set[str]) -> Path:
    return html.write(folder, notebook(*outputs), made, BUILD, others | {made.file_name})


def notebook_file(folder: Path, name: str, source: str, parameters: str = PARAMETERS) -> None:
    """A report's notebook with one cell besides its parameters."""
    notebook = nbformat.v4.new_notebook(
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
        cells=[
            nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            nbformat.v4.new_code_cell(source),
        ],
    )
    nbformat.write(notebook, folder / f"{name}.ipynb")


def manifest_of(folder: Path, *names: str, extra: str = "") -> dict[str, Report]:
    """The reports of a folder, which has a notebook for each name."""
    text = "".join(
        f'[{name}]\nnotebook = "{name}.ipynb"\ntitle_es = "Uno"\ntitle_en = "One"\n'
        for name in names
    )
    (folder / "reports.toml").write_text(text + extra, "utf-8")
    return manifest.load(folder)


def jobs(notebooks: Path, database: Path) -> list[Job]:
    """The comparison and a profile in both languages, of the notebooks in a folder."""
    known = manifest.load(notebooks)
    return [
        *run.plan([known["plan_comparison"]], database, ["es", "en"], {}),
        *run.plan([known["plan_profile"]], database, ["es"], {"document_id": "candarave-2018"}),
        *run.plan([known["plan_profile"]], database, ["en"], {"document_id": "huancane-2018"}),
    ]
