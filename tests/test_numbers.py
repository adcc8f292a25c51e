from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planoteca.extraction.numbers import Number, find, fold, parse_column

THOUSANDS_AND_DECIMAL = [("", "."), ("", ","), (",", "."), (".", ","), (" ", ","), ("'", ".")]
ONES = """
    cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince
    dieciséis diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro
    veinticinco veintiséis veintisiete veintiocho veintinueve
"""
TENS = "treinta cuarenta cincuenta sesenta setenta ochenta noventa"
HUNDREDS = """
    ciento doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos
    novecientos
"""


def spell(n: int) -> str:
    """Spanish words of 0 to 999 999."""
    if n >= 1000:
        head = "mil" if n < 2000 else f"{spell(n // 1000)} mil"
        return head if n % 1000 == 0 else f"{head} {spell(n % 1000)}"
    if n == 100:
        return "cien"
    if n > 100:
        return HUNDREDS.split()[n // 100 - 1] + (f" {spell(n % 100)}" if n % 100 else "")
    if n < 30:
        return ONES.split()[n]
    return TENS.split()[n // 10 - 3] + (f" y {ONES.split()[n % 10]}" if n % 10 else "")


def group(whole: int, mark: str) -> str:
    return f"{whole:,}".replace(",", mark)


def only(text: str) -> Number:
    (number,) = find(text)
    return number


def values(text: str) -> list[float]:
    return [number.value for number in find(text)]


@given(
    whole=st.integers(0, 999_999_999),
    decimals=st.sampled_from(["", "5", "07", "25", "7518", "6617787"]),
    style=st.sampled_from(THOUSANDS_AND_DECIMAL),
    frame=st.sampled_from(["{}", "hay {} casas", "({})", "Total: {}.", "de {},"]),
)
def test_every_style_reads_back(
    whole: int, decimals: str, style: tuple[str, str], frame: str
) -> None:
    thousands, mark = style
    printed = group(whole, thousands) + (mark + decimals if decimals else "")
    number = only(frame.format(printed))
    assert number.value == pytest.approx(float(f"{whole}.{decimals or 0}"))
    assert number.text == printed


@given(
    whole=st.integers(0, 999),
    decimals=st.sampled_from(["", "5", "07", "250"]),
    mark=st.sampled_from([",", "."]),
    sign=st.sampled_from(["%", " %", " por ciento", "%%"]),
)
def test_percentages_read_back(whole: int, decimals: str, mark: str, sign: str) -> None:
    number = only(f"el {whole}{mark + decimals if decimals else ''}{sign} de las casas")
    assert number.value == pytest.approx(float(f"{whole}.{decimals or 0}"))
    assert (number.is_percent, number.is_redundant) == (True, sign == "%%")


@given(
    amount=st.integers(1, 999),
    scale=st.sampled_from(
        [("mil", 10**3), ("millones", 10**6), ("mil millones", 10**9), ("millón", 10**6)]
    ),
    half=st.booleans(),
)
def test_scale_words_multiply(amount: int, scale: tuple[str, int], half: bool) -> None:
    word, size = scale
    has_half = half and size == 10**6
    number = only(f"con {amount} {word}{' y medio' if has_half else ''} de plantones")
    assert number.value == amount * size + (500_000 if has_half else 0)


@given(
    ends=st.tuples(st.integers(1, 899), st.integers(1, 99)),
    style=st.sampled_from(["{}-{}", "{} a {}", "{} – {}", "{} hasta {}", "entre {} y {}"]),
    unit=st.sampled_from(["", " %", " mil"]),
    frame=st.sampled_from(["{}", "de {} becas", "({})"]),
)
def test_ranges_read_back(ends: tuple[int, int], style: str, unit: str, frame: str) -> None:
    start, width = ends
    printed = style.format(start, start + width) + unit
    low, high = find(frame.format(printed))
    size = 1000 if unit == " mil" else 1
    assert (low.value, high.value) == (start * size, (start + width) * size)
    assert (low.range_end, high.range_end) == ("low", "high")
    assert low.is_percent == high.is_percent == (unit == " %")


@given(whole=st.integers(2, 10), data=st.data())
def test_fractions_read_back(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(1, whole - 1))
    assert only(f"{part}/{whole} del agua").value == pytest.approx(part / whole)


@given(part=st.integers(1, 10), spelled=st.booleans())
def test_so_many_of_each_ten_is_a_percentage(part: int, spelled: bool) -> None:
    printed = f"{spell(part)} de cada diez" if spelled else f"{part} de cada 10"
    number = only(f"{printed} hogares")
    assert (number.value, number.is_percent, number.text) == (10 * part, True, printed)


@given(n=st.integers(2, 999_999))
def test_number_words_read_back(n: int) -> None:
    number = only(f"son {spell(n)} casas")
    assert (number.value, number.is_word) == (n, True)


@given(st.text(max_size=200))
def test_positions_are_those_of_the_text(text: str) -> None:
    assert len(fold(text)) == len(text)
    for number in find(text):
        assert text[number.start : number.end] == number.text


@given(st.lists(st.integers(0, 99_999), min_size=2), st.sampled_from([",", ".", " "]))
def test_a_column_of_thousands(numbers: list[int], mark: str) -> None:
    assert parse_column([group(n, mark) for n in numbers]) == numbers


@given(
    st.lists(st.floats(0, 9_999, allow_nan=False), min_size=1),
    st.sampled_from([",", "."]),
    st.integers(1, 2),
)
def test_a_column_of_decimals(numbers: list[float], mark: str, digits: int) -> None:
    cells = [f"{number:.{digits}f}" for number in numbers]
    parsed = parse_column([cell.replace(".", mark) for cell in cells])
    assert parsed == [pytest.approx(float(cell)) for cell in cells]


@given(st.lists(st.integers(1_000, 99_999), min_size=2, max_size=8), st.sampled_from(",."))
def test_a_column_with_its_total(numbers: list[int], mark: str) -> None:
    cells = [group(n, mark) for n in [*numbers, sum(numbers)]]
    assert parse_column(cells, len(cells) - 1) == [*numbers, sum(numbers)]


@pytest.mark.parametrize(
    ("text", "value", "printed"),
    [
        ("6000 mil visitantes", 6000, "6000 mil"),
        ("358 281 mil personas", 358281, "358 281 mil"),
        ("16 033,77 mil kilómetros", 16033.77, "16 033,77 mil"),
        ("40 mil plantones", 40000, "40 mil"),
        ("2,6 millones de visitas", 2_600_000, "2,6 millones"),
        ("US$ 2,9 mil millones", 2_900_000_000, "2,9 mil millones"),
        ("4 millones y medio", 4_500_000, "4 millones y medio"),
        ("2.805.85 km²", 2805.85, "2.805.85"),
        ("1'234,567.50", 1234567.5, "1'234,567.50"),
        ("0,543 de índice", 0.543, "0,543"),
        ("-1.20", -1.2, "-1.20"),
        ("2/3 del agua", pytest.approx(0.6667, abs=1e-4), "2/3"),
        ("seis (06) postas", 6, "seis (06)"),
        ("O5 postas", 5, "O5"),
        ("6 (seis) postas", 6, "6 (seis)"),
        ("un millón y medio de soles", 1_500_000, "un millón y medio"),
        ("medio millón de soles", 500_000, "medio millón"),
        ("3 mil 500 cabezas", 3500, "3 mil 500"),
        ("cinco mil 300 cabezas", 5300, "cinco mil 300"),
        ("1 1/2 hectáreas", 1.5, "1 1/2"),
        ("11, 199.00 toneladas", 11199, "11, 199.00"),
        ("12+500 km", 12.5, "12+500"),
        ("tres cuartas partes del agua", 75, "tres cuartas partes"),
        ("dos tercios del agua", pytest.approx(66.666667), "dos tercios"),
        ("3 no tienen agua", 3, "3"),
    ],
)
def test_what_authors_mean(text: str, value: float, printed: str) -> None:
    number = only(text)
    assert number.value == value
    assert number.text == printed


def test_redundant_scale_words_and_doubled_signs_are_marked() -> None:
    assert only("6000 mil visitantes").is_redundant
    assert only("0.2%%").is_redundant
    assert not only("40 mil").is_redundant


@pytest.mark.parametrize("text", ["45 %", "45%", "45%de casas", "45 por ciento", "cien por ciento"])
def test_percentages(text: str) -> None:
    assert only(text).is_percent


def test_a_percentage_has_no_thousands() -> None:
    assert only("51.987 %").value == 51.987


@pytest.mark.parametrize("text", ["3-5 %", "3 a 5%", "entre 3 y 5 %", "3% a 5%", "3 hasta 5 %"])
def test_ranges_have_two_ends(text: str) -> None:
    low, high = find(text)
    assert (low.value, low.range_end, low.is_percent) == (3, "low", True)
    assert (high.value, high.range_end, high.is_percent) == (5, "high", True)
    assert low.text == high.text


def test_years_joined_by_a_dash_are_no_range() -> None:
    assert [number.range_end for number in find("1993-2007")] == ["", ""]


@pytest.mark.parametrize(
    "text", ["primer puesto", "1er puesto", "1ero de mayo", "2do nivel", "3° lugar", "5ta etapa"]
)
def test_ordinals_are_marked(text: str) -> None:
    assert only(text).is_ordinal


def test_articles_are_marked_unless_they_count_a_scale() -> None:
    assert only("una casa").is_article
    assert only("un millón").value == 1_000_000
    assert values("un 12 %") == [1, 12]


@pytest.mark.parametrize("text", ["DS 054-2011-PCM", "4.4.1 Metas", "km2", "12/10/2018", "Meta 2A"])
def test_codes_and_dates_are_no_numbers(text: str) -> None:
    assert find(text) == []


def test_space_groups_are_one_number_and_lists_are_not() -> None:
    assert values("20 138 casas") == [20138]
    assert values("20 45 138") == [20, 45, 138]
    assert values("2007 138") == [2007, 138]


@pytest.mark.parametrize(
    "text", ["15° 12' 00\"", "15º12´00” de latitud", "15°12’00¨", "15º12´00 de latitud", "15°12’"]
)
def test_coordinates_are_decimal_degrees(text: str) -> None:
    number = only(text)
    assert (number.value, number.is_coordinate) == (15.2, True)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["20,138", "4,398", "-", ""], [20138, 4398, None, None]),
        (["55,2617787", "4,9411017"], [55.2617787, 4.9411017]),
        (["381,62", "881,18", "2.805.85"], [381.62, 881.18, 2805.85]),
        (["-1.20", "3.41", "-0.71"], [-1.2, 3.41, -0.71]),
        (["12,34", "1,234"], [12.34, 1.234]),
        (["1,234,567", "12,345"], [1234567, 12345]),
        (["45,5 %", "12,250 %"], [45.5, 12.25]),
        (["12", "n.d.", "3 y 4"], [12, None, None]),
        (["3788 100", "20 138"], [None, 20138]),
        # One digit too many among thousands is a misprint, not the column's format.
        (
            ["18,737", "9,846", "5,404", "2,149", "3,118", "1,5211"],
            [18737, 9846, 5404, 2149, 3118, 1.5211],
        ),
    ],
)
def test_one_format_per_column(cells: list[str], expected: list[float | None]) -> None:
    assert parse_column(cells) == expected


def test_a_total_decides_between_two_readings() -> None:
    assert parse_column(["1.200", "2.5", "3.700"], 2) == [1.2, 2.5, 3.7]
    assert parse_column(["12,345", "1,205", "13.550"], 2) == [12345, 1205, 13550]
    assert parse_column(["1.250", "2.250", "3.500"], 2) == [1250, 2250, 3500]


@pytest.mark.parametrize("unit", ["1 ", "1.", "un ", "12 % y ", "a 3 ", "(((", "-1-"])
def test_numbers_of_a_long_hostile_text_stand_one_after_the_other(unit: str) -> None:
    """Each of these would keep a search that backtracks busy for minutes."""
    found = find(unit * (200_000 // len(unit)))
    assert all(left.end <= right.start for left, right in pairwise(found))
