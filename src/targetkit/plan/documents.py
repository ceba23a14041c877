"""Plan files and texts, read into a positioned tree with every problem in one error."""

import contextlib
import functools
import gc
import pathlib
import re
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Final, Literal, NoReturn, TypeAlias

import attrs

from targetkit import textfile
from targetkit.errors import NotFoundError, Place, PlanError
from targetkit.plan.nodes import CODES, Findings, Halt, Mapping, Node, shown

__all__ = ["CODES", "SUFFIXES", "Document", "Syntax", "read_file", "read_text"]

Syntax: TypeAlias = Literal["yaml", "toml", "json"]

MOST_BYTES = 8 * 1024 * 1024
SUFFIXES = (".yaml", ".yml", ".toml", ".json")

_SYNTAX_OF: Final[MappingProxyType[str, Syntax]] = MappingProxyType(
    {".yaml": "yaml", ".yml": "yaml", ".toml": "toml", ".json": "json"}
)
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff]")
_CONTROL_YAML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_TROUBLES: Final[MappingProxyType[textfile.Trouble, tuple[str, str]]] = MappingProxyType(
    {
        "directory": ("TKS014", "name a plan file in it"),
        "device": ("TKS014", "save the plan to a file first"),
        "unreadable": ("TKS014", "look at its name and permissions"),
        "too-large": ("TKS005", "split the plan with `include`"),
        "binary": ("TKS011", "write the plan as a text file"),
        "encoding": ("TKS004", textfile.SAVE_AS_UTF8),
    }
)


@attrs.frozen
class Document:
    """A file that could be read.

    Attributes:
        root: The tree.
        text: The text, without a byte order mark.
        name: The name that stands in each place.
        syntax: `yaml`, `toml` or `json`.
    """

    root: Node
    text: str = attrs.field(repr=False)
    name: str
    syntax: Syntax

    @functools.cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text, without their ends."""
        return tuple(_reader(self.syntax)[1].split(self.text))

    def line(self, n: int) -> str:
        """The text of line *n*, counted from 1; empty outside the file."""
        return self.lines[n - 1] if 0 < n <= len(self.lines) else ""


def read_file(path: pathlib.Path, *, name: str | None = None) -> Document:
    """Read a plan file.

    Args:
        path: A regular file of UTF-8 text (a byte order mark is allowed) up to 8 MiB, with one of `SUFFIXES`.
        name: The name for places in messages; the path as it was given, if absent.

    Returns:
        The document.

    Raises:
        NotFoundError: There is no such file.
        PlanError: The file cannot be used; its diagnostics are all that could be found in one reading.
    """
    findings = Findings(str(path) if name is None else name)
    text = ""
    try:
        syntax = _syntax(path, findings)
        text = _text(path, findings)
    except Halt:
        _refuse(findings, text, "yaml")
    return read_text(text, name=findings.name, syntax=syntax)


def read_text(text: str, *, name: str, syntax: Syntax) -> Document:
    """Read a plan that is already text.

    Args:
        text: The text; a byte order mark at its start is ignored.
        name: The name for places in messages.
        syntax: How it is written.

    Returns:
        The document.

    Raises:
        PlanError: The text cannot be used; its diagnostics are all that could be found in one reading.
    """
    text = text.removeprefix("\ufeff")
    findings = Findings(name)
    try:
        root = _read(text, syntax, findings)
    except Halt:
        _refuse(findings, text, syntax)
    if findings.found:
        _refuse(findings, text, syntax)
    return Document(root, text, name, syntax)


def _read(text: str, syntax: Syntax, findings: Findings) -> Node:
    if len(text) > MOST_BYTES:
        _too_large(len(text), findings)
    if not text.strip():
        _empty(findings)
    _refuse_control(text, syntax, findings)
    with _no_collection():
        root = _reader(syntax)[0](text, findings)
    if root is None or (syntax == "toml" and isinstance(root, Mapping) and not root.entries):
        _empty(findings)
    return root


def _reader(syntax: Syntax) -> tuple[Callable[[str, Findings], Node | None], re.Pattern[str]]:
    """The reader of a syntax and what ends its lines; the other readers are not imported."""
    if syntax == "yaml":
        from targetkit.plan import yaml_reader  # noqa: PLC0415

        return yaml_reader.read_yaml, yaml_reader.LINE_BREAK
    if syntax == "toml":
        from targetkit.plan import toml_reader  # noqa: PLC0415

        return toml_reader.read_toml, toml_reader.LINE_BREAK
    from targetkit.plan import json_reader  # noqa: PLC0415

    return json_reader.read_json, json_reader.LINE_BREAK


@contextlib.contextmanager
def _no_collection() -> Iterator[None]:
    """Keep the garbage collector from walking a growing tree that has no garbage; a third of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _refuse(findings: Findings, text: str, syntax: Syntax) -> NoReturn:
    """Raise what was found, in the order of the file and with the lines for frames."""
    lines = _reader(syntax)[1].split(text)
    found = sorted(findings.found, key=lambda d: (d.place.line, d.place.column) if d.place else (0, 0))
    framed = [
        attrs.evolve(d, line=lines[d.place.line - 1]) if d.place and 0 < d.place.line <= len(lines) else d
        for d in found
    ]
    more = f" (and {len(framed) - 1} more)" if len(framed) > 1 else ""
    raise PlanError(f"{framed[0]}{more}", diagnostics=framed) from None


def _syntax(path: pathlib.Path, findings: Findings) -> Syntax:
    syntax = _SYNTAX_OF.get(path.suffix.lower())
    if syntax is None and path.is_file():
        message = f"the suffix {shown(path.suffix)} does not say how the file is written"
        findings.stop("TKS015", message, Place(findings.name), hint=f"use one of {', '.join(SUFFIXES)}")
    return syntax or "yaml"


def _text(path: pathlib.Path, findings: Findings) -> str:
    try:
        return textfile.decoded(textfile.content(path, most=MOST_BYTES))
    except textfile.Unreadable as error:
        if error.trouble == "missing":
            name = shown(findings.name, most=300)
            message = f"there is no file {name}; the name ends in one of {', '.join(SUFFIXES)}"
            raise NotFoundError(message) from None
        code, hint = _TROUBLES[error.trouble]
        place = Place(findings.name)
        if error.line:
            place = Place(findings.name, error.line, error.column, error.line, error.column + 1)
        findings.stop(code, error.message, place, hint=hint)


def _too_large(size: int, findings: Findings) -> NoReturn:
    message = f"the file has {size:,} bytes or more; at most {MOST_BYTES:,} (8 MiB) are read"
    findings.stop("TKS005", message, Place(findings.name), hint=_TROUBLES["too-large"][1])


def _empty(findings: Findings) -> NoReturn:
    hint = "begin with `targetkit: 1`, `id`, `title` and `period`"
    findings.stop("TKS010", "the file has no content", Place(findings.name), hint=hint)


def _refuse_control(text: str, syntax: Syntax, findings: Findings) -> None:
    found = (_CONTROL_YAML if syntax == "yaml" else _CONTROL).search(text)
    if found:
        before = _reader(syntax)[1].split(text[: found.start()])
        line, column = len(before), len(before[-1]) + 1
        message = f"the invisible character U+{ord(found.group()):04X} stands in the text"
        place = Place(findings.name, line, column, line, column + 1)
        findings.stop("TKS011", message, place, hint="delete it; it often comes along when text is pasted")
