"""Lloclla: two columns of text, and a table whose columns are held by alignment alone."""

from __future__ import annotations

from specimens.content.unruled_summary import DIMENSIONS
from specimens.model import Block, Plan, Statistic

_MAP = "Mapa de Pobreza 2013"

_DIAGNOSIS = (
    Block("heading", "DIAGNÓSTICO"),
    Block("title", "El territorio"),
    Block(
        "paragraph",
        "El distrito de Lloclla baja desde las punas hasta el río del mismo nombre, en el extremo "
        "sur de la provincia de Aruma. Su territorio mide 318,10 km² y lo forman 11 centros "
        "poblados, unidos por trochas que cada familia ayuda a mantener en las faenas de la "
        "comunidad. La capital es pequeña y conserva su traza antigua, con la plaza, el templo y "
        "la acequia que la cruza.",
        (
            Statistic("area", 318.1, "318,10", "km2", "territorio del distrito"),
            Statistic("populated_centres_count", 11, "11", "count", "centros poblados"),
        ),
    ),
    Block("title", "La gente"),
    Block(
        "paragraph",
        "En 2017 vivían aquí 2,754 habitantes, agrupados en 812 hogares. La tasa de crecimiento "
        "es de -0.43 % al año: los jóvenes se marchan a la costa y las chacras quedan en manos de "
        "los abuelos, que ya no pueden limpiar las acequias ni levantar los andenes caídos.",
        (
            Statistic(
                *("population", 2754, "2,754", "people", "habitantes del distrito"), year="2017"
            ),
            Statistic(
                *("households", 812, "812", "households", "hogares del distrito"), year="2017"
            ),
            Statistic(
                *("population_growth_rate", -0.43, "-0.43 %", "percent"),
                "crecimiento de la población al año",
            ),
        ),
    ),
    Block(
        "paragraph",
        "El 47,9% de la población vive en situación de pobreza y el 19,3% en pobreza extrema, "
        "según el Mapa de Pobreza 2013. Los hogares con internet no pasan del 6,5 %, de modo que "
        "los trámites obligan a viajar a la capital de la provincia.",
        (
            Statistic(
                *("poverty_rate", 47.9, "47,9%", "percent", "población en situación de pobreza"),
                year="2013",
                source=_MAP,
            ),
            Statistic(
                *("extreme_poverty_rate", 19.3, "19,3%", "percent"),
                "población en pobreza extrema",
                year="2013",
                source=_MAP,
            ),
            Statistic(
                *("internet_access_rate", 6.5, "6,5 %", "percent", "hogares con internet"),
                notes="households; printed as an upper limit",
            ),
        ),
    ),
    Block("title", "La salud y la escuela"),
    Block(
        "paragraph",
        "La mortalidad infantil es de 24,1 por mil nacidos vivos. Hay 3 establecimientos de salud "
        "y 9 escuelas; en ellas estudian 522 niños. Los maestros viven lejos y llegan tarde el "
        "lunes; las familias piden que la escuela enseñe también a trabajar la tierra y a "
        "defender la propia lengua.",
        (
            Statistic(
                *("infant_mortality", 24.1, "24,1 por mil", "per_thousand"),
                "muertes infantiles por mil nacidos vivos",
            ),
            Statistic(
                *("health_establishments", 3, "3", "count", "establecimientos de salud"),
            ),
            Statistic("schools", 9, "9", "count", "escuelas del distrito"),
            Statistic("students", 522, "522", "people", "niños que estudian en las escuelas"),
        ),
    ),
    Block("title", "La producción"),
    Block(
        "paragraph",
        "Se cultivan 96 hectáreas de palto y 210 hectáreas de maíz amiláceo; la vuelta de riego "
        "llega cada 18 días. La palta se vende en el árbol, a quien llegue primero con un camión, "
        "y el productor nunca conoce el precio de la ciudad.",
        (
            Statistic("crop_area", 96, "96", "ha", "superficie de palto"),
            Statistic("crop_area_starchy_maize", 210, "210", "ha", "superficie de maíz amiláceo"),
            Statistic("irrigation_interval", 18, "18", "days", "días entre turnos de riego"),
        ),
    ),
    Block(
        "paragraph",
        "De los 74,6 km de caminos vecinales, el 58% está intransitable en época de lluvias. "
        "Cuando el puente se cierra, la leche se derrama y los enfermos esperan.",
        (
            Statistic("road_length", 74.6, "74,6", "km", "longitud de los caminos vecinales"),
            Statistic(
                *("road_inaccessible_share", 58, "58%", "percent"),
                "caminos vecinales intransitables con las lluvias",
            ),
        ),
    ),
    Block("title", "El río y los cerros"),
    Block(
        "paragraph",
        "El río es la memoria del pueblo y también su desagüe. Los cerros, sin árboles que los "
        "sujeten, se vienen abajo con los aguaceros del verano y tapan la carretera. Los mayores "
        "recuerdan bosques de chachacomo donde hoy solo hay piedra suelta.",
    ),
    Block("title", "El municipio"),
    Block(
        "paragraph",
        "La municipalidad trabaja con pocos recursos y menos orden. Las obras empiezan tarde, se "
        "paralizan por falta de expediente y se entregan sin nadie que las mantenga. La gente no "
        "sabe cuánto se gasta ni en qué, y por eso desconfía de toda autoridad.",
    ),
)

_OPENING = (
    Block("heading", "PRESENTACIÓN"),
    Block(
        "paragraph",
        "Vecina, vecino: el Movimiento Local Tres Puquios nació para que Lloclla vuelva a "
        "decidir sobre su agua, su tierra y su tiempo. Estas páginas recogen lo que oímos en cada "
        "anexo y lo que, con responsabilidad, podemos ofrecer desde la alcaldía.",
    ),
    Block("title", "Lineamientos"),
    Block("bullet", "Primero el agua, después la obra."),
    Block("bullet", "Cuentas claras en cada anexo."),
    Block("bullet", "Respeto por la palabra de los mayores."),
)

_SUMMARY = (
    Block("heading", "CUADRO RESUMEN DEL PLAN DE GOBIERNO"),
    Block(
        "paragraph",
        "Este cuadro junta lo que se conversó en los talleres de cada anexo. Quien quiera saber a "
        "qué nos comprometemos no necesita leer más que estas hojas, que también se colgarán en la "
        "puerta de la municipalidad y en el local de cada comunidad para que nadie diga que no las "
        "conoció y para que cada vecino pueda marcar lo que se va cumpliendo.",
    ),
)

PLAN = Plan(
    document_id="aruma-sin-reglas",
    file_name="aruma-sin-reglas.pdf",
    title="Plan de Gobierno Distrital 2019-2022",
    organisation="Movimiento Local Tres Puquios",
    place="Lloclla",
    level="district",
    term=(2019, 2022),
    deadline="2022",
    dimensions=DIMENSIONS,
    before=(*_OPENING, Block("columns"), *_DIAGNOSIS, Block("page"), *_SUMMARY),
)
