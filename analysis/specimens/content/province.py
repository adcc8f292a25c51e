"""Aruma: the plan of the province, a Word document."""

from __future__ import annotations

from specimens.content.province_summary import DIMENSIONS
from specimens.model import Block, Plan, Statistic

_CENSUS = "INEI - Censo 2017"
_COVERAGE = (
    ("Aruma", "88,1", 88.1, "92,4", 92.4),
    ("Chaupimayo", "57,3", 57.3, "78,0", 78.0),
    ("Lloclla", "61,5", 61.5, "70,2", 70.2),
    ("Pampa Verde", "49,8", 49.8, "63,0", 63.0),
)


def _share(indicator: str, place: str, text: str, value: float) -> Statistic:
    context = "viviendas con agua por red" if "water" in indicator else "viviendas con electricidad"
    return Statistic(
        *(indicator, value, text, "percent", context),
        year="2017",
        source=_CENSUS,
        place=place,
        level="district",
        notes="the year is that of the source; dwellings",
    )


def _coverage_cells() -> tuple[Block, ...]:
    """The cells of the table of services, row by row."""
    cells = [Block("cell", text) for text in ("DISTRITO", "AGUA POR RED (%)", "ELECTRICIDAD (%)")]
    for place, water, water_value, power, power_value in _COVERAGE:
        cells += [
            Block("cell", place),
            Block("cell", water, (_share("water_access_rate", place, water, water_value),)),
            Block("cell", power, (_share("electricity_access_rate", place, power, power_value),)),
        ]
    return tuple(cells)


_DIAGNOSIS = (
    Block("heading", "Presentación"),
    Block(
        "paragraph",
        "Confluencia Provincial Wayra ofrece a la provincia un plan corto, que se pueda leer en "
        "una reunión y reclamar en una asamblea.",
    ),
    Block("heading", "Diagnóstico"),
    Block("title", "Población y empleo"),
    Block(
        "paragraph",
        "La provincia de Aruma reúne cuatro distritos y 26,854 habitantes, según el censo de 2017. "
        "La tasa de desempleo de la ciudad de Aruma es de 8,7%, y el 83% de quienes trabajan en "
        "ella lo hace sin contrato.",
        (
            Statistic(
                *("districts_count", 4, "cuatro", "count", "distritos de la provincia"),
                notes="number written as a word",
            ),
            Statistic(
                *("population", 26854, "26,854", "people", "habitantes de la provincia"),
                year="2017",
                source="censo de 2017",
            ),
            Statistic(
                *("unemployment_rate", 8.7, "8,7%", "percent", "desempleo en la ciudad de Aruma"),
                level="city",
            ),
            Statistic(
                *("informal_employment_rate", 83, "83%", "percent"),
                "personas que trabajan sin contrato en la ciudad de Aruma",
                level="city",
            ),
        ),
    ),
    Block("title", "Ambiente y gestión"),
    Block(
        "paragraph",
        "La ciudad de Aruma genera 9,5 toneladas de basura por día, de las que se recicla el 4 %. "
        "La municipalidad ejecutó en 2017 el 62,5 % de su presupuesto de inversiones.",
        (
            Statistic(
                *("waste_generated", 9.5, "9,5", "tonnes_per_day", "basura que genera la ciudad"),
                level="city",
            ),
            Statistic(
                *("waste_recycled_share", 4, "4 %", "percent", "basura de la ciudad reciclada"),
                level="city",
            ),
            Statistic(
                *("budget_execution_rate", 62.5, "62,5 %", "percent"),
                "presupuesto de inversiones ejecutado por la municipalidad",
                year="2017",
            ),
        ),
    ),
    Block("title", "Cobertura de servicios por distrito"),
    *_coverage_cells(),
    Block("paragraph", "Fuente: INEI - Censo 2017"),
    Block("title", "Lo que más preocupa a los vecinos"),
    Block("number", "La falta de trabajo para los jóvenes."),
    Block("number", "Los robos en los barrios altos."),
    Block("number", "Las obras que empiezan y no terminan."),
    Block("heading", "Lineamientos"),
    Block("bullet", "Gobernar para los distritos y no solo para la ciudad."),
    Block("bullet", "Terminar lo empezado antes de inaugurar lo nuevo."),
)

_FOLLOW_UP = (
    Block("heading", "Seguimiento del plan"),
    Block("paragraph", "Una comisión de vecinos leerá el avance del plan en la plaza."),
)

PLAN = Plan(
    document_id="aruma-provincia",
    file_name="aruma-provincia.docx",
    title="Plan de Gobierno Provincial 2019-2022",
    organisation="Confluencia Provincial Wayra",
    place="Aruma",
    level="province",
    term=(2019, 2022),
    deadline="2022",
    dimensions=DIMENSIONS,
    before=_DIAGNOSIS,
    after=_FOLLOW_UP,
)
