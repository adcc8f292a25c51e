"""What the review tool says, in Spanish and English."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from planoteca.column_labels import LABELS
from planoteca.reviewing.fields import COMMITMENTS, Refused

T = TypeVar("T")
# Columns and fields that no table shows.
_COLUMNS = {
    "accomplished": ("Dicho como ya hecho", "Told as already done"),
    "axis": ("Eje o título impreso", "Axis or heading as printed"),
    "baseline_relation": ("Relación con la línea de base", "Relation to the baseline"),
    "baseline_unit": ("Unidad de la línea de base", "Unit of the baseline"),
    "deadline": ("Plazo", "Deadline"),
    "indicator_text": ("Indicador del plan", "Indicator of the plan"),
    "notes": ("Nota", "Note"),
    "place": ("Lugar", "Place"),
    "presence": ("¿Es un compromiso?", "Is it a commitment?"),
    "section": ("Parte del plan", "Part of the plan"),
    "statement_en": ("Compromiso, en inglés", "Commitment, in English"),
    "subject": ("Qué se mide", "What is measured"),
    "unit": ("Unidad", "Unit"),
    "units": ("Compromisos hallados", "Commitments found"),
    "right": ("Con valor, unidad y términos", "With value, unit and terms"),
}
WORDS = {
    "accept": ("Aceptar y seguir", "Accept and go on"),
    "add": ("Agregar un compromiso omitido", "Add a missed commitment"),
    "add_here": ("Agregar estas líneas", "Add these lines"),
    "add_how": (
        "Elija la primera y la última línea del compromiso.",
        "Pick the first and the last line of the commitment.",
    ),
    "add_quantity": ("Agregar cantidad", "Add a quantity"),
    "agreement": ("Acuerdo", "Agreement"),
    "agreement_with": ("Acuerdo entre {first} y {second}", "Agreement of {first} and {second}"),
    "all_done": ("Todo está codificado.", "Everything is coded."),
    "blank": ("No dice", "Not stated"),
    "cancel": ("Cancelar", "Cancel"),
    "close": ("Cerrar", "Close"),
    "context": ("El plan", "The plan"),
    "compared": ("Comparados", "Compared"),
    "deleted": ("fuera", "struck"),
    "disagreements": ("Diferencias", "Differences"),
    "done": ("codificado", "coded"),
    "equal": ("Igual (%)", "Equal (%)"),
    "field": ("Variable", "Variable"),
    "filter": ("Buscar tema", "Find a theme"),
    "finish_page": ("Página terminada", "Page finished"),
    "first_part": ("Primera parte", "First part"),
    "from_line": ("De la línea", "From line"),
    "from_page": ("De la página", "From page"),
    "interval": ("95 %", "95%"),
    "keys": ("Teclas", "Keys"),
    "less": ("Menos líneas", "Fewer lines"),
    "line": ("línea", "line"),
    "lone": ("solo {name}", "only {name}"),
    "more": ("Más líneas", "More lines"),
    "more_cells": ("Texto y lugar", "Text and place"),
    "next": ("Siguiente", "Next"),
    "next_field": ("Variable siguiente o anterior", "Next or previous variable"),
    "no_document": (
        "El documento no está a mano: busque el pasaje en él.",
        "The document is not at hand: look the passage up in it.",
    ),
    "no_quantity": ("Sin cantidades", "No quantity"),
    "none": ("ninguna", "none"),
    "not_saved": (
        "El kernel no responde: lo último no está guardado. Vuelva a ejecutar la celda.",
        "The kernel does not answer: the last step is not saved. Run the cell again.",
    ),
    "open": ("por codificar", "to be coded"),
    "page": ("página", "page"),
    "place": ("Lugar", "Place"),
    "passage": ("Pasaje por leer", "Passage to be read"),
    "passage_how": (
        "Lea estas líneas y agregue cada compromiso que encuentre; luego, página terminada.",
        "Read these lines and add every commitment in them; then, page finished.",
    ),
    "pick": ("Código de la variable activa", "Code of the active variable"),
    "presence": _COLUMNS["presence"],
    "previous": ("Anterior", "Previous"),
    "remove": ("Quitar", "Remove"),
    "restore": ("Traer de vuelta", "Bring back"),
    "reread": ("Leer los archivos de nuevo", "Read the files again"),
    "rows": ("Filas", "Rows"),
    "save": ("Guardar", "Save"),
    "sealed": (
        "Cerrada: el acuerdo ya se vio. Las diferencias se deciden con planoteca.adjudicate.",
        "Closed: the agreement has been seen. Settle the differences with planoteca.adjudicate.",
    ),
    "second_part": ("Segunda parte", "Second part"),
    "skip": ("Dejar para después", "Leave for later"),
    "skipped": ("para después", "for later"),
    "split": ("Partir en dos", "Split in two"),
    "strike": ("No es un compromiso", "Not a commitment"),
    "take": ("Tomar lo de {name}", "Take {name}'s"),
    "to_line": ("a la línea", "to line"),
    "to_page": ("a la página", "to page"),
    "undecided": ("sin decidir", "undecided"),
    "undo": ("Deshacer", "Undo"),
    "value": ("Valor", "Value"),
    "verbatim": ("Texto", "Text"),
    "year": ("Año", "Year"),
}
# What differs where the rows are statistics.
_OF_STATISTICS = {
    "add": ("Agregar una cifra omitida", "Add a missed figure"),
    "add_how": (
        "Elija la primera y la última línea de la cifra.",
        "Pick the first and the last line of the figure.",
    ),
    "more_cells": ("Cifra y lugar", "Figure and place"),
    "presence": ("¿Es una cifra del lugar?", "Is it a figure on the place?"),
    "strike": ("No es una cifra del lugar", "Not a figure on the place"),
}
TASKS = {
    "review": ("Revisión", "Review"),
    "own": ("Revisión", "Review"),
    "blind_units": ("Codificación ciega", "Blind coding"),
    "blind_passages": ("Lectura ciega", "Blind reading"),
    "adjudicate": ("Arbitraje", "Adjudication"),
}
_BOOLEANS = {"true": ("Sí, como hecho", "Yes, as done"), "false": ("No", "No")}
_NOTICES = {
    "nothing to undo": ("No hay qué deshacer.", "There is nothing to undo."),
    "both parts need words": ("Ambas partes necesitan palabras.", "Both parts need words."),
    "sealed": WORDS["sealed"],
    "lacking": ("Falta: {names}.", "Lacking: {names}."),
    "blind": (
        "El acuerdo se muestra cuando todo esté codificado; faltan {count}.",
        "The agreement is shown once everything is coded; {count} to go.",
    ),
    "changed": (
        "Otro programa cambió {names}: nada se sobrescribió y este paso no se guardó. Lea los "
        "archivos de nuevo, o póngalos en otra carpeta para quedarse con lo que hay aquí.",
        "Another program changed {names}: nothing was overwritten, and this step is not saved. "
        "Read the files again, or move them away to keep what is here.",
    ),
    "adopted": (
        "Los archivos cambiaron fuera de aquí; se leyó lo que dicen ahora.",
        "The files were changed elsewhere; what they say now was read.",
    ),
    "numberless": (
        "Resultado y producto tienen una cifra; aquí no hay cantidades.",
        "Outcome and output have a figure; there is no quantity here.",
    ),
    "numbered": (
        "Actividad y aspiración no tienen cifra; aquí hay cantidades.",
        "Activity and aspiration have no figure; there is a quantity here.",
    ),
}


def words(language: str, table: str = COMMITMENTS) -> dict[str, str]:
    """Every word of the tool by its key."""
    own = {} if table == COMMITMENTS else _OF_STATISTICS
    return {key: _pick(pair, language) for key, pair in {**WORDS, **own}.items()}


def column(name: str, language: str) -> str:
    """What a column of a coding is called."""
    return _pick(_COLUMNS.get(name) or LABELS.get(name, (name, name)), language)


def task(name: str, table: str, language: str) -> str:
    """What a session is called: `Review`, `Review, figures on the place`."""
    about = "" if table == COMMITMENTS else f", {column(table, language).lower()}"
    return _pick(TASKS[name], language) + about


def boolean(code: str, language: str) -> str:
    return _pick(_BOOLEANS[code], language)


def notice(key: str, language: str, **values: object) -> str:
    """A notice by its key; a text that is no key comes back as it is."""
    pair = _NOTICES.get(key)
    return key if pair is None else _pick(pair, language).format(**values)


def refusal(error: Refused, language: str) -> str:
    """Why a step cannot be taken."""
    names = ", ".join(column(name, language) for name in error.names)
    return notice(error.message, language, names=names, count=error.count)


def place(cells: Mapping[str, Any], language: str) -> str:
    """`página 3, línea 12` or `page 3, lines 12-14`; what is known of it."""
    parts = []
    for name, forms in (
        ("page", (("página", "páginas"), ("page", "pages"))),
        ("line", (("línea", "líneas"), ("line", "lines"))),
    ):
        first, last = cells[f"{name}_start"], cells[f"{name}_end"]
        one, many = _pick(forms, language)
        if first is not None:
            parts.append(f"{one} {first}" if first == last else f"{many} {first}-{last}")
    return ", ".join(parts)


def _pick(pair: tuple[T, T], language: str) -> T:
    return pair[0] if language == "es" else pair[1]
