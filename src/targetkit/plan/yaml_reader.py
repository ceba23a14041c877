"""YAML into the positioned tree, from the parser's events: nothing is resolved, constructed or executed."""

import re
from collections.abc import Iterator
from typing import Any, Final, NoReturn

import attrs
import yaml

from targetkit.errors import Place
from targetkit.plan.nodes import (
    MOST_DEPTH,
    MOST_NODES,
    Findings,
    Mapping,
    Node,
    Scalar,
    Sequence,
    check_entries,
    mapping_hint,
    shown,
)

__all__ = ["LINE_BREAK", "read_yaml"]

LINE_BREAK: Final = re.compile(r"\r\n|\n|\r")
MOST_REPEATED = 10_000

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DIRECTIVE = re.compile(r"(?:[ \t]*+(?:#[^\r\n]*+)?[\r\n]++)*+%")
_OPENING_RUN = re.compile(rf"(?:[\[{{][ \t\r\n]*+){{{MOST_DEPTH + 1}}}")
_DASHES_RUN = re.compile(rf"^[ \t]*+(?:[-?:][ \t]++){{{MOST_DEPTH + 1}}}", re.MULTILINE)
_REST = re.compile(r"(?:\s|#[^\r\n]*|^\.\.\.(?=\s|\Z))*+", re.MULTILINE)


@attrs.define
class _Open:
    """A collection that has begun and not ended; the children of a mapping alternate key, value."""

    event: Any
    children: list[Node]
    counted: int


@attrs.define
class _Anchor:
    """A named node, once it is complete, and how many nodes it stands for."""

    node: Node | None
    size: int


def read_yaml(text: str, findings: Findings) -> Node | None:
    """Read a YAML text.

    Args:
        text: The text, without a byte order mark or control characters.
        findings: Takes what is wrong.

    Returns:
        The tree, or None for a text without content.

    Raises:
        Halt: The reading cannot go on; the findings say why.
    """
    _refuse_bombs(text, findings)
    builder = _Builder(text, findings)
    try:
        return builder.build(_events(text))
    except yaml.YAMLError as error:
        _reword(error, text, findings)


def _events(text: str) -> Iterator[Any]:
    loader = _LOADER(text)
    try:
        while (event := loader.get_event()) is not None:
            yield event
    finally:
        loader.dispose()


def _refuse_bombs(text: str, findings: Findings) -> None:
    """Refuse before parsing what older parsers need quadratic time for."""
    if found := _DIRECTIVE.match(text):
        place = _place_at(text, found.end() - 1, findings)
        findings.stop("TKS009", "a YAML directive stands here", place, hint="delete the line; plans need none")
    for run in (_OPENING_RUN, _DASHES_RUN):
        if found := run.search(text):
            findings.too_deep(_place_at(text, found.start(), findings))


def _place_at(text: str, index: int, findings: Findings) -> Place:
    breaks = list(LINE_BREAK.finditer(text, 0, index))
    line, column = len(breaks) + 1, index - (breaks[-1].end() if breaks else 0) + 1
    return Place(findings.name, line, column, line, column + 1)


class _Builder:
    """Turns events into nodes; one for each reading."""

    def __init__(self, text: str, findings: Findings) -> None:
        self.text = text
        self.findings = findings
        self.stack: list[_Open] = []
        self.anchors: dict[str, _Anchor] = {}
        self.count = 0
        self.repeated = 0

    def build(self, events: Iterator[Any]) -> Node | None:
        """The root of the one document."""
        top: list[Node] = []
        children, stack, name = top, self.stack, self.findings.name
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                start, end = event.start_mark, event.end_mark
                place = Place(name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)
                node = Scalar(event.value, place, not event.style)
                children.append(node)
                self.count += 1
                if self.count > MOST_NODES:
                    self.findings.too_many(place)
                if event.tag is not None or event.anchor is not None:
                    self._marked(event, place)
                    self._name(event, node, self.count - 1)
            elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
                children = self._open(event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                node_ = self._close(event)
                children = stack[-1].children if stack else top
                children.append(node_)
            elif kind is yaml.AliasEvent:
                children.append(self._alias(event))
            elif kind is yaml.DocumentEndEvent:
                self._only(event)
                break
        if top:
            self._check_root(top[0])
        return top[0] if top and self.count > 0 and not _absent(top[0]) else None

    def _open(self, event: Any) -> list[Node]:
        place = self._place(event)
        if len(self.stack) >= MOST_DEPTH:
            self.findings.too_deep(place)
        if self.count > MOST_NODES:
            self.findings.too_many(place)
        if event.tag is not None or event.anchor is not None:
            self._marked(event, place)
            if event.anchor is not None:
                self.anchors[event.anchor] = _Anchor(None, 0)
        opened = _Open(event, [], self.count)
        self.count += 1
        self.stack.append(opened)
        return opened.children

    def _close(self, event: Any) -> Node:
        opened = self.stack.pop()
        children, start = opened.children, opened.event.start_mark
        if self.count > MOST_NODES:
            self.findings.too_many(self._place(opened.event))
        if opened.event.flow_style or not children:
            line, column = event.end_mark.line + 1, event.end_mark.column + 1
        else:
            line, column = children[-1].place.end_line, children[-1].place.end_column
        place = Place(self.findings.name, start.line + 1, start.column + 1, line, column)
        if type(opened.event) is yaml.SequenceStartEvent:
            node: Node = Sequence(tuple(children), place)
        else:
            node = Mapping(self._entries(children, flow=opened.event.flow_style), place)
        self._name(opened.event, node, opened.counted)
        return node

    def _entries(self, children: list[Node], *, flow: bool) -> tuple[tuple[Scalar, Node], ...]:
        pairs = zip(children[::2], children[1::2], strict=True)
        entries = tuple((key, value) for key, value in pairs if isinstance(key, Scalar) and self._is_key(key))
        if len({key.text for key, _ in entries}) < len(entries):
            check_entries(entries, self.findings)
        if len(entries) * 2 < len(children):
            self._collections_as_keys(children[::2])
        if flow:
            for key, value in entries:
                if _absent(value):
                    self._no_value(key)
        return entries

    def _is_key(self, key: Scalar) -> bool:
        if key.plain and (key.text in {"", "<<"}):
            if key.text:
                message, hint = "the merge key `<<` is not supported", "write the keys out"
            else:
                message, hint = "a key is missing before the colon", "write `key: value`"
            self.findings.add("TKS016", message, key.place, hint=hint)
            return False
        return True

    def _collections_as_keys(self, keys: list[Node]) -> None:
        for key in keys:
            if not isinstance(key, Scalar):
                what = "a list" if isinstance(key, Sequence) else "a mapping"
                hint = "put text that begins with a bracket in quotes"
                self.findings.add("TKS016", f"{what} stands where a key was expected", key.place, hint=hint)

    def _no_value(self, key: Scalar) -> None:
        hint = mapping_hint(key.text) or (
            "a comma inside braces ends a value: quote the whole text, or write one key to a line without braces"
        )
        message = f"{shown(key.text)} is read as a key without a value"
        self.findings.add("TKS003", message, key.place, hint=hint)

    def _marked(self, event: Any, place: Place) -> None:
        """Note a tag; a plan has none."""
        if event.tag is not None:
            hint = "delete it; or put the text in quotes, if it begins with `!`"
            self.findings.add("TKS008", f"the YAML tag {shown(event.tag)} is refused", place, hint=hint)

    def _name(self, event: Any, node: Node, before: int) -> None:
        if event.anchor is not None:
            self.anchors[event.anchor] = _Anchor(node, self.count - before)

    def _alias(self, event: Any) -> Node:
        place, label = self._place(event), shown("*" + event.anchor)
        anchor = self.anchors.get(event.anchor)
        hint = "write the content out, or put the text in quotes if it begins with `*`"
        if anchor is None:
            self.findings.add("TKS007", f"{label} refers to nothing above it", place, hint=hint)
            return Scalar("", place, plain=False)
        if anchor.node is None:
            self.findings.stop("TKS007", f"{label} stands inside what it refers to", place, hint=hint)
        self.count += anchor.size
        self.repeated += anchor.size
        if self.repeated > MOST_REPEATED:
            message = f"aliases repeat more than {MOST_REPEATED:,} values"
            self.findings.stop("TKS007", message, place, hint="write the content out")
        if len(self.stack) + _height(anchor.node) > MOST_DEPTH:
            self.findings.too_deep(place)
        return anchor.node

    def _only(self, event: Any) -> None:
        """Refuse what follows the first document, without letting the parser look at it."""
        index = event.start_mark.index
        rest = _REST.match(self.text, index)
        end = rest.end() if rest else index
        if end < len(self.text):
            place = _place_at(self.text, end, self.findings)
            if self.text.startswith("---", end):
                hint = "one file is one plan: delete the line `---`, or split the file and use `include`"
                self.findings.stop("TKS013", "a second document begins here", place, hint=hint)
            _stray(self.text, place, self.findings)

    def _check_root(self, root: Node) -> None:
        if isinstance(root, Scalar) and root.plain and (hint := mapping_hint(root.text)):
            self.findings.add(
                "TKS003", "the whole file is read as one text, not as `key: value`", root.place, hint=hint
            )

    def _place(self, event: Any) -> Place:
        start, end = event.start_mark, event.end_mark
        return Place(self.findings.name, start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _absent(node: Node) -> bool:
    return type(node) is Scalar and node.plain and not node.text


def _height(node: Node) -> int:
    """How many levels of collections a node holds; bounded by the budget for aliases."""
    level, height = [node], 0
    while level := [child for item in level for child in _children(item)]:
        height += 1
    return height + (not isinstance(node, Scalar))


def _children(node: Node) -> list[Node]:
    if isinstance(node, Mapping):
        return [value for _, value in node.entries]
    return list(node.items) if isinstance(node, Sequence) else []


# What the parsers say (libyaml's words and PyYAML's own), and what we say: pattern, code, where, message, way out.
_WORDINGS: Final = (
    ("nesting depth", "TKS006", "problem", f"nested more than {MOST_DEPTH} deep", "a plan needs about ten levels"),
    ("tab character|character '\\\\t'", "TKS012", "problem", "a tab stands where spaces indent", "indent with spaces"),
    (
        r"scanning a tag|tag handle|parsing a tag",
        "TKS008",
        "problem",
        "`!` begins a YAML tag",
        "put the text in quotes",
    ),
    ("scanning a directive", "TKS009", "context", "`%` at the start of a line begins a YAML directive", "delete it"),
    (
        "scanning an (anchor|alias)",
        "TKS007",
        "context",
        "`&` and `*` begin a YAML anchor or alias, and no name follows",
        "put the text in quotes",
    ),
    (
        "quoted scalar.*(end of stream|document (indicator|separator))",
        "TKS001",
        "context",
        "the quotation mark opened here is never closed",
        "close it, or leave out both marks",
    ),
    (
        "escape|hexa?deci?mal|hexdecimal",
        "TKS001",
        "problem",
        "the backslash begins no known escape",
        "write `\\\\` for a backslash, or use single quotes",
    ),
    (
        "scanning a block scalar|indentation indicator",
        "TKS001",
        "context",
        "`>` or `|` begins a block of text, and more follows on its line",
        "put a text that begins with it in quotes; a bound is a key, such as `more_than: 16%`",
    ),
    (r"',' or '\]'", "TKS001", "context", "the list opened with `[` here lacks a comma or its closing `]`", ""),
    (r"',' or '\}'", "TKS001", "context", "the mapping opened with `{` here lacks a comma or its closing `}`", ""),
    (
        "mapping values",
        "TKS001",
        "problem",
        "a second `: ` in a value, or a line that is indented too far",
        "put a text that holds `: ` in quotes, and give the keys of one mapping the same indentation",
    ),
    (
        "sequence entries",
        "TKS001",
        "problem",
        "a list item `- ` cannot begin on this line",
        "begin the list on the next line, write `[a, b]`, or put the text in quotes",
    ),
    ("mapping keys", "TKS001", "problem", "`? ` begins a key where none can stand", "put the text in quotes"),
    (
        "expected ':'",
        "TKS001",
        "context",
        "expected `key: value` here",
        "write a colon and a space after the key; indent the text if it belongs to the value above",
    ),
    (
        "'-' indicator|block collection",
        "TKS001",
        "problem",
        "expected another list item `- `",
        "one place holds either list items or keys: look at the indentation",
    ),
    (
        "expected key|block end|block mapping",
        "TKS001",
        "problem",
        "expected the next `key: value` here",
        "put the whole value in quotes if a quoted part begins it, and give keys of one mapping the same indentation",
    ),
    (
        "node content",
        "TKS001",
        "problem",
        "expected a value here",
        "put text that begins with a bracket, brace or comma in quotes",
    ),
    (
        "unexpected ':'",
        "TKS001",
        "problem",
        "a colon inside brackets or braces needs a space after it",
        "write `key: value`, or put the text in quotes",
    ),
)
_WORDINGS_COMPILED: Final = tuple((re.compile(row[0]), *row[1:]) for row in _WORDINGS)


def _reword(error: yaml.YAMLError, text: str, findings: Findings) -> NoReturn:
    """Say in our words what the parser stumbled on; always raises."""
    problem = getattr(error, "problem", None) or getattr(error, "reason", "") or ""
    context = getattr(error, "context", None) or ""
    here = getattr(error, "problem_mark", None)
    index = here.index if here else getattr(error, "position", 0)
    place = _place_at(text, min(index, len(text)), findings)
    if "start any token" in problem:
        _cannot_start(text, index, place, findings)
    said = f"{context} {problem}"
    if re.search("document start|expected key|block end|[]}]'", said):
        _after_quotes(text, place, findings)
    if "document start" in said:
        _stray(text, place, findings)
    for pattern, code, where, message, hint in _WORDINGS_COMPILED:
        if pattern.search(said):
            begun, noticed = getattr(error, "context_mark", None), ""
            if where == "context" and begun:
                noticed = f" (noticed on line {place.line})" if begun.line + 1 != place.line else ""
                place = _place_at(text, begun.index, findings)
            _trap(text, place, findings)
            findings.stop(code, message + noticed, place, hint=hint or _brackets_hint(text, place))
    findings.stop("TKS001", "the YAML cannot be read from here on", place, hint="put the text in quotes")


def _cannot_start(text: str, index: int, place: Place, findings: Findings) -> NoReturn:
    character = text[index : index + 1]
    rest = LINE_BREAK.split(text[index : index + 200])[0].split(" #")[0].strip()
    if character == "\t":
        findings.stop(
            "TKS012", "a tab stands where spaces indent", place, hint="indent with spaces, two for each level"
        )
    if character == "%" and place.column == 1:
        findings.stop("TKS009", "a YAML directive stands here", place, hint="delete the line; plans need none")
    findings.stop(
        "TKS001", f"a text cannot begin with {shown(character)}", place, hint=f'put it in quotes: "{shown(rest)[1:-1]}"'
    )


def _after_quotes(text: str, place: Place, findings: Findings) -> None:
    """If the parser stumbled right behind a closing quotation mark or bracket, say so and stop."""
    before = LINE_BREAK.split(text)[place.line - 1][: place.column - 1].rstrip()
    if before.endswith(('"', "'")) and ": " in before:
        hint = "put the whole value in quotes of the other sort, or double the marks inside: `'it''s'`"
        findings.stop("TKS001", "the value goes on after its closing quotation mark", place, hint=hint)
    if before.endswith(("]", "}")):
        hint = "delete what is too much, or put the whole value in quotes"
        findings.stop("TKS001", "the value goes on after its closing bracket", place, hint=hint)


def _stray(text: str, place: Place, findings: Findings) -> NoReturn:
    _trap(text, place, findings)
    findings.stop(
        "TKS001",
        "this line belongs to nothing above it",
        place,
        hint="begin it in the column of the first key; put the whole value in quotes if a quoted part begins it",
    )


def _trap(text: str, place: Place, findings: Findings) -> None:
    """If a colon is the cause, on this line or the last one before it that is not blank, say so and stop."""
    lines = LINE_BREAK.split(text)
    above = next((n for n in range(place.line - 1, 0, -1) if lines[n - 1].strip()), 0)
    for number in (place.line, above):
        line = lines[number - 1] if 0 < number <= len(lines) else ""
        if not line.lstrip().startswith("#") and (hint := mapping_hint(line)):
            start = len(line) - len(line.lstrip()) + 1
            where = Place(findings.name, number, start, number, len(line.rstrip()) + 1)
            findings.stop("TKS003", "a text stands where `key: value` was meant", where, hint=hint)


def _brackets_hint(text: str, place: Place) -> str:
    line = LINE_BREAK.split(text)[place.line - 1]
    for wide, narrow in (("，", ","), ("］", "]"), ("｝", "}"), ("：", ":")):
        if wide in line:
            return f"if the full-width `{wide}` is meant as YAML, write `{narrow}` and a space; else quote the text"
    return "close it, and put text that holds brackets, braces or `: ` in quotes"
