"""The boxes of the plan of Pampa Verde."""

from __future__ import annotations

from specimens.model import Dimension, Item, Quantity, Statistic, Target

_SOCIAL = Dimension(
    "social",
    "DIMENSIÓN SOCIAL",
    (
        Item(
            "En 2017 se denunciaron 38 casos de violencia contra la mujer y no hay dónde acudir.",
            "Prevención en cada comunidad y un refugio para quien lo necesite.",
            (
                Target(
                    "Implementar el centro de refugio temporal para mujeres.",
                    "Set up the temporary shelter for women.",
                    "activity",
                ),
                Target(
                    "Formar a 90 promotoras contra la violencia.",
                    "Train 90 women promoters against violence.",
                    "output",
                    (Quantity(90, "people", "count", "promotoras formadas", "promoters trained"),),
                ),
            ),
            (
                Statistic(
                    *("violence_against_women_cases", 38, "38", "count", "casos denunciados"),
                    year="2017",
                ),
            ),
        ),
        Item(
            "Solo el 21,4 % de los escolares logra un nivel satisfactorio en lectura.",
            "Leer más y mejor, en la escuela y en la casa.",
            (
                Target(
                    "Lograr que el 40% de los escolares alcance un nivel satisfactorio en lectura.",
                    "Have 40% of school pupils attain a satisfactory level in reading.",
                    "outcome",
                    (
                        Quantity(
                            *(40, "percent", "achieve_share", "escolares con nivel satisfactorio"),
                            "pupils at a satisfactory level",
                        ),
                    ),
                    baseline=(21.4, "percent", "same"),
                ),
                Target(
                    "Abrir 05 bibliotecas comunales en el primer año.",
                    "Open 5 community libraries in the first year.",
                    "output",
                    (Quantity(5, "count", "count", "bibliotecas comunales", "libraries"),),
                    deadline="first_year",
                ),
            ),
            (
                Statistic(
                    *("reading_satisfactory_rate", 21.4, "21,4 %", "percent"),
                    "escolares con nivel satisfactorio en lectura",
                    group="students",
                ),
            ),
        ),
    ),
)

_ECONOMIC = Dimension(
    "economic",
    "DIMENSIÓN ECONÓMICA",
    (
        Item(
            "La leche se vende cruda y el ingreso familiar promedio es de 510 soles mensuales.",
            "Transformar la leche en el propio distrito.",
            (
                Target(
                    "Elevar el ingreso familiar promedio a 800 soles mensuales.",
                    "Raise the average family income to 800 soles a month.",
                    "outcome",
                    (
                        Quantity(
                            *(800, "soles_month", "increase_to", "ingreso familiar promedio"),
                            "average family income",
                        ),
                    ),
                    baseline=(510, "soles_month", "same"),
                ),
                Target(
                    "Instalar 03 plantas queseras.",
                    "Install 3 cheese plants.",
                    "output",
                    (Quantity(3, "count", "count", "plantas queseras", "cheese plants"),),
                ),
                Target(
                    "Mejorar genéticamente 1,500 vacunos.",
                    "Improve 1,500 head of cattle genetically.",
                    "output",
                    (Quantity(1500, "head", "count", "vacunos mejorados", "cattle improved"),),
                    notes="comma is a thousands mark",
                ),
            ),
            (
                Statistic(
                    *("household_income", 510, "510", "soles_month", "ingreso familiar promedio"),
                ),
            ),
        ),
        Item(
            "El mercado actual es un corralón sin techo ni desagüe.",
            "Un mercado digno para quien vende y para quien compra.",
            (
                Target(
                    "Construir el mercado de abastos, por 2,4 millones de soles.",
                    "Build the food market, for 2.4 million soles.",
                    "output",
                    (Quantity(2400000, "soles", "other", "costo del mercado", "market cost"),),
                    notes="its only number is the cost",
                ),
            ),
        ),
    ),
)

_ENVIRONMENTAL = Dimension(
    "environmental",
    "DIMENSIÓN AMBIENTAL",
    (
        Item(
            "La quema de pastos destruye los bofedales y ahuyenta a las vicuñas.",
            "Bofedales vivos y comunidades que los cuidan.",
            (
                Target(
                    "Cercar 320 hectáreas de bofedales.",
                    "Fence 320 hectares of high wetlands.",
                    "output",
                    (Quantity(320, "ha", "count", "bofedales cercados", "wetlands fenced"),),
                ),
                Target(
                    "Reducir los incendios de pastos en 50 %.",
                    "Reduce grass fires by 50%.",
                    "outcome",
                    (Quantity(50, "percent", "reduce_by", "incendios de pastos", "grass fires"),),
                ),
                Target(
                    "Crear una brigada forestal en cada comunidad.",
                    "Create a forest brigade in each community.",
                    "activity",
                ),
            ),
        ),
    ),
)

_INSTITUTIONAL = Dimension(
    "institutional",
    "DIMENSIÓN INSTITUCIONAL",
    (
        Item(
            "Las oficinas municipales atienden a puerta cerrada.",
            "Un municipio de puertas abiertas, que escucha y responde.",
            (
                Target(
                    "Digitalizar el 100% del archivo municipal al 2021.",
                    "Digitise 100% of the municipal archive by 2021.",
                    "output",
                    (
                        Quantity(
                            *(100, "percent", "achieve_share", "archivo municipal digitalizado"),
                            "municipal archive digitised",
                        ),
                    ),
                    deadline="2021",
                ),
                Target(
                    "Instalar el consejo de coordinación local. Sesionará en los anexos.",
                    "Set up the local coordination council. It will meet in the hamlets.",
                    "activity",
                    notes="the sentence that gives the place is kept with the promise",
                ),
                Target(
                    "Fortalecer la confianza entre la autoridad y el pueblo.",
                    "Strengthen trust between the authority and the people.",
                    "aspiration",
                ),
            ),
        ),
        Item(
            "El personal municipal no conoce las normas que aplica.",
            "Personal preparado y respetuoso.",
            (
                Target(
                    "Capacitar a 24 trabajadores municipales por año.",
                    "Train 24 municipal workers a year.",
                    "output",
                    (
                        Quantity(
                            *(24, "people", "count", "trabajadores capacitados por año"),
                            "workers trained a year",
                        ),
                    ),
                ),
            ),
        ),
    ),
)

DIMENSIONS = (_SOCIAL, _ECONOMIC, _ENVIRONMENTAL, _INSTITUTIONAL)
