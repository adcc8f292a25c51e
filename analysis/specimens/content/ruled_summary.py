"""The summary tables of the plan of Chaupimayo, filed as PDF and, in another copy, as a scan."""

from __future__ import annotations

from specimens.content.ruled_second_half import ENVIRONMENTAL, INSTITUTIONAL
from specimens.model import Dimension, Item, Quantity, Statistic, Target

_SOCIAL = Dimension(
    "social",
    "5.1. DIMENSIÓN SOCIAL",
    (
        Item(
            "El 51,6 % de los niños menores de 5 años tiene anemia y las madres de las comunidades "
            "altas no llegan a sus controles.",
            "Prevenir la anemia desde el embarazo.",
            (
                Target(
                    "Reducir la anemia infantil al 30 %.",
                    "Reduce child anaemia to 30%.",
                    "outcome",
                    (Quantity(30, "percent", "reduce_to", "anemia infantil", "child anaemia"),),
                    baseline=(51.6, "percent", "same"),
                ),
            ),
            (
                Statistic(
                    *("anaemia_rate", 51.6, "51,6 %", "percent", "niños con anemia"),
                    group="under_5",
                ),
            ),
        ),
        Item(
            "",
            "Acercar los controles a las comunidades altas.",
            (
                Target(
                    "Equipar 02 puestos de salud con oficina de telemedicina.",
                    "Equip 2 health posts with a telemedicine office.",
                    "output",
                    (Quantity(2, "count", "count", "puestos de salud equipados", "health posts"),),
                ),
                Target(
                    "Atender a 450 familias en visitas domiciliarias cada año.",
                    "Attend to 450 families in home visits each year.",
                    "output",
                    (
                        Quantity(
                            *(450, "count", "count", "familias visitadas por año"),
                            "families visited a year",
                        ),
                    ),
                ),
            ),
        ),
        Item(
            "",
            "Llevar a la mesa escolar los productos de la zona.",
            (
                Target(
                    "Firmar un convenio con los comedores escolares para la compra de quinua "
                    "local.",
                    "Sign an agreement with the school canteens to buy local quinoa.",
                    "activity",
                ),
            ),
        ),
        Item(
            "El 42,7% de las viviendas no tiene agua por red y la que llega a las demás no siempre "
            "es clorada ni alcanza para el día, sobre todo en los anexos de la parte alta.",
            "Asegurar agua limpia y continua para todas las familias del distrito, con juntas "
            "administradoras que la cuiden.",
            (
                Target(
                    "El 85 % de las viviendas contará con agua por red.",
                    "85% of dwellings will have piped water.",
                    "outcome",
                    (
                        Quantity(
                            *(85, "percent", "achieve_share", "viviendas con agua por red"),
                            "dwellings with piped water",
                        ),
                    ),
                    baseline=(42.7, "percent", "complement"),
                ),
                Target(
                    "Construir 07 reservorios con caseta de cloración en los anexos de la parte "
                    "alta. Así el agua llegará clorada a todas las pilas y la escuela no tendrá "
                    "que hervirla.",
                    "Build 7 reservoirs with a chlorination booth in the upper hamlets. The water "
                    "will then reach every tap chlorinated and the school need not boil it.",
                    "output",
                    (Quantity(7, "count", "count", "reservorios con caseta", "reservoirs"),),
                    notes="the sentence that gives the purpose is kept with the promise",
                ),
                Target(
                    "Formalizar todas las juntas administradoras de agua del distrito.",
                    "Register all the water boards of the district.",
                    "activity",
                ),
            ),
            (
                Statistic(
                    *("water_no_access_rate", 42.7, "42,7%", "percent"),
                    "viviendas sin agua por red",
                    notes="dwellings",
                ),
            ),
        ),
        Item(
            "Los adultos mayores viven solos y sin abrigo en las alturas.",
            "Proteger a los adultos mayores.",
            (
                Target(
                    "Se instaló la casa del adulto mayor en la capital del distrito.",
                    "The house of older adults was set up in the capital of the district.",
                    "activity",
                    accomplished=True,
                ),
                Target(
                    "Fomentar el buen trato hacia los adultos mayores.",
                    "Encourage good treatment of older adults.",
                    "aspiration",
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
            "Solo el 16% de las tierras de cultivo tiene riego y las cosechas dependen de la "
            "lluvia.",
            "Ampliar el riego y mejorar los canales.",
            (
                Target(
                    "Elevar del 16 % al 35 % las tierras de cultivo con riego.",
                    "Raise irrigated farmland from 16% to 35%.",
                    "outcome",
                    (
                        Quantity(
                            *(35, "percent", "increase_to", "tierras de cultivo con riego"),
                            "irrigated farmland",
                        ),
                    ),
                    baseline=(16, "percent", "same"),
                    notes="the starting level is also in the problem",
                ),
                Target(
                    "Revestir 12,5 km de canales entre Chaupimayo y Pucaranra.",
                    "Line 12.5 km of canals between Chaupimayo and Pucaranra.",
                    "output",
                    (Quantity(12.5, "km", "count", "canales revestidos", "canals lined"),),
                ),
            ),
            (
                Statistic(
                    *("irrigated_land_share", 16, "16%", "percent", "tierras de cultivo con riego"),
                ),
            ),
        ),
        Item(
            "La fibra de alpaca se vende sin clasificar a los intermediarios.",
            "Vender fibra clasificada y certificada.",
            (
                Target(
                    "Aumentar el precio de la fibra en 20 % al tercer año.",
                    "Raise the price of the fibre by 20% by the third year.",
                    "outcome",
                    (Quantity(20, "percent", "increase_by", "precio de la fibra", "fibre price"),),
                    deadline="third_year",
                    notes="the promise's own deadline goes before that of the header",
                ),
                Target(
                    "Capacitar a 180 alpaqueras en clasificación de fibra.",
                    "Train 180 women alpaca herders in grading fibre.",
                    "output",
                    (
                        Quantity(
                            *(180, "people", "count", "alpaqueras capacitadas"),
                            "women alpaca herders trained",
                        ),
                    ),
                ),
            ),
        ),
        Item(
            "Los viajeros pasan de largo: en 2017 llegaron 310 visitantes.",
            "Abrir la ruta de las lagunas.",
            (
                Target(
                    "Recibir 1 200 visitantes al año.",
                    "Receive 1,200 visitors a year.",
                    "outcome",
                    (Quantity(1200, "people", "reach", "visitantes al año", "visitors a year"),),
                    baseline=(310, "people", "same"),
                ),
            ),
            (
                Statistic(
                    *("tourists", 310, "310", "people", "visitantes que llegaron en el año"),
                    year="2017",
                ),
            ),
        ),
    ),
)

DIMENSIONS = (_SOCIAL, _ECONOMIC, ENVIRONMENTAL, INSTITUTIONAL)
