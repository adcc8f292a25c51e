"""Pages being printed: a cursor that runs down columns and on to the next page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from io import BytesIO

from reportlab import rl_config
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from specimens.truth import Part, Passages
from specimens.typeset import Style

# Text instead of bytes makes every stream a quarter longer, and word processors write bytes.
rl_config.useA85 = 0

WIDTH, HEIGHT = A4
LEFT, RIGHT, TOP, BOTTOM = 72.0, WIDTH - 72, HEIGHT - 78, 70.0


@dataclass(frozen=True)
class CellLine:
    """One line of a paragraph: what it belongs to, its text, and how far it is indented."""

    key: str
    text: str
    style: Style
    indent: float = 0
    bullet: str = ""
    centred: bool = False


@dataclass
class Paper:
    """The document being printed. `passages` gathers on which page each key was printed."""

    canvas: Canvas
    running: Callable[[Paper], None]
    page: int = 1
    y: float = TOP
    columns: tuple[tuple[float, float], ...] = ((LEFT, RIGHT),)
    column: int = 0
    column_top: float = TOP
    passages: Passages = field(default_factory=dict)

    @property
    def left(self) -> float:
        return self.columns[self.column][0]

    @property
    def width(self) -> float:
        """Width of a column."""
        return self.columns[self.column][1] - self.columns[self.column][0]

    def feed(self) -> None:
        """Go to the top of the next column or, after the last, of the next page."""
        self.column += 1
        if self.column == len(self.columns):
            self.new_page()
        self.y = self.column_top

    def new_page(self) -> None:
        """Go to the first column of a new page."""
        self.canvas.showPage()
        self.page += 1
        self.column = 0
        self.y = self.column_top = TOP
        self.running(self)

    def in_columns(self, columns: Sequence[tuple[float, float]]) -> None:
        """From here down the page is parted into these columns."""
        self.columns = tuple(columns)
        self.column = 0
        self.column_top = self.y

    def skip(self, points: float) -> None:
        self.y -= points

    def paragraph(self, lines: Sequence[CellLine], keep: float = 0) -> None:
        """Print lines one under the other; `keep` points must stay free under the first."""
        for number, line in enumerate(lines):
            if self.y - line.style.leading - (0 if number else keep) < BOTTOM:
                self.feed()
            self.line(line, self.left, self.left + self.width, self.y)
            self.y -= line.style.leading

    def line(self, line: CellLine, x0: float, x1: float, top: float) -> None:
        """Print a line between x0 and x1, its upper edge at `top`."""
        text = line.style.printed(line.text)
        baseline = top - line.style.size
        self.canvas.setFont(line.style.font, line.style.size)
        if line.bullet:
            self.canvas.drawString(x0, baseline, line.bullet)
        if line.centred:
            self.canvas.drawCentredString((x0 + x1) / 2, baseline, text)
        else:
            self.canvas.drawString(x0 + line.indent, baseline, text)
        if line.key:
            self.passages.setdefault(line.key, []).append(Part(line.text, page=self.page))


def typeset(
    draw: Callable[[Paper], None],
    running: Callable[[Paper, int], None],
    title: str,
    author: str,
) -> tuple[bytes, Passages]:
    """The PDF that `draw` prints, twice, since a footer tells the number of pages."""
    pages = 0
    for _ in range(2):
        buffer = BytesIO()
        canvas = Canvas(buffer, pagesize=A4, invariant=1, pageCompression=1)
        canvas.setTitle(title)
        canvas.setAuthor(author)
        paper = Paper(canvas, partial(_run, running, pages))
        draw(paper)
        canvas.showPage()
        canvas.save()
        pages = paper.page
    return buffer.getvalue(), paper.passages


def _run(running: Callable[[Paper, int], None], pages: int, paper: Paper) -> None:
    running(paper, pages)
