"""The three plans filed as PDF: ruled tables, columns by alignment, and boxes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from specimens import grid, truth
from specimens.grid import Grid, Group
from specimens.model import Block, Dimension, Item, Plan
from specimens.paper import HEIGHT, LEFT, RIGHT, WIDTH, CellLine, Paper, typeset
from specimens.truth import Passages
from specimens.typeset import BULLET, SYMBOL_BULLET, Style, embed_vera, wrap

_INDENT = 11.0
_ONE_COLUMN = ((LEFT, RIGHT),)
_TWO_COLUMNS = ((LEFT, WIDTH / 2 - 12), (WIDTH / 2 + 12, RIGHT))


@dataclass(frozen=True)
class Look:
    """The typography of one plan."""

    body: Style
    bold: Style
    small: Style
    small_bold: Style
    heading: Style
    bullet: str = BULLET


_WORD = Look(
    Style("Vera", 10.5, 18, ligatures=True),
    Style("Vera-Bold", 10.5, 18),
    Style("Vera", 9, 13, ligatures=True),
    Style("Vera-Bold", 9, 13),
    Style("Vera-Bold", 11, 18),
    SYMBOL_BULLET,
)
_SERIF = Look(
    Style("Times-Roman", 11, 14),
    Style("Times-Bold", 11, 15),
    Style("Times-Roman", 12, 16),
    Style("Times-Bold", 12, 16),
    Style("Times-Bold", 13, 20),
)
_SANS = Look(
    Style("Helvetica", 11.5, 17),
    Style("Helvetica-Bold", 11.5, 17),
    Style("Helvetica", 11, 15),
    Style("Helvetica-Bold", 11, 15),
    Style("Helvetica-Bold", 12.5, 20),
)
_HEADER = ("PROBLEMA IDENTIFICADO", "OBJETIVO ESTRATÉGICO (SOLUCIÓN AL PROBLEMA)")


def ruled(plan: Plan) -> tuple[bytes, Passages]:
    """A PDF as Word exports it: running lines, ruled tables, merged cells, a title row inside."""
    embed_vera()

    def draw(paper: Paper) -> None:
        _cover(paper, plan, _WORD)
        _blocks(paper, plan.before, _WORD, 1)
        _ruled_tables(paper, plan)
        _blocks(paper, plan.after, _WORD, 1 + len(plan.before))

    return typeset(draw, _running(plan, _WORD), plan.title, plan.organisation)


def unruled(plan: Plan) -> tuple[bytes, Passages]:
    """A PDF with two columns of text, and a table held by alignment alone."""

    def draw(paper: Paper) -> None:
        _cover(paper, plan, _SERIF)
        _blocks(paper, plan.before, _SERIF, 1)
        _unruled_table(paper, plan)

    return typeset(draw, _running(plan, _SERIF), plan.title, plan.organisation)


def boxed(plan: Plan) -> tuple[bytes, Passages]:
    """A PDF of labelled boxes, one set for each problem."""

    def draw(paper: Paper) -> None:
        _cover(paper, plan, _SANS)
        _blocks(paper, plan.before, _SANS, 1)
        _boxes(paper, plan)

    return typeset(draw, _running(plan, _SANS), plan.title, plan.organisation)


def _running(plan: Plan, look: Look) -> Callable[[Paper, int], None]:
    def running(paper: Paper, total: int) -> None:
        style = look.small
        header = f"{plan.title} – {plan.organisation}"
        footer = f"Página {paper.page} de {total}"
        for text, top in ((header, HEIGHT - 36), (footer, 44.0)):
            paper.line(CellLine("", text, style, centred=True), LEFT, RIGHT, top)

    return running


def _cover(paper: Paper, plan: Plan, look: Look) -> None:
    """A first page with the title alone."""
    kind = "PROVINCIAL" if plan.level == "province" else "DISTRITAL"
    big = Style(look.heading.font, 17, 26)
    paper.skip(150)
    for text, style in (
        (f"MUNICIPALIDAD {kind} DE {plan.place.upper()}", look.heading),
        *((line, big) for line in wrap(plan.title.upper(), big, 380)),
        (plan.organisation.upper(), look.heading),
        ("Provincia de Aruma, región Quillamarca", look.body),
        (f"{plan.place}, junio de {plan.term[0] - 1}", look.body),
    ):
        paper.paragraph([CellLine("", text, style, centred=True)])
        paper.skip(16)
    paper.feed()


def _heading(paper: Paper, text: str, look: Look) -> None:
    paper.skip(8)
    paper.paragraph([CellLine("", text, look.heading)], keep=60)


def _blocks(paper: Paper, blocks: Sequence[Block], look: Look, first: int) -> None:
    """Print running text; `first` is the number of its first block in the plan."""
    for number, block in enumerate(blocks, first):
        if block.kind == "heading":
            _heading(paper, block.text, look)
            continue
        if block.kind == "columns":
            paper.skip(14)
            paper.in_columns(_TWO_COLUMNS)
            continue
        if block.kind == "page":
            paper.new_page()
            paper.in_columns(_ONE_COLUMN)
            continue
        title, bullet = block.kind == "title", block.kind == "bullet"
        style, indent = (look.bold if title else look.body), (_INDENT if bullet else 0)
        lines = wrap(block.text, style, paper.width - indent)
        like = CellLine(truth.block_key(number), "", style, indent)
        mark = look.bullet if bullet else ""
        paper.paragraph(grid.cell((like.key, lines), like=like, bullet=mark), keep=30 * title)
        paper.skip(2 if title or bullet else 8)


@dataclass(frozen=True)
class Numbered:
    """An item with its number in the plan, and that of its first target."""

    item: Item
    number: int
    first_target: int


def _numbered(plan: Plan, dimension: Dimension) -> Iterator[Numbered]:
    target = 1
    for number, (owner, item) in enumerate(plan.items, 1):
        if owner is dimension:
            yield Numbered(item, number, target)
        target += len(item.targets)


def _problem(each: Numbered, look: Look, width: float) -> list[CellLine]:
    key = truth.problem_key(each.number)
    return grid.cell((key, wrap(each.item.problem, look.small, width)), like=_plain(look))


def _objective(each: Numbered, look: Look, width: float) -> list[CellLine]:
    return grid.cell(("", wrap(each.item.objective, look.small, width)), like=_plain(look))


def _targets(each: Numbered, look: Look, width: float, bullet: str) -> list[CellLine]:
    like = CellLine("", "", look.small, _INDENT if bullet else 0)
    paragraphs = [
        (truth.target_key(number), wrap(target.statement, look.small, width - like.indent))
        for number, target in enumerate(each.item.targets, each.first_target)
    ]
    return grid.cell(*paragraphs, like=like, bullet=bullet)


def _plain(look: Look) -> CellLine:
    return CellLine("", "", look.small)


def _header(titles: Sequence[str], look: Look, widths: Sequence[float], *, shaded: bool) -> Group:
    like = CellLine("", "", look.small_bold, centred=shaded)
    row = tuple(
        grid.cell(("", wrap(title, look.small_bold, width)), like=like)
        for title, width in zip(titles, widths, strict=True)
    )
    return Group((), (row,), shaded)


def _groups(plan: Plan, dimension: Dimension, look: Look, table: Grid, bullet: str) -> list[Group]:
    """The rows of a dimension; items that share a problem share its cell."""
    problem_width, objective_width, target_width = _widths(table)
    groups: list[Group] = []
    for each in _numbered(plan, dimension):
        row = (
            _objective(each, look, objective_width),
            _targets(each, look, target_width, bullet),
        )
        if each.item.problem:
            groups.append(Group((_problem(each, look, problem_width),), (row,)))
        else:
            groups[-1] = Group(groups[-1].spanning, (*groups[-1].rows, row))
    return groups


def _widths(table: Grid) -> list[float]:
    """The width that text has in each column."""
    spare = 2 * table.pad + 2
    return [b - a - spare for a, b in zip(table.edges, table.edges[1:], strict=False)]


def _title_row(paper: Paper, table: Grid, text: str, look: Look) -> None:
    """A row of one cell over all columns."""
    whole = replace(table, edges=(table.edges[0], table.edges[-1]), header=None)
    line = CellLine("", text, look.small_bold, centred=True)
    grid.draw(paper, whole, Group((), (([line],),)))


def _ruled_tables(paper: Paper, plan: Plan) -> None:
    """Three tables; the header of the first alone is printed again on the next page."""
    social, economic, environmental, institutional = plan.dimensions
    plain = Grid((LEFT, LEFT + 148, LEFT + 292, RIGHT), 13, 5, "filled")
    titles = (*_HEADER, f"META AL {plan.deadline} (VALOR)")
    header = _header(titles, _WORD, _widths(plain), shaded=True)
    for title, dimensions, table in (
        (social.axis, (social,), replace(plain, header=header)),
        ("5.2. Cuadro de la producción y el ambiente", (economic, environmental), plain),
        (institutional.axis, (institutional,), plain),
    ):
        paper.skip(10)
        paper.paragraph([CellLine("", title, _WORD.bold)], keep=110)
        paper.skip(4)
        grid.draw(paper, plain, header)
        for dimension in dimensions:
            if len(dimensions) > 1:
                _title_row(paper, plain, dimension.axis, _WORD)
            for group in _groups(plan, dimension, _WORD, table, _WORD.bullet):
                grid.draw(paper, table, group)


def _unruled_table(paper: Paper, plan: Plan) -> None:
    """One table through all dimensions, its columns told apart by white space alone."""
    table = Grid((LEFT, LEFT + 150, LEFT + 300, RIGHT), 16, 6, "none")
    titles = ("PROBLEMAS", "OBJETIVOS ESTRATÉGICOS", f"METAS AL {plan.deadline}")
    grid.draw(paper, table, _header(titles, _SERIF, _widths(table), shaded=False))
    for dimension in plan.dimensions:
        paper.skip(6)
        paper.paragraph([CellLine("", dimension.axis, _SERIF.bold)], keep=60)
        for group in _groups(plan, dimension, _SERIF, table, "-"):
            grid.draw(paper, table, group)


def _boxes(paper: Paper, plan: Plan) -> None:
    """For each problem three boxes, one under the other, each with its label."""
    box = Grid((LEFT, RIGHT), 15, 7, "stroked")
    (width,) = _widths(box)
    for dimension in plan.dimensions:
        _heading(paper, dimension.axis, _SANS)
        paper.skip(4)
        for each in _numbered(plan, dimension):
            for label, lines in (
                ("PROBLEMA:", _problem(each, _SANS, width)),
                ("SOLUCIÓN:", _objective(each, _SANS, width)),
                ("METAS:", _targets(each, _SANS, width, _SANS.bullet)),
            ):
                title = CellLine("", label, _SANS.small_bold)
                grid.draw(paper, box, Group((), (([title, *lines],),)))
            paper.skip(14)
