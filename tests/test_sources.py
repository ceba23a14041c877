"""Tables of observations are read into raw rows, and whatever is wrong with one is said with its place."""

import csv
import datetime as dt
import os
import pathlib
import time
import tracemalloc

import pytest

from targetkit.book import Row
from targetkit.errors import BookError, Diagnostic, NotFoundError, Place
from targetkit.indicator import Indicator, Measure
from targetkit.language import Text
from targetkit.period import Period
from targetkit.plan.entry import CODES as ENTRY_CODES
from targetkit.plan.entry import enter
from targetkit.plan.model import Commitment, Plan
from targetkit.sources.csv_source import CODES, COLUMNS, read
from targetkit.target import Every, Group, Stage, Target
from targetkit.units import builtin

BOOKS = pathlib.Path(__file__).parent / "invalid" / "books"
YEAR = Period.parse("2023")
HEADER = "indicator,period,value,unit,known,status,source,note\n"
PATIENCE = 5  # seconds; each of these takes a fraction of one on a free machine


def indicator(name: str, unit: str | None, *, title: str = "", measure: Measure = Measure.FLOW) -> Indicator:
    """An indicator; `unit` None for none."""
    return Indicator(name, Text.of(title or name), measure, builtin().unit(unit) if unit else None)


def plan() -> Plan:
    """A plan with one of everything that rows can be about."""
    indicators = [
        indicator("output", "亿元", title="产值"),
        indicator("share", "%", measure=Measure.RATE),
        indicator("bare", None),
        indicator("first", "个", title="同名"),
        indicator("second", "个", title="同名"),
    ]
    targets = [
        Target("output-growth", "growth", YEAR, Text.of("g"), indicator=indicators[0]),
        Target("plant", "milestone", YEAR, Text.of("厂"), stages=(Stage("base", Text.of("b")),), after="选址确定"),
        Target("roads", "milestone", YEAR, Text.of("路"), each=Group(("北路", "文慧路"))),
        Target("reports", "cadence", YEAR, Text.of("报"), every=Every.MONTH),
        Target("year", "all_of", YEAR, Text.of("y"), parts=("plant", "roads")),
    ]
    commitments = [Commitment("service", Text.of("s"), YEAR)]
    return Plan(
        "p",
        Text.of("p"),
        YEAR,
        indicators={i.id: i for i in indicators},
        targets={t.id: t for t in targets},
        commitments={c.id: c for c in commitments},
    )


def file(folder: pathlib.Path, content: str | bytes, name: str = "a.csv") -> pathlib.Path:
    """A file with that content."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def findings(path: pathlib.Path) -> tuple[Diagnostic, ...]:
    """What is wrong with a table, read and then entered into the plan."""
    with pytest.raises(BookError) as caught:
        enter(plan(), read(path), builtin())
    return caught.value.diagnostics


class TestRows:
    """What stands in a table."""

    def test_a_row_has_every_column_and_its_place(self, tmp_path):
        """Cells are texts without the space around them; the place is the line."""
        path = file(tmp_path, HEADER + "output, 2023-01 ,1.50,亿元,2023-02-15,final,统计局,初报\n")

        (row,) = read(path)

        assert Row("output", "2023-01", "1.50", "亿元", "2023-02-15", "final", "统计局", "初报") == row
        assert Place(str(path), 2, 0, 2) == row.place

    def test_the_order_of_columns_is_free_and_most_may_be_missing(self, tmp_path):
        """Only indicator, period and value are required; what is missing is empty."""
        path = file(tmp_path, "value,indicator,period\n27 个,signed,2023\n")

        assert (Row("signed", "2023", "27 个"),) == read(path)

    def test_a_column_of_your_own_is_not_read(self, tmp_path):
        """A name that begins with `x-` says that the column is the office's own."""
        path = file(tmp_path, "indicator,x-checked-by,period,value\noutput,王,2023,1 亿元\n")

        assert (Row("output", "2023", "1 亿元"),) == read(path)

    def test_empty_lines_and_empty_columns_are_left_out(self, tmp_path):
        """Spreadsheets leave both behind."""
        path = file(tmp_path, "indicator,period,value,,\n\n,,,,\noutput,2023,1 亿元,,\n   \n")

        assert [(Row("output", "2023", "1 亿元"), 4)] == [(row, row.place.line) for row in read(path)]

    def test_a_table_without_rows_is_an_empty_book(self, tmp_path):
        """The first line alone is a valid beginning."""
        assert () == read(file(tmp_path, HEADER))

    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    def test_line_ends_and_byte_order_mark(self, tmp_path, end, mark):
        """Every sort of line end is one; a byte order mark is nothing."""
        text = mark + end.join(["indicator,period,value", "a,2023,1 个", "b,2023,2 个"])

        assert [("a", 2), ("b", 3)] == [(r.name, r.place.line) for r in read(file(tmp_path, text))]

    def test_lines_are_counted_through_quoted_newlines(self, tmp_path):
        """A cell of three lines moves what is below; its row begins on the first of them."""
        text = HEADER + 'a,2023,1,个,,,,"one\r\ntwo\nthree, ""3"""\nb,2023,2,个,,,,\n'

        rows = read(file(tmp_path, text))

        assert [("a", 2, 4), ("b", 5, 5)] == [(r.name, r.place.line, r.place.end_line) for r in rows]
        assert 'one\r\ntwo\nthree, "3"' == rows[0].note

    def test_separators_of_unicode_end_no_line(self, tmp_path):
        """Only CR and LF end a line; a next-line character in a note is refused by name, not taken for one."""
        path = file(tmp_path, "indicator,period,value,note\na,2023,1 个,x\u2028y\n")

        with pytest.raises(BookError, match=r"U\+2028"):
            read(path)

    def test_formulas_are_kept_as_text(self, tmp_path):
        """A note that begins like a formula is a text; nothing is evaluated."""
        path = file(tmp_path, "indicator,period,value,note\na,2023,-1.5 亿元,=1+1\n")

        assert [("-1.5 亿元", "=1+1")] == [(r.value, r.note) for r in read(path)]

    def test_the_shipped_example(self):
        """The example actuals are a valid table."""
        example = pathlib.Path(__file__).parents[1] / "examples" / "nanqiao-2023" / "actuals-2023.csv"

        assert {"done"} < {row.value for row in read(example)}


class TestInvalid:
    """What cannot be used."""

    @pytest.mark.parametrize("name", sorted(path.stem for path in BOOKS.glob("*.csv")))
    def test_every_problem_is_told_with_its_line(self, name, monkeypatch):
        """The findings for each table of `invalid/books` are those of the text file beside it.

        `TARGETKIT_ACCEPT=1` writes that file anew; read the difference before it is kept.
        """
        monkeypatch.chdir(BOOKS)

        found = "".join(f"{d}\n" for d in findings(pathlib.Path(f"{name}.csv")))

        if os.environ.get("TARGETKIT_ACCEPT"):
            (BOOKS / f"{name}.txt").write_text(found, encoding="utf-8")
        assert (BOOKS / f"{name}.txt").read_text(encoding="utf-8") == found

    def test_every_finding_has_a_known_code_and_a_way_out(self):
        """Codes and names agree with the published lists."""
        known = {**CODES, **ENTRY_CODES}
        found = [d for path in BOOKS.glob("*.csv") for d in findings(path)]

        assert [] == [str(d) for d in found if known[d.code][0] != d.name]
        assert set(ENTRY_CODES) == {d.code for d in found} & set(ENTRY_CODES)

    @pytest.mark.parametrize(
        ("content", "code", "words"),
        [
            (b"", "TKB105", "no content"),
            (b"\xef\xbb\xbf\r\n ,,\n", "TKB105", "no content"),
            ((HEADER + "产值,2023,1,亿元,,,统计局,初步数据\n").encode("gbk"), "TKB102", "GBK"),
            ((HEADER + "产值,2023,1,亿元,,,,\n").encode("utf-16"), "TKB102", "UTF-16"),
            ((HEADER + "产值,2023,1,亿元,,,,\n").encode("utf-16-le"), "TKB102", "UTF-16"),
            (HEADER.encode() + b"a,2023,1,\xff,,,,\n", "TKB102", "line 2"),
            (b"PK\x03\x04" + b"\0" * 40, "TKB103", "Excel"),
            (HEADER.encode() + b"a,2023,1\x00,,,,,\n", "TKB103", "zero"),
            (bytes(range(256)), "TKB103", "zero"),
        ],
    )
    def test_what_is_no_utf8_text(self, tmp_path, content, code, words):
        """Other encodings and other sorts of files are named."""
        (found,) = findings(file(tmp_path, content))

        assert code == found.code
        assert words in found.message
        assert found.hint

    def test_what_is_no_file(self, tmp_path):
        """A directory is refused, a missing file is not found."""
        (found,) = findings(tmp_path)

        assert "TKB101" == found.code
        with pytest.raises(NotFoundError, match=r"no\.csv"):
            read(tmp_path / "no.csv")

    def test_what_is_too_large(self, tmp_path):
        """Beyond 16 MiB nothing is read, not even a file that is all hole."""
        path = tmp_path / "a.csv"
        with path.open("wb") as hole:
            hole.truncate(17 * 1024 * 1024)

        assert ["TKB104"] == [d.code for d in findings(path)]

    def test_too_many_lines(self, tmp_path):
        """Beyond 250,000 lines of data nothing more is read."""
        found = findings(file(tmp_path, "indicator,period,value\n" + "a,2023,1\n" * 250_001))

        assert [("TKB104", 250_002)] == [(d.code, d.place.line) for d in found]

    def test_findings_have_their_line_for_a_frame(self, tmp_path):
        """The text of the line goes along, and the column is that of the cell, in characters."""
        (found,) = findings(file(tmp_path, 'indicator,period,value\n"产,值",2023,1 个,多\n'))

        assert (2, 16, '"产,值",2023,1 个,多') == (found.place.line, found.place.column, found.line)

    @pytest.mark.parametrize(
        "content",
        [
            HEADER + 'a,2023,"' + "x" * 15_000_000,
            HEADER + '"' * 15_000_000,
            HEADER + "," * 15_000_000,
            "," * 15_000_000,
            HEADER + "\n" * 15_000_000,
            HEADER + "a,2023\n" * 2_000_000,
            HEADER + ('a,2023,1,个,,,,"' + "x" * 100_000 + '"\n') * 150,
            HEADER + "x" * 15_000_000,
            "indicator,period,value," + ",".join(f"c{i}" for i in range(2_000_000)),
            HEADER + 'a,2023,"1"5,,,,,\n' * 800_000,
        ],
        ids=["open", "quotes", "commas", "first", "empty", "ragged", "long", "cell", "columns", "broken"],
    )
    def test_hostile_tables_end_soon(self, tmp_path, content):
        """Nothing takes long or much memory, whatever it is that fills the file."""
        path = file(tmp_path, content)
        begun = time.perf_counter()

        with pytest.raises(BookError) as caught:
            read(path)

        found = caught.value.diagnostics
        assert 0 < len(found) <= 1_000
        assert all(len(str(d)) < 1_000 and len(d.line) < 1_000 for d in found)
        assert time.perf_counter() - begun < PATIENCE


@pytest.mark.slow
def test_a_hundred_thousand_rows(tmp_path):
    """Reading and entering them takes seconds, and reading them less than 200 MB."""
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        first = dt.date(1950, 1, 1)
        for i in range(100_000):
            day = first + dt.timedelta(i % 25_000)
            name = ["output", "share", "first", "second"][i // 25_000]
            unit = "%" if name == "share" else "亿元" if name == "output" else "个"
            writer.writerow([name, day, i, unit, day + dt.timedelta(20), "final", "统计局", f"第{i}行"])

    begun = time.perf_counter()
    observations = enter(plan(), read(path), builtin())
    lasted = time.perf_counter() - begun
    tracemalloc.start()
    read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert 100_000 == len(observations)
    assert lasted < 3 * PATIENCE
    assert peak < 200_000_000
