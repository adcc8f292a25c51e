"""Vocabularies of `data/codebook/*.csv`: loading and validation.

A vocabulary is a code with Spanish and English labels, a description and, where texts are
matched against it, printed variants. All violations are reported together.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from planoteca import competences, theme_terms
from planoteca.competences import Competence
from planoteca.errors import InvalidData
from planoteca.theme_terms import ThemeTerm

LABELS = ("label_es", "label_en")
DESCRIPTIONS = ("description_es", "description_en")
POLARITIES = ("higher_better", "lower_better", "neutral")


@dataclass(frozen=True)
class _Shape:
    key: str
    columns: tuple[str, ...]
    references: Mapping[str, str]  # column -> vocabulary whose code it must hold, or be blank


_SHAPES: dict[str, _Shape] = {
    "dimensions": _Shape("dimension_id", (*LABELS, *DESCRIPTIONS, "variants"), {}),
    "kinds": _Shape("kind_id", (*LABELS, *DESCRIPTIONS), {}),
    "sections": _Shape("section_id", (*LABELS, *DESCRIPTIONS), {}),
    "measurability": _Shape("measurability_id", (*LABELS, *DESCRIPTIONS), {}),
    "comparators": _Shape("comparator_id", (*LABELS, *DESCRIPTIONS), {}),
    "units": _Shape("unit_id", (*LABELS, "symbol", "variants"), {}),
    "topics": _Shape("topic_id", (*LABELS, *DESCRIPTIONS), {}),
    "indicators": _Shape(
        "indicator_id",
        (
            *LABELS,
            *DESCRIPTIONS,
            "unit_id",
            "polarity",
            "complement_id",
            "dimension_id",
            "topic",
            "aliases",
            "variants",
        ),
        {
            "unit_id": "units",
            "complement_id": "indicators",
            "dimension_id": "dimensions",
            "topic": "topics",
        },
    ),
    "place_levels": _Shape("place_level_id", (*LABELS, *DESCRIPTIONS), {}),
    "population_groups": _Shape("population_group_id", (*LABELS, *DESCRIPTIONS), {}),
    "natures": _Shape("nature_id", (*LABELS, *DESCRIPTIONS), {}),
    "deadlines": _Shape("deadline_id", (*LABELS, *DESCRIPTIONS), {}),
    "coverage": _Shape("coverage_id", (*LABELS, *DESCRIPTIONS), {}),
    "methods": _Shape("method_id", (*LABELS, *DESCRIPTIONS), {}),
    "baseline_relations": _Shape("baseline_relation_id", (*LABELS, *DESCRIPTIONS), {}),
    "severities": _Shape("severity_id", (*LABELS, *DESCRIPTIONS), {}),
    "finding_rules": _Shape(
        "finding_rule_id", (*LABELS, *DESCRIPTIONS, "severity"), {"severity": "severities"}
    ),
    "themes": _Shape(
        "theme_id",
        (
            *LABELS,
            *DESCRIPTIONS,
            "cap_topics",
            "sdgs",
            "budget_functions",
            "budget_functions_es",
        ),
        {},
    ),
    "functions": _Shape(
        "function_id", (*LABELS, *DESCRIPTIONS, "theme_id"), {"theme_id": "themes"}
    ),
    "powers": _Shape("power_id", (*LABELS, *DESCRIPTIONS), {}),
    "outcome_statuses": _Shape("outcome_status_id", (*LABELS, *DESCRIPTIONS), {}),
    "column_roles": _Shape("column_role_id", (*LABELS, *DESCRIPTIONS, "variants"), {}),
    "heading_roles": _Shape("heading_role_id", (*LABELS, *DESCRIPTIONS, "variants"), {}),
}


@dataclass(frozen=True)
class Vocabulary:
    """One CSV of the codebook: its rows by code, in file order."""

    name: str
    key: str
    rows: Mapping[str, Mapping[str, str]]
    aliases: Mapping[str, str]  # other accepted code -> code

    def __contains__(self, code: object) -> bool:
        return code in self.rows

    def __iter__(self):  # type: ignore[no-untyped-def]
        return iter(self.rows)

    def resolve(self, code: str) -> str:
        """The canonical code of a code or alias (unknown codes come back unchanged)."""
        return self.aliases.get(code, code)

    def label(self, code: str, language: str) -> str:
        """The label of a code in 'es' or 'en'."""
        return self.rows[code][f"label_{language}"]

    def variants(self, code: str) -> tuple[str, ...]:
        """The printed forms of a code: lower case, no accents."""
        return _split(self.rows[code].get("variants", ""))


@dataclass(frozen=True, eq=False)  # by identity: what is made of a codebook is kept for it
class Codebook:
    """Every vocabulary by name, its version, a hash, dictionaries, and who may do what by law.

    The hash is of what plans are coded by; the law comes in when the database is written.
    """

    vocabularies: Mapping[str, Vocabulary]
    version: str
    sha256: str
    theme_terms: tuple[ThemeTerm, ...]
    function_terms: tuple[ThemeTerm, ...]
    competences: tuple[Competence, ...]

    def __getitem__(self, name: str) -> Vocabulary:
        return self.vocabularies[name]


def load(folder: Path) -> Codebook:
    """Read and validate all vocabularies of a codebook folder.

    Raises InvalidData listing every duplicate id, unknown reference and missing column, id or
    label, every term that cannot be used and every competence in doubt, with file and line.
    """
    problems: list[str] = []
    digest = hashlib.sha256()
    read: dict[str, list[tuple[int, dict[str, str]]]] = {}
    for name, shape in _SHAPES.items():
        path = folder / f"{name}.csv"
        if not path.is_file():
            problems.append(f"{path}: missing")
            continue
        digest.update(path.read_bytes())
        read[name] = _read(path, shape, problems)
    version_file = folder / "version.txt"
    version = version_file.read_text("utf-8").strip() if version_file.is_file() else ""
    if not version:
        problems.append(f"{version_file}: missing or blank")
    vocabularies = {name: _vocabulary(name, rows) for name, rows in read.items()}
    for name, rows in read.items():
        problems += _check_rows(folder / f"{name}.csv", _SHAPES[name], rows, vocabularies)
    dictionary = folder / "theme_terms.csv"
    terms = theme_terms.load(dictionary, vocabularies.get("themes", ()), problems)
    for path in (dictionary, folder / "function_terms.csv", folder / "competences.csv"):
        if path.is_file():
            digest.update(path.read_bytes())
    functions = vocabularies["functions"].rows if "functions" in vocabularies else {}
    function_terms = theme_terms.load(
        folder / "function_terms.csv", functions, problems, key="function_id"
    )
    law = competences.load(
        folder / "competences.csv",
        themes=vocabularies.get("themes", ()),
        functions={code: row["theme_id"] for code, row in functions.items()},
        problems=problems,
    )
    if problems:
        raise InvalidData(f"the codebook in {folder} has {len(problems)} problem(s)", problems)
    return Codebook(vocabularies, version, digest.hexdigest(), terms, function_terms, law)


def _read(path: Path, shape: _Shape, problems: list[str]) -> list[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [c for c in (shape.key, *shape.columns) if c not in (reader.fieldnames or ())]
        if missing:
            problems.append(f"{path}:1: missing column(s) {', '.join(missing)}")
            return []
        rows = []
        for row in reader:
            if None in row or None in row.values():
                problems.append(f"{path}:{reader.line_num}: wrong number of cells")
                continue
            rows.append((reader.line_num, {k: v.strip() for k, v in row.items()}))
        return rows


def _vocabulary(name: str, rows: list[tuple[int, dict[str, str]]]) -> Vocabulary:
    key = _SHAPES[name].key
    return Vocabulary(
        name,
        key,
        {row[key]: row for _, row in rows},
        {alias: row[key] for _, row in rows for alias in _split(row.get("aliases", ""))},
    )


def _check_rows(
    path: Path,
    shape: _Shape,
    rows: list[tuple[int, dict[str, str]]],
    vocabularies: Mapping[str, Vocabulary],
) -> list[str]:
    problems = []
    seen: dict[str, int] = {}
    for line, row in rows:
        code = row[shape.key]
        where = f"{path}:{line}"
        if not code:
            problems.append(f"{where}: {shape.key} is blank")
        for name in (code, *_split(row.get("aliases", ""))):
            if name in seen:
                problems.append(
                    f"{where}: {shape.key} {name!r} is already defined in line {seen[name]}"
                )
            seen[name] = line
        problems += [
            f"{where}: {column} of {code!r} is blank" for column in LABELS if not row[column]
        ]
        for column, target in shape.references.items():
            value = row[column]
            if value and target in vocabularies and value not in vocabularies[target]:
                problems.append(f"{where}: {column} {value!r} is not in {target}.csv")
        if "polarity" in row and row["polarity"] not in POLARITIES:
            problems.append(
                f"{where}: polarity {row['polarity']!r}; allowed: {', '.join(POLARITIES)}"
            )
        complement = row.get("complement_id")
        if complement:
            other = vocabularies["indicators"].rows.get(complement)
            if other and other["complement_id"] != code:
                problems.append(f"{where}: complement {complement!r} does not name {code!r} back")
    return problems


def _split(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())
