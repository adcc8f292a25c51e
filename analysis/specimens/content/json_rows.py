"""The rows of the summary of Chaupimayo, 2027-2030."""

from __future__ import annotations

from specimens.model import Dimension, Item, Quantity, Statistic, Target

_SOCIAL = Dimension(
    "social",
    "Dimensión Social",
    (
        Item(
            "Anemia en el 38,5% de los niños menores de 3 años.",
            "Erradicar la anemia en la primera infancia.",
            (
                Target(
                    "Reducir la anemia infantil del 38,5% al 25%.",
                    "Reduce child anaemia from 38.5% to 25%.",
                    "outcome",
                    (Quantity(25, "percent", "reduce_to", "anemia infantil", "child anaemia"),),
                    baseline=(38.5, "percent", "same"),
                    notes="the starting level is also in the problem",
                ),
            ),
            (
                Statistic(
                    *("anaemia_rate", 38.5, "38,5%", "percent", "niños con anemia"),
                    group="under_3",
                ),
            ),
            indicator="Porcentaje de niños con anemia.",
        ),
        Item(
            "Viviendas sin desagüe en los anexos altos.",
            "Llevar el saneamiento a los anexos.",
            (
                Target(
                    "Instalar 210 módulos de saneamiento en los anexos altos.",
                    "Install 210 sanitation units in the upper hamlets.",
                    "output",
                    (
                        Quantity(
                            210, "count", "count", "módulos de saneamiento", "sanitation units"
                        ),
                    ),
                ),
            ),
            indicator="Número de módulos instalados.",
        ),
        Item(
            "Escuelas sin conexión a internet.",
            "Acercar la tecnología a los estudiantes.",
            (
                Target(
                    "Conectar a internet las escuelas de todos los anexos.",
                    "Connect the schools of all the hamlets to the internet.",
                    "activity",
                    notes="first of two sentences of the cell",
                ),
                Target(
                    "Entregar 300 tabletas a los estudiantes.",
                    "Hand out 300 tablets to the students.",
                    "output",
                    (Quantity(300, "count", "count", "tabletas entregadas", "tablets"),),
                    notes="second of two sentences of the cell",
                ),
            ),
            indicator="Número de escuelas conectadas. Número de tabletas entregadas.",
            run_on=True,
        ),
    ),
)

_ECONOMIC = Dimension(
    "economic",
    "Dimensión Económica",
    (
        Item(
            "Los productores de papa nativa venden a pérdida: reciben 0,60 soles por kilo.",
            "Mejorar el precio que recibe el productor.",
            (
                Target(
                    "Alcanzar un precio de 1,20 soles por kilo de papa nativa.",
                    "Attain a price of 1.20 soles per kilo of native potato.",
                    "outcome",
                    (Quantity(1.2, "soles", "reach", "precio por kilo de papa", "potato price"),),
                    baseline=(0.6, "soles", "same"),
                    notes="soles per kilo",
                ),
            ),
            (
                Statistic(
                    *("other", 0.6, "0,60", "soles"),
                    "precio por kilo de papa nativa que recibe el productor",
                    notes="soles per kilo",
                ),
            ),
            indicator="Precio por kilo en chacra.",
        ),
        Item(
            "Camino a la capital de la provincia en mal estado.",
            "Unir al distrito con la provincia.",
            (
                Target(
                    "Asfaltar 27 km de la vía Chaupimayo - Aruma hacia el 2029.",
                    "Pave 27 km of the road from Chaupimayo to Aruma by 2029.",
                    "output",
                    (Quantity(27, "km", "count", "vía asfaltada", "road paved"),),
                    deadline="2029",
                ),
            ),
            indicator="Kilómetros asfaltados.",
        ),
    ),
)

_ENVIRONMENTAL = Dimension(
    "environmental",
    "Dimensión Ambiental",
    (
        Item(
            "Retroceso de los bofedales por el sobrepastoreo.",
            "Recuperar los pastos naturales.",
            (
                Target(
                    "Cercar 500 hectáreas de bofedales al 2030.",
                    "Fence 500 hectares of high wetlands by 2030.",
                    "output",
                    (Quantity(500, "ha", "count", "bofedales cercados", "wetlands fenced"),),
                    deadline="2030",
                ),
            ),
            indicator="Hectáreas cercadas.",
        ),
        Item(
            "Residuos sólidos sin segregar.",
            "Reciclar lo que hoy se quema.",
            (
                Target(
                    "Segregar el 60% de los residuos sólidos domiciliarios.",
                    "Sort 60% of household solid waste.",
                    "outcome",
                    (Quantity(60, "percent", "achieve_share", "residuos segregados", "waste"),),
                ),
            ),
            indicator="Porcentaje de residuos segregados.",
        ),
    ),
)

_INSTITUTIONAL = Dimension(
    "institutional",
    "Dimensión Institucional",
    (
        Item(
            "Poca participación de las mujeres en las asambleas.",
            "Lograr asambleas de todos y de todas.",
            (
                Target(
                    "Promover la participación de las mujeres en las asambleas.",
                    "Promote the participation of women in the assemblies.",
                    "aspiration",
                ),
            ),
            indicator="Mujeres que asisten a las asambleas.",
        ),
        Item(
            "Archivo municipal en papel y deteriorado.",
            "Salvar la memoria del municipio.",
            (
                Target(
                    "Digitalizar el 100% del archivo municipal en los dos primeros años de "
                    "gestión.",
                    "Digitise 100% of the municipal archive in the first two years of the term.",
                    "output",
                    (
                        Quantity(
                            *(100, "percent", "achieve_share", "archivo municipal digitalizado"),
                            "municipal archive digitised",
                        ),
                    ),
                    deadline="first_half_of_term",
                ),
            ),
            indicator="Porcentaje del archivo digitalizado.",
        ),
        Item(
            "Demora en la atención de las emergencias.",
            "Responder a tiempo.",
            (
                Target(
                    "Construir la base distrital de bomberos.",
                    "Build the fire station of the district.",
                    "activity",
                ),
            ),
            indicator="Base construida.",
        ),
    ),
)

DIMENSIONS = (_SOCIAL, _ECONOMIC, _ENVIRONMENTAL, _INSTITUTIONAL)
