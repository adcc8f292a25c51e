"""Chaupimayo: a plan with ruled tables, as people make with Word."""

from __future__ import annotations

from specimens.content.ruled_summary import DIMENSIONS
from specimens.model import Block, Plan, Statistic

_NETWORK = "Red de Salud de Aruma, 2017"
_FROM_SOURCE = "the year is that of the source"

_DIAGNOSIS = (
    Block("heading", "I. PRESENTACIÓN"),
    Block(
        "paragraph",
        "Este plan nació en las asambleas de las comunida¬des y en las reuniones de barrio de la "
        "capital del distrito. No es una lista de obras sueltas: cada com‧promiso respon‧de a un "
        "problema que las vecinas y los vecinos señalaron, y al final del documento se resume en "
        "un cuadro para que cual‧quiera pueda pedir cuentas a la autori¬dad ele‧gida.",
    ),
    Block(
        "paragraph",
        "Agradecemos a los presidentes comunales, a las madres del vaso de leche y a los jóvenes "
        "que tomaron nota en cada reu‧nión y que revisaron con paciencia los borra¬dores de "
        "estas páginas.",
    ),
    Block("heading", "II. DIAGNÓSTICO DEL DISTRITO"),
    Block("title", "2.1. Territorio y población"),
    Block(
        "paragraph",
        "Chaupimayo es un distrito de la provincia de Aruma, región Quillamarca. Ocupa 412,35 km² "
        "de lade¬ras y pajonales; su capital está a 3 480 m.s.n.m. y el abra de Yanaccasa, su "
        "punto más alto, a 4,725 m.s.n.m.",
        (
            Statistic("area", 412.35, "412,35", "km2", "superficie del distrito"),
            Statistic(
                *("elevation", 3480, "3 480", "metres", "altitud de la capital del distrito"),
                level="city",
                notes="the capital of the district, not named",
            ),
            Statistic(
                *("elevation_max", 4725, "4,725", "metres", "punto más alto del distrito"),
                notes="comma is a thousands mark",
            ),
        ),
    ),
    Block(
        "paragraph",
        "El censo de 2017 halló en el distrito 3 987 personas, 133 menos que en 2007; el 78,4 % de "
        "ellas vive en el campo, repartida su vida entre la cha¬cra y el hato. Hay nueve "
        "comunida‧des campe‧sinas, casi todas con título de pro¬piedad.",
        (
            Statistic(
                *("population", 3987, "3 987", "people", "personas halladas en el distrito"),
                year="2017",
                source="censo de 2017",
            ),
            Statistic(
                *("population_change", 133, "133", "people", "baja de la población del distrito"),
                year="2007-2017",
                source="censo de 2017",
                notes="a decrease; printed without sign",
            ),
            Statistic(
                *("population_share", 78.4, "78,4 %", "percent", "personas que viven en el campo"),
                year="2017",
                group="rural",
                source="censo de 2017",
            ),
            Statistic(
                *("communities_count", 9, "nueve", "count", "comunidades campe‧sinas del distrito"),
                notes="number written as a word",
            ),
        ),
    ),
    Block("title", "2.2. Salud y educación"),
    Block(
        "paragraph",
        "La anemia alcanza al 51,6 % de los niños menores de 5 años y la desnutri¬ción crónica al "
        "29.8% de ellos (Red de Salud de Aruma, 2017). Atienden 02 puestos de salud y los "
        "casos difíciles se refieren a la capital de la pro‧vincia, por una vía que la lluvia "
        "corta con fre¬cuencia.",
        (
            Statistic(
                *("anaemia_rate", 51.6, "51,6 %", "percent", "niños con anemia"),
                year="2017",
                group="under_5",
                source=_NETWORK,
                notes=_FROM_SOURCE,
            ),
            Statistic(
                *("chronic_child_malnutrition_rate", 29.8, "29.8%", "percent"),
                "niños con desnutrición crónica",
                year="2017",
                group="under_5",
                source=_NETWORK,
                notes=_FROM_SOURCE,
            ),
            Statistic("health_posts", 2, "02", "count", "puestos de salud del distrito"),
        ),
    ),
    Block(
        "paragraph",
        "En 14 escuelas estudian 806 alumnos con 61 docentes. El 18,2% de la pobla‧ción adulta no "
        "sabe leer ni escribir; entre las mujeres la propor¬ción sube al 26,9%. Los jóvenes que "
        "termi‧nan la secun¬daria se van a la costa a trabajar y pocos regre‧san a su comu‧nidad.",
        (
            Statistic("schools", 14, "14", "count", "escuelas del distrito"),
            Statistic("students", 806, "806", "people", "alumnos de las escuelas del distrito"),
            Statistic("teachers", 61, "61", "people", "docentes de las escuelas del distrito"),
            Statistic(
                *("illiteracy_rate", 18.2, "18,2%", "percent", "adultos que no leen ni escriben"),
                notes="adults",
            ),
            Statistic(
                *("illiteracy_rate", 26.9, "26,9%", "percent", "mujeres que no leen ni escriben"),
                group="women",
                notes="adults",
            ),
        ),
    ),
    Block("title", "2.3. Servicios y producción"),
    Block(
        "paragraph",
        "El 57,3% de las viviendas tiene agua por red, aunque llega apenas 3 horas al día. El "
        "71.5% no está conectado a la red pública de desa¬güe y el 22 % carece de electrici¬dad.",
        (
            Statistic(
                *("water_access_rate", 57.3, "57,3%", "percent", "viviendas con agua por red"),
                notes="dwellings",
            ),
            Statistic("water_hours_per_day", 3, "3", "hours", "horas de agua por red al día"),
            Statistic(
                *("sewerage_no_access_rate", 71.5, "71.5%", "percent"),
                "viviendas sin conexión a la red pública de desagüe",
                notes="dwellings",
            ),
            Statistic(
                *("electricity_no_access_rate", 22, "22 %", "percent"),
                "viviendas sin electricidad",
                notes="dwellings",
            ),
        ),
    ),
    Block(
        "paragraph",
        "Se siembran 1,140 hectáreas, de las que solo el 16% tiene riego. Los hatos suman 6 350 "
        "alpacas, cuya fibra sale sin clasifi¬car. El ingreso familiar pro‧medio es de 420 soles "
        "mensuales.",
        (
            Statistic("crop_area_total", 1140, "1,140", "ha", "hectáreas que se siembran"),
            Statistic("irrigated_land_share", 16, "16%", "percent", "tierras sembradas con riego"),
            Statistic("livestock_alpacas", 6350, "6 350", "head", "alpacas de los hatos"),
            Statistic(
                *("household_income", 420, "420", "soles_month", "ingreso familiar promedio"),
            ),
        ),
    ),
    Block("heading", "III. VISIÓN"),
    Block(
        "paragraph",
        "Chaupimayo es un distrito que cuida sus manan¬tes, educa a sus hijos en su lengua y "
        "vende con orgullo la fibra de sus alpacas. Sus jóvenes estudian sin tener que "
        "despe‧dirse, sus mayores envejecen acompa‧ñados y sus autoridades dan cuenta de lo que "
        "hacen en la plaza, delante de todos.",
    ),
    Block("heading", "IV. LINEAMIENTOS DE POLÍTICA"),
    Block("bullet", "La niñez y el agua van antes que el cemento en el presupuesto."),
    Block("bullet", "Las decisiones se toman con las comunidades, en su lengua y en su plaza."),
    Block("bullet", "Toda obra se entrega con una persona capacitada para mantenerla."),
    Block("bullet", "La oficina del alcalde tiene las cuentas a la vista."),
    Block("bullet", "Lo que hizo bien la gestión anterior se conserva y se mejora."),
    Block("bullet", "Los jóvenes y las mujeres tienen voz y voto en cada comité."),
    Block("bullet", "La tierra se trabaja sin quemarla y el manante se cerca antes de secarse."),
    Block("heading", "V. RESUMEN DEL PLAN DE GOBIERNO"),
    Block(
        "paragraph",
        "Los cuadros que siguen resumen, por dimen¬siones, los problemas que señalaron las "
        "asambleas, el objetivo con el que cada problema se responde y la meta que la gestión "
        "debe alcanzar. La comi‧sión vecinal los usará para revisar el avance y para "
        "recordar a la autori‧dad lo que firmó.",
    ),
)

_FOLLOW_UP = (
    Block("heading", "VI. SEGUIMIENTO DEL PLAN"),
    Block(
        "paragraph",
        "La asamblea distrital revisará el avance de este plan con las comunidades y publicará sus "
        "conclusiones en la radio local, sin esperar al final del periodo.",
    ),
)

PLAN = Plan(
    document_id="aruma-distrito-regla",
    file_name="aruma-distrito-regla.pdf",
    title="Plan de Gobierno Municipal 2019-2022",
    organisation="Alianza Vecinal Queñua Alta",
    place="Chaupimayo",
    level="district",
    term=(2019, 2022),
    deadline="2022",
    dimensions=DIMENSIONS,
    before=_DIAGNOSIS,
    after=_FOLLOW_UP,
)
