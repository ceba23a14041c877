"""Plan files become a positioned tree, and every hazard of their formats gets a clear answer."""

import json
import os
import pathlib
import time
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from targetkit.errors import Diagnostic, NotFoundError, Place, PlanError
from targetkit.plan.documents import CODES, SUFFIXES, read_file, read_text
from targetkit.plan.nodes import Mapping, Node, Scalar, Sequence, mapping_hint

DEEP = 100_000
PATIENCE = 5  # seconds; each of these takes milliseconds on a free machine


def plain(node: Node) -> Any:
    """The tree as dicts, lists and texts."""
    if isinstance(node, Mapping):
        return {key.text: plain(value) for key, value in node.entries}
    if isinstance(node, Sequence):
        return [plain(item) for item in node.items]
    return node.text


def read(text: str, syntax: Any = "yaml") -> Any:
    """The content of a text as dicts, lists and texts."""
    return plain(read_text(text, name="a", syntax=syntax).root)


def findings(text: str, syntax: Any = "yaml") -> tuple[Diagnostic, ...]:
    """What is wrong with a text."""
    with pytest.raises(PlanError) as caught:
        read_text(text, name="a", syntax=syntax)
    for found in caught.value.diagnostics:
        assert CODES[found.code][0] == found.name
        assert found.place is not None
        assert found.hint
    return caught.value.diagnostics


def only(text: str, syntax: Any = "yaml") -> tuple[str, int, int, str]:
    """Code, line, column and way out of the one thing that is wrong with a text."""
    (found,) = findings(text, syntax)
    assert found.place is not None
    return found.code, found.place.line, found.place.column, found.hint


def of_file(path: pathlib.Path) -> Diagnostic:
    """The one thing that is wrong with a file."""
    with pytest.raises(PlanError) as caught:
        read_file(path, name="a.yaml")
    (found,) = caught.value.diagnostics
    return found


class TestTree:
    """What stands in a file, and where."""

    def test_places(self) -> None:
        """Every key and value has its first character and the character after its last, counted from 1."""
        root = read_text("标题: 南谯\na:\n  - 'x y'\n  - {b: 1}\n", name="p", syntax="yaml").root

        assert isinstance(root, Mapping)
        (title, name), (_, items) = root.entries
        assert Place("p", 1, 1, 1, 3) == title.place
        assert Place("p", 1, 5, 1, 7) == name.place
        assert isinstance(items, Sequence)
        assert Place("p", 3, 3, 4, 11) == items.place
        assert [Place("p", 3, 5, 3, 10), Place("p", 4, 5, 4, 11)] == [item.place for item in items.items]
        assert Place("p", 1, 1, 4, 11) == root.place

    def test_values_are_text(self) -> None:
        """No value is resolved: booleans, clock times, leading zeros and impossible dates stay what was written."""
        words = ["no", "10:30", "00123", "2026-13-01", "1.10", "~", "0x1F", "true", "null", "=", "1_000"]

        assert words == read("[" + ", ".join(words) + "]")

    def test_quotes_are_remembered(self) -> None:
        """A quoted `true` is text, a plain one is a word."""
        root = read_text("[true, 'true', \"null\"]", name="a", syntax="yaml").root

        assert isinstance(root, Sequence)
        assert [True, False, False] == [item.plain for item in root.items if isinstance(item, Scalar)]

    def test_absent_value(self) -> None:
        """A key with nothing after it has an empty plain text just behind its colon."""
        root = read_text("a:\nb: 1\n", name="a", syntax="yaml").root

        assert isinstance(root, Mapping)
        assert Scalar("", Place("a", 1, 3, 1, 3)) == root.entries[0][1]

    def test_line(self) -> None:
        """A document hands out its lines for frames, and an empty text outside of it."""
        document = read_text("a: 1\r\nb: 2\r\n", name="a", syntax="yaml")

        assert ["", "a: 1", "b: 2", "", ""] == [document.line(n) for n in range(5)]

    @pytest.mark.parametrize("syntax", ["json", "toml", "yaml"])
    def test_astral_characters_are_one_column(self, syntax: str) -> None:
        """Columns count characters, not bytes or UTF-16 units."""
        text = {"json": '{"🌸": "南"}', "toml": '"🌸" = "南"', "yaml": '"🌸":  "南"'}[syntax]
        root = read_text(text, name="a", syntax=syntax).root  # type: ignore[arg-type]

        assert isinstance(root, Mapping)
        assert text.index('"南"') + 1 == root.entries[0][1].place.column

    def test_aliases_share(self) -> None:
        """A small alias repeats what it refers to."""
        assert {"a": ["1", "2"], "b": ["1", "2"]} == read("a: &x [1, 2]\nb: *x\n")

    def test_json_words(self) -> None:
        """Numbers keep their digits; numbers, booleans and null are plain, strings are not."""
        root = read_text('[1.10, -2e+5, true, null, "true"]', name="a", syntax="json").root

        assert isinstance(root, Sequence)
        assert ["1.10", "-2e+5", "true", "null", "true"] == plain(root)
        assert [True, True, True, True, False] == [item.plain for item in root.items if isinstance(item, Scalar)]

    def test_toml(self) -> None:
        """TOML gives the same tree, with floats as written, dates in ISO form and a place for every key and value."""
        text = """\
targetkit = 1
# note
period = 2023-06-30
[a."b c"]
x.y = 1.10
list = [
  'p', # one
  {q = true},
]
[[rows]]
k = \"""
two
lines\"""
[[rows]]
k = "s"
"""
        root = read_text(text, name="a", syntax="toml").root

        assert {
            "targetkit": "1",
            "period": "2023-06-30",
            "a": {"b c": {"x": {"y": "1.10"}, "list": ["p", {"q": "true"}]}},
            "rows": [{"k": "two\nlines"}, {"k": "s"}],
        } == plain(root)
        places = {key.text: (key.place.line, key.place.column, value.place.line) for key, value in walk(root)}
        assert {
            "targetkit": (1, 1, 1),
            "period": (3, 1, 3),
            "a": (4, 2, 4),
            "b c": (4, 4, 4),
            "x": (5, 1, 5),
            "y": (5, 3, 5),
            "list": (6, 1, 6),
            "q": (8, 4, 8),
            "rows": (10, 3, 10),
            "k": (15, 1, 15),
        } == places


def walk(node: Node) -> Any:
    """All pairs of a tree."""
    if isinstance(node, Mapping):
        for key, value in node.entries:
            yield key, value
            yield from walk(value)
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from walk(item)


class TestYamlHazards:
    """What people get wrong in YAML, and what is done on purpose."""

    def test_all_duplicates_at_once(self) -> None:
        """Every double key is named in one run, with both places and its line."""
        found = findings("a: 1\nb: {c: 1, c: 2}\na: 3\n'a': 4\n")

        assert ["TKS002"] * 3 == [f.code for f in found]
        assert ["a:2:11", "a:3:1", "a:4:1"] == [str(f.place) for f in found]
        assert "first on line 1, column 1" in found[1].message
        assert "a: 3" == found[1].line

    @pytest.mark.parametrize(
        ("text", "code", "line", "column", "way_out"),
        [
            ("a: {scope: 定性条件,由人认定}\n", "TKS003", 1, 17, "comma"),
            ("a: {kind：growth}\n", "TKS003", 1, 5, "full-width"),
            ("kind：growth\n", "TKS003", 1, 1, "write `kind: growth`"),
            ("kind:growth\n", "TKS003", 1, 1, "space is missing"),
            ("a:\n  kind：growth\n  b: 1\n", "TKS003", 2, 3, "full-width"),
            ("a:\n  kind:growth\n  b: 1\n", "TKS003", 2, 3, "write `kind: growth`"),
            ("b: 1\nkind：growth\n", "TKS003", 2, 1, "full-width"),
            ("unit: %\n", "TKS001", 1, 7, 'in quotes: "%"'),
            ("a: @b c # d\n", "TKS001", 1, 4, '"@b c"'),
            ("a:\n\tb: 1\n", "TKS012", 2, 1, "spaces"),
            ("a: 1\n\tb: 2", "TKS012", 2, 1, "spaces"),
            ("a: b: c\n", "TKS001", 1, 5, "quotes"),
            ("a: [1, 2\nb: 3\n", "TKS001", 1, 4, "close it"),
            ("a: {x: 1，\n", "TKS001", 1, 4, "full-width"),
            ("a: 'x\nb: 1\n", "TKS001", 1, 4, "close"),
            ('a: "\\q"\n', "TKS001", 1, 5, "backslash"),
            ("- a\nb: 1\n", "TKS001", 2, 1, "indentation"),
            ("  a: 1\nb: 2\n", "TKS001", 2, 1, "column of the first key"),
            ("a: >16%\n", "TKS001", 1, 4, "quotes"),
            ("a: - b\n", "TKS001", 1, 4, "next line"),
            ("a: ]\n", "TKS001", 1, 4, "quotes"),
            ("a: 'x' y\n", "TKS001", 1, 8, "whole value"),
            ("a: {b: 1}}\n", "TKS001", 1, 10, "too much"),
            ("a: &\n", "TKS007", 1, 4, "quotes"),
            ("a: *x\n", "TKS007", 1, 4, "quotes"),
            ("a: &x [*x]\n", "TKS007", 1, 8, "write"),
            ("a: !!python/object:os.system x\n", "TKS008", 1, 4, "delete"),
            ("a: !x [1]\n", "TKS008", 1, 4, "delete"),
            ("%YAML 1.2\n---\na: 1\n", "TKS009", 1, 1, "delete"),
            ("# c\n%TAG ! x:\n---\na: 1\n", "TKS009", 2, 1, "delete"),
            ("a: 1\n%  b: 2\n", "TKS009", 2, 1, "delete"),
            ("a: 1\n---\nb: 2\n", "TKS013", 2, 1, "include"),
            ("a: 1\n...\nb: 2\n", "TKS001", 3, 1, "column"),
            ("? [a]\n: b\n", "TKS016", 1, 3, "quotes"),
            ("<<: {a: 1}\n", "TKS016", 1, 1, "write the keys out"),
            ("? \n: 1\n", "TKS016", 1, 2, "key"),
            ("a: b\x07c\n", "TKS011", 1, 5, "delete"),
            ("a: b\u2028c\n", "TKS011", 1, 5, "delete"),
        ],
    )
    def test_place_and_way_out(self, text: str, code: str, line: int, column: int, way_out: str) -> None:
        """Each mistake has its code, the place to look at, and a way out."""
        found = only(text)

        assert (code, line, column) == found[:3]
        assert way_out in found[3]

    def test_findings_before_a_syntax_error_are_kept(self) -> None:
        """A syntax error ends the reading, and what was found before it is told as well."""
        assert ["TKS008", "TKS001"] == [f.code for f in findings("a: !x 1\nb: @\n")]

    def test_end_mark_is_allowed(self) -> None:
        """Document marks around the one document do no harm."""
        assert {"a": "1"} == read("---\na: 1\n...\n# end\n")

    @pytest.mark.parametrize("text", ["", " \n\n", "# only a comment\n", "---\n", "\ufeff"])
    def test_empty(self, text: str) -> None:
        """A file without content is refused as such."""
        assert "TKS010" == only(text)[0]

    def test_urls_and_times_are_no_colon_trap(self) -> None:
        """A colon inside ordinary values stays a colon."""
        assert {"url": "https://a.cn/b:c", "at": "10:30", "note": "注意：是"} == read(
            "url: https://a.cn/b:c\nat: 10:30\nnote: 注意：是\n"
        )

    def test_mapping_hint_only_where_a_colon_explains(self) -> None:
        """A text without such a colon gets no hint."""
        assert ["", "", ""] == [mapping_hint(text) for text in ("growth", "https://a.cn", "10:30")]


class TestBombs:
    """Files made to exhaust the reader are refused at once."""

    @pytest.mark.parametrize(
        "text",
        [
            "[" * DEEP,
            "{" * DEEP,
            "[\n" * DEEP,
            "{a: " * DEEP,
            "- " * DEEP,
            "? " * DEEP,
            "a: " + "[" * DEEP + "]" * DEEP,
            "[{a: " * DEEP,
            "[{? " * DEEP,
            "".join(" " * n + "a:\n" for n in range(3000)),
            "".join(" " * n + "-\n" for n in range(3000)),
            "a: &a0 [x]\n" + "".join(f"b{n}: &a{n} [*a{n - 1}]\n" for n in range(1, 100)),
        ],
        ids=range(12),
    )
    def test_depth_in_yaml(self, text: str) -> None:
        """Nesting in any form is refused past 64 levels."""
        before = time.perf_counter()

        assert "TKS006" == only(text)[0]
        assert time.perf_counter() - before < PATIENCE

    @pytest.mark.parametrize(
        ("text", "syntax"),
        [
            ("[" * DEEP, "json"),
            ('{"a":' * DEEP, "json"),
            ("a = " + "[" * DEEP, "toml"),
            ("a = " + "{a = " * DEEP, "toml"),
            ("a." * DEEP + "a = 1", "toml"),
            ("[" + "a." * DEEP + "a]", "toml"),
            ("[" + "a." * 40 + "a]\n" + "b." * 40 + "b = 1", "toml"),
        ],
    )
    def test_depth_in_json_and_toml(self, text: str, syntax: str) -> None:
        """The same limit holds in JSON and TOML."""
        before = time.perf_counter()

        assert "TKS006" == only(text, syntax)[0]
        assert time.perf_counter() - before < PATIENCE

    def test_64_levels_are_allowed(self) -> None:
        """The limit itself is still inside."""
        text = "[" * 64 + "1" + "]" * 64

        assert read(text) == read(text, "json")
        assert "TKS006" == only("[" + text + "]")[0]
        assert "TKS006" == only("[" + text + "]", "json")[0]

    def test_aliases(self) -> None:
        """Aliases that multiply are refused before anything walks them."""
        text = "a0: &a0 [" + "x, " * 10 + "]\n"
        text += "".join(f"a{n}: &a{n} [" + f"*a{n - 1}, " * 10 + "]\n" for n in range(1, 10))

        assert "TKS007" == only(text)[0]

    @pytest.mark.parametrize("tail", ["---\na: 1\n", ""])
    def test_directives(self, tail: str) -> None:
        """Many directives cost no more than one, before the document and after its end."""
        tags = "".join(f"%TAG !a{n}! tag:x{n}:\n" for n in range(50_000))
        before = time.perf_counter()

        assert "TKS009" == only(tags + tail)[0]
        assert only("a: 1\n...\n" + tags + tail)[0] in {"TKS001", "TKS009"}
        assert time.perf_counter() - before < PATIENCE

    @pytest.mark.parametrize(("text", "syntax"), [("a," * 1_000_001, "yaml"), ("1," * 1_000_001, "json")])
    def test_many_values(self, text: str, syntax: str) -> None:
        """A file of more than a million values is refused."""
        assert "TKS005" == only("[" + text + "1]", syntax)[0]

    def test_many_findings(self) -> None:
        """Past a thousand findings the reading ends."""
        assert 1000 == len(findings("a: 1\n" * 5000))


class TestJsonAndToml:
    """Mistakes in the other two formats."""

    @pytest.mark.parametrize(
        ("text", "code", "line", "column"),
        [
            ('{"a": 1, "a": 2}', "TKS002", 1, 10),
            ('{"a": NaN}', "TKS017", 1, 7),
            ('{"a": -Infinity}', "TKS017", 1, 7),
            ('{"a": 1,\n}', "TKS001", 2, 1),
            ('{"a": [1, ]}', "TKS001", 1, 11),
            ("{'a': 1}", "TKS001", 1, 2),
            ('{"a": 007}', "TKS001", 1, 7),
            ('{"a": True}', "TKS001", 1, 7),
            ('{"a" 1}', "TKS001", 1, 6),
            ('{"a": 1 "b": 2}', "TKS001", 1, 9),
            ('{"a": "x\ny"}', "TKS001", 1, 9),
            ('{"a": "x', "TKS001", 1, 7),
            ('{"a": "\\q"}', "TKS001", 1, 8),
            ('{"a": "\\ud800"}', "TKS011", 1, 7),
            ('{"a": 1} x', "TKS001", 1, 10),
            ('{"a": // c\n1}', "TKS001", 1, 7),
            ('{"a": ', "TKS001", 1, 7),
            ("{", "TKS001", 1, 2),
        ],
    )
    def test_json(self, text: str, code: str, line: int, column: int) -> None:
        """Each mistake in JSON has its code and place."""
        assert (code, line, column) == only(text, "json")[:3]

    @pytest.mark.parametrize(
        ("text", "code", "line", "column"),
        [
            ("a = 1\nb = growth\n", "TKS001", 2, 5),
            ("标题 = 1\n", "TKS001", 1, 1),
            ("a = 1\nb = 2\na = 3\n", "TKS002", 3, 1),
            ("[a]\nx = 1\n[b]\n[a]\n", "TKS002", 4, 2),
            ("a = nan\n", "TKS017", 1, 5),
            ("a = [1,\n", "TKS001", 2, 1),
            ("a = 1 b = 2\n", "TKS001", 1, 7),
            ("# only\n", "TKS010", 0, 0),
            ("a = " + "9" * 5000, "TKS001", 0, 0),
        ],
    )
    def test_toml(self, text: str, code: str, line: int, column: int) -> None:
        """Each mistake in TOML has its code and place."""
        assert (code, line, column) == only(text, "toml")[:3]


class TestFiles:
    """What stands behind a path."""

    TEXT = "title: 南谯经开区工作计划\nperiod: 2023\n"

    @pytest.mark.parametrize("suffix", [*SUFFIXES, ".YAML"])
    def test_suffix_says_the_syntax(self, suffix: str, tmp_path: pathlib.Path) -> None:
        """The suffix decides how a file is read."""
        path = tmp_path / f"a.targets{suffix}"
        path.write_text('a = "1"' if suffix == ".toml" else '{"a": "1"}', encoding="utf-8")
        document = read_file(path)

        assert {"a": "1"} == plain(document.root)
        assert str(path) == document.name == document.root.place.file

    def test_byte_order_mark_and_crlf(self, tmp_path: pathlib.Path) -> None:
        """A byte order mark and Windows line ends change nothing."""
        path = tmp_path / "a.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + self.TEXT.replace("\n", "\r\n").encode())
        windows = read_file(path, name="a")

        assert read_text(self.TEXT, name="a", syntax="yaml").root == windows.root
        assert "period: 2023" == windows.line(2)

    @pytest.mark.parametrize(
        ("encoding", "word"),
        [
            ("gbk", "GBK"),
            ("gb18030", "GBK"),
            ("utf-16", "UTF-16"),
            ("utf-16-le", "UTF-16"),
            ("utf-16-be", "UTF-16"),
            ("utf-32", "UTF-32"),
            ("utf-32-le", "UTF-32"),
            ("utf-32-be", "UTF-32"),
        ],
    )
    def test_other_encodings(self, encoding: str, word: str, tmp_path: pathlib.Path) -> None:
        """Other encodings are named, and the way out is to save as UTF-8."""
        path = tmp_path / "a.yaml"
        path.write_bytes(self.TEXT.encode(encoding))
        found = of_file(path)

        assert "TKS004" == found.code
        assert word in found.message
        assert "UTF-8" in found.hint

    def test_damaged_utf8_is_not_called_gbk(self, tmp_path: pathlib.Path) -> None:
        """A spot that is not UTF-8 is given by its byte and line, and the file is not taken for GBK."""
        path = tmp_path / "a.yaml"
        path.write_bytes(b"\xef\xbb\xbf" + self.TEXT.encode() + b"owner: \xe5\x8d\n")
        found = of_file(path)

        assert "TKS004" == found.code
        assert "GBK" not in found.message
        assert f"byte {len(self.TEXT.encode()) + 11} " in found.message
        assert Place("a.yaml", 3, 8, 3, 9) == found.place

    @pytest.mark.parametrize("data", [b"PK\x03\x04\x00\x00", b"a: 1\n\x00\x01\x02", b"%PDF-1.7", bytes(range(256))])
    def test_binary(self, data: bytes, tmp_path: pathlib.Path) -> None:
        """What is not text is refused as such."""
        path = tmp_path / "a.yaml"
        path.write_bytes(data)

        assert "TKS011" == of_file(path).code

    def test_empty_file(self, tmp_path: pathlib.Path) -> None:
        """A file of no bytes is empty, not broken."""
        path = tmp_path / "a.json"
        path.touch()

        assert "TKS010" == of_file(path).code

    def test_size_is_looked_at_before_reading(self, tmp_path: pathlib.Path) -> None:
        """A file of 100 MB is refused without being read."""
        path = tmp_path / "a.yaml"
        with path.open("wb") as file:
            file.truncate(100_000_000)
        before = time.perf_counter()

        assert "TKS005" == of_file(path).code
        assert time.perf_counter() - before < 1

    def test_missing(self, tmp_path: pathlib.Path) -> None:
        """A path at which nothing stands is not found, whatever its suffix."""
        (tmp_path / "link.yaml").symlink_to("nowhere")
        for name in ("a.yaml", "a", "link.yaml", "a.yaml/b.yaml"):
            with pytest.raises(NotFoundError):
                read_file(tmp_path / name)

    @pytest.mark.parametrize("name", ["", "d.yaml"])
    def test_directory(self, name: str, tmp_path: pathlib.Path) -> None:
        """A directory is no file."""
        (tmp_path / "d.yaml").mkdir()

        assert "TKS014" == of_file(tmp_path / name).code

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX")
    def test_pipes_and_devices(self, tmp_path: pathlib.Path) -> None:
        """A pipe or a device is refused at once, and never waited for."""
        os.mkfifo(tmp_path / "p.yaml")

        assert "TKS014" == of_file(tmp_path / "p.yaml").code
        assert "TKS014" == of_file(pathlib.Path("/dev/zero")).code

    @pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
    def test_unreadable(self, tmp_path: pathlib.Path) -> None:
        """A file that may not be read says so."""
        path = tmp_path / "a.yaml"
        path.write_text("a: 1")
        path.chmod(0)

        assert "TKS014" == of_file(path).code

    def test_odd_names(self, tmp_path: pathlib.Path) -> None:
        """A name that no file system takes is a finding, not a traceback."""
        for name in ("a" * 5000 + ".yaml", "a\x00b.yaml"):
            assert "TKS014" == of_file(tmp_path / name).code

    def test_unknown_suffix(self, tmp_path: pathlib.Path) -> None:
        """A file of another suffix is refused with the suffixes that are read."""
        path = tmp_path / "a.txt"
        path.write_text("a: 1")
        found = of_file(path)

        assert "TKS015" == found.code
        assert ".yaml" in found.hint


TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\ufeff"), max_size=8) | st.sampled_from(
    [
        "true",
        "null",
        "no",
        "10:30",
        "%",
        "- a",
        "a: b",
        "定性,由人",
        "：",
        "#",
        "'",
        '"',
        "\n",
        " ",
        "",
        "<<",
        "&a",
        "|",
    ]
)
TREES = st.dictionaries(
    TEXTS,
    st.recursive(TEXTS, lambda t: st.lists(t, max_size=4) | st.dictionaries(TEXTS, t, max_size=4), max_leaves=12),
    min_size=1,
    max_size=4,
)


class TestRoundTrip:
    """What other writers write is read back."""

    @given(TREES)
    def test_yaml(self, tree: dict[str, Any]) -> None:
        """Every tree of texts that PyYAML writes, in block or in flow, is read back equal."""
        written = yaml.safe_dump(tree, allow_unicode=True)

        assert {"\x85", "\u2028", "\u2029"} & set(written) or tree == read(written)
        assert tree == read(yaml.safe_dump(tree, default_flow_style=True))

    @given(TREES)
    def test_json(self, tree: dict[str, Any]) -> None:
        """Every tree of texts that the json module writes is read back equal."""
        assert tree == read(json.dumps(tree), "json")
        assert tree == read(json.dumps(tree, ensure_ascii=False, indent=1), "json")

    @given(
        st.text(st.sampled_from("ab:：{}[],-#&*!|>'\"%@` \n\t\\=."), max_size=30),
        st.sampled_from(["yaml", "json", "toml"]),
    )
    def test_no_other_error(self, text: str, syntax: Any) -> None:
        """Whatever the text, it is read or refused with findings that have a place in it and a way out."""
        diagnostics: tuple[Diagnostic, ...] = ()
        try:
            read_text(text, name="a", syntax=syntax)
        except PlanError as error:
            diagnostics = error.diagnostics or (Diagnostic(code="", name="", message="no finding"),)

        for found in diagnostics:
            assert found.hint
            assert found.place is not None
            assert 0 <= found.place.line <= text.count("\n") + 1
