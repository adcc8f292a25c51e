"""Pampa Verde: a form of labelled boxes."""

from __future__ import annotations

from specimens.content.boxed_summary import DIMENSIONS
from specimens.model import Block, Plan, Statistic

_OPENING = (
    Block("heading", "1. QUIÉNES SOMOS"),
    Block(
        "paragraph",
        "Camino de Ichu reúne a productores, maestras y comerciantes de Pampa Verde que no "
        "esperan que la capital de la provincia resuelva lo que el distrito puede hacer por sí "
        "mismo. Este programa sigue la ficha que acordamos en asamblea: cada problema con su "
        "solución y con lo que entregaremos.",
    ),
    Block("heading", "2. CÓMO ESTAMOS"),
    Block(
        "paragraph",
        "Pampa Verde es el distrito más extenso de la provincia de Aruma, con 1.020,75 km². El "
        "censo de 2017 registró 6,905 pobladores, 595 más que el de 2007, y la densidad es de "
        "6,76 hab/km². Para el 2025 se proyecta una población de 7,350 habitantes.",
        (
            Statistic(
                *("area", 1020.75, "1.020,75", "km2", "superficie del distrito"),
                notes="the dot marks thousands and the comma decimals",
            ),
            Statistic(
                *("population", 6905, "6,905", "people", "pobladores del distrito"),
                year="2017",
                source="censo de 2017",
            ),
            Statistic(
                *("population_change", 595, "595", "people", "aumento de los pobladores"),
                year="2007-2017",
                source="censo de 2017",
            ),
            Statistic(
                *("population_density", 6.76, "6,76", "people_per_km2", "densidad del distrito"),
                notes="no year printed for the density",
            ),
            Statistic(
                *("population", 7350, "7,350", "people", "habitantes que se proyectan"),
                year="2025",
                nature="projection",
            ),
        ),
    ),
    Block(
        "paragraph",
        "La pobreza bajó de 55,2% en 2007 a 41,8% en 2013. Siete de cada diez viviendas tienen "
        "piso de tierra y el 63,0% de los hogares accede a la electricidad.",
        (
            Statistic(
                *("poverty_rate", 55.2, "55,2%", "percent", "población en pobreza"), year="2007"
            ),
            Statistic(
                *("poverty_rate", 41.8, "41,8%", "percent", "población en pobreza"), year="2013"
            ),
            Statistic(
                *("dwellings_earth_floor_share", 70, "Siete de cada diez", "percent"),
                "viviendas con piso de tierra",
                notes="written in words",
            ),
            Statistic(
                *("electricity_access_rate", 63, "63,0%", "percent", "hogares con electricidad"),
                notes="households",
            ),
        ),
    ),
    Block(
        "paragraph",
        "En 2017 se cosecharon 3 900 toneladas de papa, y hoy se ordeñan 5,400 litros de leche al "
        "día. Casi toda esa leche sale cruda del distrito y vuelve convertida en queso ajeno.",
        (
            Statistic(*("crop_production", 3900, "3 900", "tonnes", "papa cosechada"), year="2017"),
            Statistic(
                *("milk_production", 5400, "5,400", "litres_per_day", "leche ordeñada al día"),
            ),
        ),
    ),
    Block("heading", "3. QUÉ NOS GUÍA"),
    Block("bullet", "Decir la verdad, aunque no traiga votos."),
    Block("bullet", "Gobernar con la puerta abierta."),
    Block("bullet", "Cuidar el pasto, el agua y la papa."),
    Block("heading", "4. QUÉ HAREMOS"),
)

PLAN = Plan(
    document_id="aruma-cajas",
    file_name="aruma-cajas.pdf",
    title="Programa de Gobierno del Distrito 2019-2022",
    organisation="Partido Camino de Ichu",
    place="Pampa Verde",
    level="district",
    term=(2019, 2022),
    dimensions=DIMENSIONS,
    before=_OPENING,
    section="boxed_form",
)
