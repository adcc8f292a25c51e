"""Corpora of any size for measuring: invented plans, made of the specimens' sentences.

The same seed makes the same files. Every plan has new numbers, names of places of the gazetteer,
10 to 80 targets and up to 150 figures on 8 to 60 pages, most of them short; some files are
damaged or scanned.
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from planoteca import places, workspace
from specimens import content, pdf, scan
from specimens.model import Block, Dimension, Item, Plan, Target, plain

_SOURCES = (content.RULED, content.UNRULED, content.BOXED, content.PROVINCE)
_NAMES = re.compile(r"Aruma|Chaupimayo|Lloclla|Pampa Verde|Quillamarca")
_NUMBER = re.compile(r"(?<![\d.,])(?!(?:19|20)\d\d\b)\d+")
_PAGE = 1_600  # characters
_DIMENSIONS = ("social", "economic", "environmental", "institutional")
_TITLES = ("SOCIAL", "ECONÓMICA", "AMBIENTAL", "INSTITUCIONAL")
_SCAN_DPI = 60
Vary = Callable[[str], str]


@dataclass(frozen=True)
class Shares:
    """Which share of the files is a PDF, damaged, or a scan."""

    pdf: float = 0.1
    damaged: float = 0.01
    scanned: float = 0.01

    @classmethod
    def of(cls, pdf: float) -> Shares:
        """Shares with so many PDF; without any, all files are text."""
        return cls(pdf) if pdf else cls(0, 0, 0)


def write(folder: Path, plans: int, seed: int = 1, shares: Shares | None = None) -> None:
    """Write a corpus into a folder that is empty or does not exist."""
    shares = shares or Shares()
    folder.mkdir(parents=True, exist_ok=True)
    named = _places()
    for number in range(plans):
        chance = random.Random(f"{seed} {number}")  # noqa: S311 - the same files each time
        plan = _plan(number, chance, named)
        kind = chance.random()
        if kind < shares.damaged:
            name, data = "pdf", pdf.ruled(_short(plan))[0][:-2_000]
        elif kind < shares.damaged + shares.scanned:
            pictures = scan.render(pdf.ruled(_short(plan))[0], [1, 2], _SCAN_DPI)
            name, data = "pdf", scan.bind(pictures, plan.title)
        elif kind < shares.damaged + shares.scanned + shares.pdf:
            name, data = "pdf", pdf.ruled(plan)[0]
        else:
            name, data = "txt", text(plan).encode("utf-8")
        (folder / f"plan-{number:05}.{name}").write_bytes(data)


def text(plan: Plan) -> str:
    """A plan as a text file whose summary is a table with tabs."""
    kind = "PROVINCIAL" if plan.level == "province" else "DISTRITAL"
    return "\n\n".join(
        [
            f"MUNICIPALIDAD {kind} DE {plan.place.upper()}\n{plan.organisation.upper()}\n"
            f"PLAN DE GOBIERNO {plan.term[0]}-{plan.term[1]}",
            *map(_printed, plan.before),
            *map(_table, plan.dimensions),
            *map(_printed, plan.after),
            "",
        ]
    )


def _printed(block: Block) -> str:
    return f"- {block.text}" if block.kind == "bullet" else block.text


def _table(dimension: Dimension) -> str:
    rows = ["PROBLEMAS IDENTIFICADOS\tOBJETIVO ESTRATÉGICO\tMETAS AL 2022", f"{dimension.axis}\t\t"]
    for item in dimension.items:
        targets = "".join(f"<p>{target.statement}</p>" for target in item.targets)
        rows.append(f"{item.problem}\t{item.objective}\t{targets}")
    return "\n".join(rows)


def _plan(number: int, chance: random.Random, named: pl.DataFrame) -> Plan:
    place = named.row(chance.randrange(len(named)), named=True)
    near = named.filter(province=place["province"])["name"].to_list()

    def vary(printed: str) -> str:
        """The text with other numbers and other places."""
        with_places = _NAMES.sub(lambda _: chance.choice(near), plain(printed))
        return _NUMBER.sub(lambda match: _digits(match[0], chance), with_places)

    targets = min(80, 10 + int(chance.expovariate(1 / 22)))
    figures = min(150, int(chance.expovariate(1 / 40)))
    pages = min(60, 8 + int(chance.expovariate(1 / 5)))
    return Plan(
        f"plan-{number:05}",
        "",
        f"Plan de gobierno {number}",
        f"Movimiento {chance.choice(near)} {number}",
        place["name"],
        place["level"],
        (2019, 2022),
        tuple(_dimensions(targets, chance, vary)),
        tuple(_text(figures, pages * _PAGE, chance, vary)),
    )


def _dimensions(targets: int, chance: random.Random, vary: Vary) -> Iterator[Dimension]:
    for dimension, title in zip(_DIMENSIONS, _TITLES, strict=True):
        wanted = max(1, targets // len(_DIMENSIONS))
        items = []
        while wanted > 0:
            item = chance.choice(_ITEMS[dimension])
            varied = tuple(
                Target(vary(target.statement), "", target.measurability)
                for target in item.targets[:wanted]
            )
            items.append(Item(vary(item.problem or item.objective), vary(item.objective), varied))
            wanted -= len(varied)
        yield Dimension(dimension, f"DIMENSIÓN {title}", tuple(items))


def _text(figures: int, size: int, chance: random.Random, vary: Vary) -> Iterator[Block]:
    """Running text of about `size` characters with about so many figures, under titles."""
    yield Block("heading", "I. DIAGNÓSTICO")
    section = 0
    while size > 0:
        section += 1
        yield Block("title", f"1.{section}. {chance.choice(_HEADINGS)}")
        for _ in range(chance.randint(2, 6)):
            block = chance.choice(_WITH_FIGURES if figures > 0 else _WITHOUT)
            figures -= len(block.statistics)
            size -= len(block.text)
            yield Block(block.kind, vary(block.text))
    yield Block("heading", "II. RESUMEN DEL PLAN")


def _digits(printed: str, chance: random.Random) -> str:
    """Another number of as many digits."""
    first = printed[0] if printed[0] == "0" else str(chance.randint(1, 9))
    return first + "".join(str(chance.randint(0, 9)) for _ in printed[1:])


def _places() -> pl.DataFrame:
    table = places.load(workspace.find().reference).table
    return table.filter(pl.col("level").is_in(["district", "province"]))


def _short(plan: Plan) -> Plan:
    return replace(plan, before=plan.before[:8])


def _blocks(*kinds: str) -> Sequence[Block]:
    return [block for plan in _SOURCES for block in plan.blocks if block.kind in kinds]


_WITH_FIGURES = [block for block in _blocks("paragraph") if block.statistics]
_WITHOUT = [block for block in _blocks("paragraph", "bullet") if not block.statistics]
_HEADINGS = [re.sub(r"^[\d.]+\s*", "", plain(block.text)) for block in _blocks("title")]
_ITEMS: dict[str, list[Item]] = {
    dimension: [
        item for plan in _SOURCES for owner, item in plan.items if owner.dimension_id == dimension
    ]
    for dimension in _DIMENSIONS
}


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--plans", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pdf", type=float, default=Shares.pdf, help="share of PDF files")
    arguments = parser.parse_args()
    write(arguments.folder, arguments.plans, arguments.seed, Shares.of(arguments.pdf))


if __name__ == "__main__":
    main()
