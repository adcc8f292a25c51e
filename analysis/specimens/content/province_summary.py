"""The summary table of the plan of the province."""

from __future__ import annotations

from specimens.model import Dimension, Item, Quantity, Statistic, Target

_SOCIAL = Dimension(
    "social",
    "Dimensión social",
    (
        Item(
            "La anemia afecta al 47,0% de los niños menores de 5 años.",
            "Mejorar la alimentación infantil.",
            (
                Target(
                    "Reducir la anemia infantil en 15 puntos porcentuales.",
                    "Reduce child anaemia by 15 percentage points.",
                    "outcome",
                    (
                        Quantity(
                            *(15, "percentage_points", "reduce_by", "anemia infantil"),
                            "child anaemia",
                        ),
                    ),
                    baseline=(47, "percent", "same"),
                ),
            ),
            (
                Statistic(
                    *("anaemia_rate", 47, "47,0%", "percent", "niños con anemia"), group="under_5"
                ),
            ),
        ),
        Item(
            "",
            "Fortalecer los servicios de salud.",
            (
                Target(
                    "Implementar 08 centros de estimulación temprana.",
                    "Set up 8 early stimulation centres.",
                    "output",
                    (
                        Quantity(
                            *(8, "count", "count", "centros de estimulación temprana"),
                            "early stimulation centres",
                        ),
                    ),
                ),
                Target(
                    "Construir el hospital provincial al 40 %.",
                    "Build the provincial hospital to 40%.",
                    "output",
                    (
                        Quantity(
                            *(40, "percent", "achieve_share", "avance del hospital provincial"),
                            "completion of the provincial hospital",
                        ),
                    ),
                ),
            ),
        ),
        Item(
            "El 12,6% de los hogares sufrió un robo en el último año.",
            "Devolver la calma a los barrios.",
            (
                Target(
                    "Instalar 64 cámaras de vigilancia.",
                    "Install 64 surveillance cameras.",
                    "output",
                    (Quantity(64, "count", "count", "cámaras de vigilancia", "cameras"),),
                ),
                Target(
                    "Aumentar a 45 el número de serenos.",
                    "Increase the number of municipal guards to 45.",
                    "output",
                    (Quantity(45, "people", "increase_to", "serenos", "municipal guards"),),
                    notes="the municipality's own staff",
                ),
            ),
            (
                Statistic(
                    *("victimisation_rate", 12.6, "12,6%", "percent", "hogares con un robo"),
                    notes="households; 'the last year' is not dated",
                ),
            ),
        ),
    ),
)

_ECONOMIC = Dimension(
    "economic",
    "Dimensión económica",
    (
        Item(
            "El 8,7% de la población activa de la ciudad no tiene empleo.",
            "Promover el empleo local.",
            (
                Target(
                    "Bajar el desempleo de la ciudad a menos de 6 %.",
                    "Lower unemployment in the city to less than 6%.",
                    "outcome",
                    (Quantity(6, "percent", "reduce_to", "desempleo", "unemployment"),),
                    baseline=(8.7, "percent", "same"),
                    notes="'less than' is printed",
                ),
                Target(
                    "Capacitar a 350 jóvenes en oficios de la construcción.",
                    "Train 350 young people in building trades.",
                    "output",
                    (Quantity(350, "people", "count", "jóvenes capacitados", "young people"),),
                ),
            ),
            (
                Statistic(
                    *("unemployment_rate", 8.7, "8,7%", "percent", "población activa sin empleo"),
                    level="city",
                ),
            ),
        ),
        Item(
            "El terminal terrestre funciona en la vía pública.",
            "Ordenar el transporte.",
            (
                Target(
                    "Construir el terminal terrestre provincial.",
                    "Build the provincial bus terminal.",
                    "activity",
                ),
            ),
        ),
    ),
)

_ENVIRONMENTAL = Dimension(
    "environmental",
    "Dimensión ambiental",
    (
        Item(
            "De la basura de la ciudad solo se recicla el 4 %.",
            "Reciclar más y contaminar menos.",
            (
                Target(
                    "Reciclar el 20 % de la basura de la ciudad.",
                    "Recycle 20% of the waste of the city.",
                    "outcome",
                    (Quantity(20, "percent", "achieve_share", "basura reciclada", "waste"),),
                    baseline=(4, "percent", "same"),
                ),
                Target("Cerrar el botadero de Ccollpa.", "Close the Ccollpa dump.", "activity"),
            ),
            (
                Statistic(
                    *("waste_recycled_share", 4, "4 %", "percent", "basura de la ciudad reciclada"),
                    level="city",
                ),
            ),
        ),
    ),
)

_INSTITUTIONAL = Dimension(
    "institutional",
    "Dimensión institucional",
    (
        Item(
            "Obras paralizadas y presupuesto sin ejecutar.",
            "Lograr una gestión eficaz.",
            (
                Target(
                    "Ejecutar el 90% del presupuesto de inversiones cada año.",
                    "Spend 90% of the investment budget each year.",
                    "output",
                    (
                        Quantity(
                            *(90, "percent", "achieve_share", "presupuesto ejecutado"),
                            "budget spent",
                        ),
                    ),
                ),
                Target(
                    "Concluir las 5 obras paralizadas en los primeros 100 días.",
                    "Finish the 5 halted works in the first 100 days.",
                    "output",
                    (Quantity(5, "count", "count", "obras concluidas", "works finished"),),
                    deadline="first_100_days",
                    notes="the promise's own deadline goes before that of the header",
                ),
                Target(
                    "Promover la ética pública.",
                    "Promote public ethics.",
                    "aspiration",
                ),
            ),
        ),
    ),
)

DIMENSIONS = (_SOCIAL, _ECONOMIC, _ENVIRONMENTAL, _INSTITUTIONAL)
