"""How measurable a commitment is, by the rules of CODEBOOK.md, and whether it is told as done."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from planoteca.extraction.comparators import TIMES
from planoteca.extraction.numbers import fold
from planoteca.extraction.units import MONEY


def any_of(words: str) -> str:
    """A group of words, whole: parted by blanks, `*` for any ending, `_` for a blank."""
    forms = (re.escape(word).replace(r"\*", r"\w*").replace("_", r"\s+") for word in words.split())
    return rf"\b(?:{'|'.join(forms)})\b"


def pattern(words: str) -> re.Pattern[str]:
    """`any_of`, compiled; it expects folded text (lower case, no accents)."""
    return re.compile(any_of(words))


# Conditions of people's lives, or of the place they live in, that a number can measure.
_CONDITIONS = pattern(
    """
    desnutricion anemia mortalidad mortandad morbilidad enfermedad* pobreza analfabet* deserc*
    desempleo subempleo empleo empleos ingreso ingresos delincuen* delict* delito delitos crimin*
    insegur* violencia victimas contamina* cobertura acceso accesos acced* deficit brecha brechas
    agua desague saneamiento alcantarillado alumbrado electric* energia internet aprendizaje*
    comprension rendimiento* producti* produccion export* turistas visitantes esperanza_de_vida
    embarazo* vacunac* transitab* satisfac* atencion atendid* servicios_basicos servicio_de_salud
    servicios_de_salud viven vende venden generan goza gozan continuan participa participan
    involucrad* maneja manejan recicla* segrega* formaliza* informal* camino caminos via vias quema
    """
)
_PEOPLE = pattern(
    """
    poblacion pobladores habitantes familias hogares viviendas personas ninos ninas jovenes
    adolescentes adultos mujeres madres gestantes estudiantes alumnos escolares ciudadan* vecinos
    productor* agricultores ganaderos comuneros victimas lideres
    """
)
# What a municipality delivers: a share of it, or its own staff trained, is an output.
_DELIVERIES = pattern(
    """
    capacit* proyecto proyectos programa programas obra obras construc* construi* ordenanza*
    expediente* convenio* oficina oficinas trabajadores funcionarios servidores personal autoridades
    document* instrumentos planes sesiones acuerdos pedidos limites zee gestion* financiamiento
    instal* implement* equip* registro talleres campanas mercado estadio local parque parques losa
    losas loza lozas academia terminal camal
    """
)
_CONCRETE_ACTS = pattern(
    """
    construi* construy* construc* edific* instal* implement* equip* adqui* compra* asfalt* paviment*
    rehabilit* remodel* refaccion* restaur* crear crea crean cree creado creacion creando creara
    crearan constitu* conform* elabor* formular formula* disen* ejecut* realiz* capacit* fores*
    refores* arboriz* sembr* siembra* titula* saneamiento_fisico catastr* zonific* dotar dotacion
    dotando entreg* otorg* abastec* contrat* habilit* electrific* apertur* culmin* termin* reubic*
    repotenci* reactiv* registr* suscri* firma* aprob* aprueb* actualiz* difund* difusion public*
    convoc* financi* gestionar transfer* formar formaliz* formalic* mecaniz* recategoriz*
    re_categoriz* ampliacion_y_mejoramiento ampliar_y_mejorar mejoramiento_genetico
    """
)
_CONCRETE_THINGS = pattern(
    """
    programa programas proyecto proyectos centro centros casa casas planta plantas carretera*
    via vias trocha* camino caminos puente puentes pistas veredas canal canales presa presas
    represa* reservorio* pozo pozos mercado* parque parques plaza plazas losa losas loza lozas
    estadio* aula aulas colegio* escuela* instituto* universidad hospital hospitales posta
    postas modulo* camaras talleres campanas ferias cursos becas botiquines vivero viveros
    relleno vehiculo* maquinaria* ambulancia* patrullero* comisaria* casetas redes sistema
    sistemas infraestructura afirmado comite comites consejo consejos concejo mesa mesas
    mancomunidad oficina oficinas subgerencia sub_gerencia gerencia ordenanza* portal
    pagina_web catastro estudio estudios diagnostico* expediente* convenio* elencos
    piscigranja* criadero* farmacias antena* letrinas cocinas huerto* biohuerto* cementerio
    camal terminal malecon museo biblioteca comedor comedores albergue* gimnasio plan planes
    evento eventos circuito circuitos complejo_arqueologico brigada brigadas
    """
)
_ABSTRACT_HEADS = any_of(
    """
    eficient* adecuad* buen buena buenos poblacion contar_con_suficiente* promover fomentar impulsar
    propiciar incentivar fortalecer fortalecimiento mejorar garantizar lograr priorizar sensibilizar
    concientizar concertacion coordinar cobertur* cubrir facilitar contribuir desarrollar consolidar
    asegurar velar respetar
    """
)
_ABSTRACT_HEAD = re.compile(
    rf"^(?:al \d{{4}}\s+)?(?:se\s+)?(?:una?\s+)?(?:{_ABSTRACT_HEADS}"
    r"|(?:implementar|desarrollar|realizar|ejecutar)\s+(?:el|la|los|las)?\s*(?:acceso|calidad|desarrollo)\b)"
)
# Words of concrete things that name none: 'parque automotor', 'estudios superiores'.
_NO_THINGS = re.compile(
    r"\bparque automotor\b|\bestudios (?:superiores|profesionales|secundarios|tecnicos)\b"
    r"|\bsistema (?:educativo|democratico|politico)\b"
)
# 'Fortalecer y capacitar': the second verb is the act.
_SECOND_ACT = re.compile(r"^\w+\s+[ye]\s+(?P<act>\w+(?:\s\w+)?)")
# The means of a vague aim may be an act: 'Lograr ... Implementando planes de manejo'.
_BY_ACTING = re.compile(
    r"\b(?:implement|cre|constru\w*|instal|elabor|formul|organiz|equip|conform|form)(?:ando|endo)\s+(?:\w+\s+){0,6}"
)
_FIRST_CLAUSE = re.compile(r"[^,.;]{0,120}")
_INFINITIVE = re.compile(r"^\W*[a-z]{2,}[aei]r(?:se)?\b")
# The promised state told as reached: 'el 80 % de las viviendas cuenta con agua'.
_STANDS = re.compile(
    r"^\W*(?:(?:al|para el|en el)\s+(?:ano\s+)?20\d\d,?\s+)?(?:mas\s+del?\s+)?"
    r"(?:el|la|los|las|\d)\b"
    r"(?:(?!\b(?:que|quienes|donde|para|mediante|cuyo)\b)[^.;,]){0,120}?"
    r"\b(?:es|son|esta|estan|cuentan?|tienen?|acceden?|continuan?|reciben?|gozan?|disponen?|utilizan?"
    r"|participan?|manejan?|practican?|consumen?|asisten?|viven|producen)\b"
)
_STANDS_DONE = pattern(
    """
    se_cuenta se_cuentan se_dispone se_disponen se_tiene se_tienen se_encuentra se_encuentran
    se_articula se_brinda se_mantiene brindando_servicio brindando_servicios en_funcionamiento
    tiene_capacidad
    """
)
_PERFECT = re.compile(r"\b(?:ha|han)\s+(?:\w+\s+)?\w+(?:ado|ido|cho|sto|rto)s?\b")
_PLAIN_PAST = re.compile(
    r"\b\w{3,}(?:aron|ieron|yeron|jeron)\b"
    r"|\bse\s+(?:le\s+|les\s+)?\w{3,}(?:uvo|izo|ujo)\b"
)
_PAST_WITH_ACCENT = re.compile(r"\b[Ss]e\s+(?:les?\s+|l[oa]s?\s+)?\w{3,}ó\b")
_PARTICIPLES = any_of(
    """
    implementad* ejecutad* desarrollad* construid* instalad* equipad* concluid* culminad* realizad*
    elaborad* aprobad* actualizad* mejorad* ampliad* rehabilitad* asfaltad* pavimentad* operativ*
    funcionando fortalecid* cread* constituid* capacitad* organizad* sanead* formulad* terminad*
    institucionalizad* consolidad* articulad* recuperad* reforestad* certificad* titulad*
    adquirid* firmad* suscrit* emitid*
    """
)
_CLOSING_PARTICIPLE = re.compile(
    rf"[,.]\s*{_PARTICIPLES}|{_PARTICIPLES}\s+[ye]\s+{_PARTICIPLES}"
    rf"|{_PARTICIPLES}(?:\s+\w+mente)?\s*[.;,]?$"
)
_NOT_DONE = pattern(
    "habra habran estara estaran sera seran sea sean contara contaran tendra tendran cumplira*"
)
_NOUN_OPERATIVO = re.compile(r"\b(?:planes|plan)\s+operativos?\b")
_LIFE_CHANGES = frozenset({"reduce_by", "reduce_to", "increase_by", "increase_to", "reach"})


def grade(statement: str, quantities: Sequence[Mapping[str, Any]]) -> str:
    """The measurability id of a commitment: outcome, output, activity or aspiration.

    With a number: `outcome` when it measures a change in people's conditions, `output` when it
    counts or completes what the municipality delivers. Without: `activity` for a concrete act or
    work that could be seen done, else `aspiration`.
    """
    folded = fold(statement)
    if quantities:
        grades = {_grade_number(folded, quantity) for quantity in quantities}
        return "outcome" if "outcome" in grades else "output"
    folded = _NO_THINGS.sub(" ", folded)
    if _ABSTRACT_HEAD.search(folded):
        clause = _FIRST_CLAUSE.match(folded)
        second = _SECOND_ACT.match(folded)
        acts = second is not None and _CONCRETE_ACTS.match(second["act"]) is not None
        is_concrete = acts or bool(clause and _CONCRETE_THINGS.search(clause.group()))
        is_concrete = is_concrete or any(
            _CONCRETE_THINGS.search(means.group()) for means in _BY_ACTING.finditer(folded)
        )
    else:
        is_concrete = bool(_CONCRETE_ACTS.search(folded) or _CONCRETE_THINGS.search(folded))
    return "activity" if is_concrete else "aspiration"


def is_accomplished(statement: str) -> bool:
    """Whether a commitment is written as already done: 'se instalaron', 'implementado'."""
    folded = _NOUN_OPERATIVO.sub("plan", fold(statement))
    if _NOT_DONE.search(folded) or _INFINITIVE.match(folded):
        return False
    told = (_STANDS, _STANDS_DONE, _PERFECT, _PLAIN_PAST, _CLOSING_PARTICIPLE)
    return any(form.search(folded) for form in told) or bool(_PAST_WITH_ACCENT.search(statement))


def _grade_number(folded: str, quantity: Mapping[str, Any]) -> str:
    comparator = str(quantity["comparator"])
    unit = str(quantity["unit"])
    is_service = comparator == "reach" and unit in TIMES  # how fast the municipality serves
    is_cost = unit in MONEY and comparator != "reach"
    is_delivered = comparator.startswith("range") and unit in {"count", "people"}
    if is_service or is_cost or is_delivered or comparator in {"count", "other"}:
        return "output"
    if comparator in _LIFE_CHANGES:
        return "outcome"
    subject = fold(str(quantity.get("subject") or ""))
    if _DELIVERIES.search(subject):
        return "output"
    if _CONDITIONS.search(subject) or _PEOPLE.search(subject):
        return "outcome"
    is_life = _CONDITIONS.search(folded) and not _DELIVERIES.search(folded)
    return "outcome" if is_life else "output"
