"""The rows of the summary of the province, 2027-2030."""

from __future__ import annotations

from specimens.model import Dimension, Item, Quantity, Statistic, Target

_SOCIAL = Dimension(
    "social",
    "Dimensión Social",
    (
        Item(
            "El 31,2% de la población no cuenta con seguro de salud.",
            "Proteger la salud de todas las familias.",
            (
                Target(
                    "Afiliar al seguro de salud al 95 % de la población.",
                    "Enrol 95% of the population in health insurance.",
                    "outcome",
                    (
                        Quantity(
                            *(95, "percent", "achieve_share", "población con seguro de salud"),
                            "population with health insurance",
                        ),
                    ),
                    baseline=(31.2, "percent", "complement"),
                ),
            ),
            (
                Statistic(
                    *("no_health_insurance_rate", 31.2, "31,2%", "percent"),
                    "población sin seguro de salud",
                ),
            ),
            indicator="Porcentaje de población afiliada",
        ),
        Item(
            "Jóvenes sin espacios deportivos.",
            "Promover la vida sana.",
            (
                Target(
                    "Construir 04 complejos deportivos.",
                    "Build 4 sports complexes.",
                    "output",
                    (Quantity(4, "count", "count", "complejos deportivos", "sports complexes"),),
                ),
            ),
            indicator="Número de complejos",
        ),
        Item(
            "El embarazo adolescente llega al 14,7%.",
            "Cuidar a las adolescentes.",
            (
                Target(
                    "Disminuir el embarazo adolescente en 5 puntos porcentuales.",
                    "Lower teenage pregnancy by 5 percentage points.",
                    "outcome",
                    (
                        Quantity(
                            *(5, "percentage_points", "reduce_by", "embarazo adolescente"),
                            "teenage pregnancy",
                        ),
                    ),
                    baseline=(14.7, "percent", "same"),
                ),
            ),
            (
                Statistic(
                    "teenage_pregnancy_rate", 14.7, "14,7%", "percent", "embarazo adolescente"
                ),
            ),
            indicator="Porcentaje de adolescentes embarazadas",
        ),
    ),
)

_ECONOMIC = Dimension(
    "economic",
    "Dimensión Económica",
    (
        Item(
            "Poco turismo: 2 150 visitantes en 2025.",
            "Hacer conocida a la provincia.",
            (
                Target(
                    "Recibir 6 000 visitantes al año.",
                    "Receive 6,000 visitors a year.",
                    "outcome",
                    (Quantity(6000, "people", "reach", "visitantes al año", "visitors a year"),),
                    baseline=(2150, "people", "same"),
                ),
            ),
            (
                Statistic(
                    *("tourists", 2150, "2 150", "people", "visitantes en el año"), year="2025"
                ),
            ),
            indicator="Visitantes registrados",
        ),
        Item(
            "Mercado provincial sin cadena de frío.",
            "Modernizar el comercio de alimentos.",
            (
                Target(
                    "Instalar la cámara frigorífica del mercado provincial.",
                    "Install the cold store of the provincial market.",
                    "activity",
                ),
            ),
            indicator="Cámara instalada",
        ),
    ),
)

_ENVIRONMENTAL = Dimension(
    "environmental",
    "Dimensión Ambiental",
    (
        Item(
            "Aguas residuales vertidas al río.",
            "Recuperar el río.",
            (
                Target(
                    "Construir la planta de tratamiento de aguas residuales al 80%.",
                    "Build the wastewater treatment plant to 80%.",
                    "output",
                    (
                        Quantity(
                            *(80, "percent", "achieve_share", "avance de la planta"),
                            "completion of the plant",
                        ),
                    ),
                ),
            ),
            indicator="Avance de la obra",
        ),
        Item(
            "Pocas áreas verdes: 2,1 m² por habitante.",
            "Hacer una ciudad para caminar.",
            (
                Target(
                    "Aumentar las áreas verdes a 5 m² por habitante.",
                    "Increase green areas to 5 m² per inhabitant.",
                    "outcome",
                    (
                        Quantity(
                            *(5, "m2_per_person", "increase_to", "áreas verdes por habitante"),
                            "green area per inhabitant",
                        ),
                    ),
                    baseline=(2.1, "m2_per_person", "same"),
                ),
            ),
            (
                Statistic(
                    *("green_area_per_capita", 2.1, "2,1", "m2_per_person"),
                    "áreas verdes por habitante",
                ),
            ),
            indicator="Metros cuadrados por habitante",
        ),
    ),
)

_INSTITUTIONAL = Dimension(
    "institutional",
    "Dimensión Institucional",
    (
        Item(
            "Desconfianza de la población en la municipalidad.",
            "Gobernar a la vista de todos.",
            (
                Target(
                    "Publicar todas las compras en el portal municipal.",
                    "Publish all purchases on the municipal website.",
                    "activity",
                ),
            ),
            indicator="Compras publicadas",
        ),
        Item(
            "Personal municipal sin capacitación.",
            "Servir mejor al vecino.",
            (
                Target(
                    "Capacitar a 150 servidores municipales al 2028.",
                    "Train 150 municipal employees by 2028.",
                    "output",
                    (Quantity(150, "people", "count", "servidores capacitados", "employees"),),
                    deadline="2028",
                ),
            ),
            indicator="Servidores capacitados",
        ),
        Item(
            "Conflictos de límites sin resolver.",
            "Vivir en paz entre distritos.",
            (
                Target(
                    "Impulsar el diálogo entre los distritos.",
                    "Foster dialogue among the districts.",
                    "aspiration",
                ),
            ),
            indicator="Reuniones realizadas",
        ),
    ),
)

DIMENSIONS = (_SOCIAL, _ECONOMIC, _ENVIRONMENTAL, _INSTITUTIONAL)
