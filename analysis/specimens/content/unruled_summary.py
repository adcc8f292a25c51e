"""The summary table of the plan of Lloclla."""

from __future__ import annotations

from specimens.model import Dimension, Item, Quantity, Statistic, Target

_SOCIAL = Dimension(
    "social",
    "A) DIMENSIÓN SOCIAL",
    (
        Item(
            "Alta deserción escolar: el 9,8% de los adolescentes deja la secundaria.",
            "Que ningún adolescente abandone el colegio.",
            (
                Target(
                    "Disminuir la deserción escolar a un 4 %.",
                    "Lower school dropout to 4%.",
                    "outcome",
                    (Quantity(4, "percent", "reduce_to", "deserción escolar", "school dropout"),),
                    baseline=(9.8, "percent", "same"),
                ),
                Target(
                    "Entregar 60 becas de estudio por año.",
                    "Award 60 study grants a year.",
                    "output",
                    (Quantity(60, "count", "count", "becas por año", "study grants a year"),),
                ),
            ),
            (
                Statistic(
                    *("school_dropout_rate", 9.8, "9,8%", "percent"),
                    "adolescentes que dejan la secundaria",
                    group="adolescents",
                ),
            ),
        ),
        Item(
            "Las postas no tienen personal por las noches y los partos se atienden en casa.",
            "Atención de salud a toda hora, con trato en la lengua de las familias.",
            (
                Target(
                    "Contratar 06 técnicas de enfermería.",
                    "Hire 6 nursing assistants.",
                    "output",
                    (
                        Quantity(
                            *(6, "people", "count", "técnicas de enfermería contratadas"),
                            "nursing assistants hired",
                        ),
                    ),
                ),
                Target(
                    "Habilitar la casa materna de Huayllapata.",
                    "Fit out the maternal waiting home of Huayllapata.",
                    "activity",
                ),
            ),
        ),
    ),
)

_ECONOMIC = Dimension(
    "economic",
    "B) DIMENSIÓN ECONÓMICA",
    (
        Item(
            "El 58% de los caminos vecinales está intransitable en época de lluvias.",
            "Caminos abiertos todo el año.",
            (
                Target(
                    "Rehabilitar 43,2 km de caminos vecinales.",
                    "Rehabilitate 43.2 km of local roads.",
                    "output",
                    (Quantity(43.2, "km", "count", "caminos rehabilitados", "roads mended"),),
                ),
                Target(
                    "Que el 80 % de los caminos vecinales sea transitable en época de lluvias.",
                    "Have 80% of the local roads passable in the rainy season.",
                    "outcome",
                    (
                        Quantity(
                            *(80, "percent", "achieve_share", "caminos vecinales transitables"),
                            "passable local roads",
                        ),
                    ),
                    baseline=(58, "percent", "complement"),
                ),
            ),
            (
                Statistic(
                    *("road_inaccessible_share", 58, "58%", "percent"),
                    "caminos vecinales intransitables con las lluvias",
                ),
            ),
        ),
        Item(
            "La palta se vende sin seleccionar y a bajo precio a los camioneros que llegan a la "
            "chacra.",
            "Llegar con palta de calidad a los mercados de la costa, sin intermediarios.",
            (
                Target(
                    "Elevar la superficie de palto hasta 150 hectáreas.",
                    "Raise the area of avocado to 150 hectares.",
                    "outcome",
                    (Quantity(150, "ha", "increase_to", "superficie de palto", "avocado area"),),
                    notes="what the farmers produce; the baseline stands elsewhere in the plan",
                ),
                Target(
                    "Construir el centro de acopio de palta junto a la carretera.",
                    "Build the avocado collection centre by the road.",
                    "activity",
                ),
            ),
        ),
    ),
)

_ENVIRONMENTAL = Dimension(
    "environmental",
    "C) DIMENSIÓN AMBIENTAL",
    (
        Item(
            "El río Lloclla recibe las aguas servidas del pueblo, con las que después se riegan "
            "las hortalizas.",
            "Devolver el río limpio a las chacras de la parte baja.",
            (
                Target(
                    "Tratar el 90% de las aguas residuales de la capital distrital.",
                    "Treat 90% of the wastewater of the district capital.",
                    "outcome",
                    (
                        Quantity(
                            *(90, "percent", "achieve_share", "aguas residuales tratadas"),
                            "wastewater treated",
                        ),
                    ),
                ),
                Target(
                    "Promover el respeto por el río.",
                    "Promote respect for the river.",
                    "aspiration",
                ),
            ),
        ),
        Item(
            "No hay defensa contra los huaicos.",
            "Proteger al pueblo de los huaicos.",
            (
                Target(
                    "Levantar 850 metros de defensa ribereña en el segundo año.",
                    "Raise 850 metres of river embankment in the second year.",
                    "output",
                    (Quantity(850, "metres", "count", "defensa ribereña", "river embankment"),),
                    deadline="second_year",
                    notes="the promise's own deadline goes before that of the header",
                ),
            ),
        ),
    ),
)

_INSTITUTIONAL = Dimension(
    "institutional",
    "D) DIMENSIÓN INSTITUCIONAL",
    (
        Item(
            "La municipalidad recauda poco y gasta tarde.",
            "Finanzas ordenadas.",
            (
                Target(
                    "Incrementar la recaudación del impuesto predial en 25%.",
                    "Increase the revenue of the property tax by 25%.",
                    "output",
                    (
                        Quantity(
                            *(25, "percent", "increase_by", "recaudación del impuesto predial"),
                            "revenue of the property tax",
                        ),
                    ),
                    notes="the municipality's own effort",
                ),
                Target(
                    "Ejecutar el 95 % del presupuesto de inversiones.",
                    "Spend 95% of the investment budget.",
                    "output",
                    (
                        Quantity(
                            *(95, "percent", "achieve_share", "presupuesto ejecutado"),
                            "budget spent",
                        ),
                    ),
                ),
            ),
        ),
        Item(
            "Los anexos no reciben información sobre las obras.",
            "Rendir cuentas en cada anexo.",
            (
                Target(
                    "Realizar 2 audiencias públicas por año en cada anexo.",
                    "Hold 2 public hearings a year in each hamlet.",
                    "output",
                    (
                        Quantity(
                            *(2, "count", "count", "audiencias públicas por año y anexo"),
                            "public hearings a year and hamlet",
                        ),
                    ),
                ),
            ),
        ),
    ),
)

DIMENSIONS = (_SOCIAL, _ECONOMIC, _ENVIRONMENTAL, _INSTITUTIONAL)
