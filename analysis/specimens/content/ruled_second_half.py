"""The environmental and institutional tables of the plan of Chaupimayo."""

from __future__ import annotations

from specimens.model import Dimension, Item, Quantity, Statistic, Target

ENVIRONMENTAL = Dimension(
    "environmental",
    "DIMENSIÓN TERRITORIAL AMBIENTAL",
    (
        Item(
            "El 64% de las viviendas no tiene recojo de basura.",
            "Recoger y aprovechar los residuos.",
            (
                Target(
                    "Lograr que el 70% de las viviendas tenga recojo de basura.",
                    "Have refuse collected from 70% of dwellings.",
                    "outcome",
                    (
                        Quantity(
                            *(70, "percent", "achieve_share", "viviendas con recojo de basura"),
                            "dwellings with refuse collection",
                        ),
                    ),
                    baseline=(64, "percent", "complement"),
                ),
                Target(
                    "Construir la planta de compostaje distrital al 100%.",
                    "Build the composting plant of the district to 100%.",
                    "output",
                    (
                        Quantity(
                            *(100, "percent", "achieve_share", "avance de la planta"),
                            "completion of the plant",
                        ),
                    ),
                ),
            ),
            (
                Statistic(
                    *("waste_no_collection_rate", 64, "64%", "percent"),
                    "viviendas sin recojo de basura",
                    notes="dwellings",
                ),
            ),
        ),
        Item(
            "Los manantes se secan y el ganado enturbia los que quedan, de modo que en agosto hay "
            "que acarrear el agua desde el río.",
            "Cuidar las fuentes de agua junto con las comunidades que viven de ellas.",
            (
                Target(
                    "Levantar 18 km de cercos vivos alrededor de los manantes, con plantones de "
                    "los viveros comunales.",
                    "Raise 18 km of hedges around the springs, with seedlings from the community "
                    "nurseries.",
                    "output",
                    (Quantity(18, "km", "count", "cercos vivos", "hedges"),),
                ),
                Target(
                    "Aprobar la ordenanza que protege las cabeceras de cuenca.",
                    "Pass the bylaw that protects the headwaters.",
                    "activity",
                ),
            ),
        ),
        Item(
            "Las laderas se erosionan por falta de árboles.",
            "Recuperar las laderas y los manantes.",
            (
                Target(
                    "Plantar con los escolares y las comunidades, en las laderas más expuestas, "
                    "entre 30 000 y 40 000 queñuas.",
                    "Plant between 30,000 and 40,000 queñua trees on the most exposed slopes, "
                    "with the pupils and the communities.",
                    "output",
                    (
                        Quantity(30000, "count", "range_low", "queñuas plantadas", "queñua trees"),
                        Quantity(40000, "count", "range_high", "queñuas plantadas", "queñua trees"),
                    ),
                ),
            ),
        ),
    ),
)

INSTITUTIONAL = Dimension(
    "institutional",
    "5.3. DIMENSIÓN INSTITUCIONAL",
    (
        Item(
            "Los trámites son lentos y nadie da cuenta del gasto.",
            "Lograr un municipio ágil y transparente.",
            (
                Target(
                    "Entregar en línea el 100% de las licencias.",
                    "Issue 100% of licences online.",
                    "output",
                    (
                        Quantity(
                            *(100, "percent", "achieve_share", "licencias entregadas en línea"),
                            "licences issued online",
                        ),
                    ),
                ),
                Target(
                    "Presentar cada año el balance del gasto en audiencia pública.",
                    "Present the yearly balance of spending in a public hearing.",
                    "activity",
                ),
            ),
        ),
        Item(
            "Las comunidades no participan en el presupuesto.",
            "Decidir el presupuesto con las comunidades.",
            (
                Target(
                    "Destinar 500 mil soles a obras elegidas por las comunidades, al finalizar la "
                    "gestión.",
                    "Assign 500 thousand soles to works chosen by the communities by the end of "
                    "the term.",
                    "output",
                    (
                        Quantity(
                            *(500000, "soles", "other", "obras elegidas por las comunidades"),
                            "works chosen by the communities",
                        ),
                    ),
                    deadline="end_of_term",
                ),
            ),
        ),
    ),
)
