"""Reading the keys of a mapping: each key once, every mistake noted with its place, nothing unknown passed over."""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Final, TypeVar

import attrs

from targetkit.errors import Diagnostic, PeriodError, Place, QuantityError, TargetkitError, UnitError, did_you_mean
from targetkit.language import Text
from targetkit.period import Period, parse_day
from targetkit.plan.model import Tree
from targetkit.plan.nodes import Mapping, Node, Scalar, Sequence, mapping_hint, shown
from targetkit.target import Due

__all__ = ["CODES", "Fields", "Problems", "Wrong"]

T = TypeVar("T")
D = TypeVar("D")
E = TypeVar("E", bound=StrEnum)

CODES: Final = {
    "TKV101": ("unknown-key", "A key that the format does not have."),
    "TKV102": ("missing-key", "A key that must be there."),
    "TKV103": ("wrong-type", "A list, a mapping or a text where another of them is expected."),
    "TKV104": ("not-allowed", "A value that is not one of those that are possible."),
    "TKV105": ("bad-id", "A name with a character that names may not have."),
    "TKV110": ("unknown-kind", "A kind of target that does not exist, or whose plugin the plan does not use."),
    "TKV111": ("key-not-for-kind", "A key that makes no sense with the target's kind."),
    "TKV112": ("negative-figure", "A negative figure of growth or decline."),
    "TKV113": ("bound-words", "Bound words that do not go together."),
    "TKV114": ("empty-range", "A range that no value can keep."),
    "TKV115": ("baseline-match", "A baseline of another indicator without a match grade, or a grade without one."),
    "TKV116": ("unit-not-for-kind", "An indicator whose unit the kind cannot judge."),
    "TKV117": ("format-version", "A plan of another version of the format."),
    "TKV118": ("bad-parameter", "A parameter that the method does not take."),
    "TKR201": ("duplicate-id", "An id that stands twice."),
    "TKR202": ("dangling-reference", "A name that nothing has."),
    "TKR203": ("cycle", "Things that wait for, yield to or contain each other in a circle."),
    "TKR204": ("bad-include", "An included file that is missing, outside the folder, or included twice."),
    "TKU301": ("unknown-unit", "A unit that does not exist."),
    "TKU302": ("bad-figure", "A text that is no figure with a unit."),
    "TKU303": ("wrong-dimension", "A unit that does not fit the indicator's."),
    "TKT401": ("bad-date", "A text that is no day or period, or a day that does not exist."),
    "TKT402": ("due-before-period", "A deadline before the period has begun."),
    "TKT403": ("period-before-plan", "A period that is over before the plan begins."),
    "TKT404": ("reading-after-source", "A reading of a time after the source was published."),
    "TKQ501": ("tolerance-taken", "An `about` without a tolerance."),
    "TKP101": ("plugin-missing", "A plugin that is not installed."),
}
"""What is wrong with what a file says, by code: the name, and what it means."""


class Wrong(TargetkitError, ValueError):  # noqa: N818 - one mistake on its way to its place; it leaves no reader
    """One mistake in one value, on its way to its place."""

    def __init__(self, message: str, *, code: str = "TKV103", hint: str = "", place: Place | None = None) -> None:
        """Keep the code, the way out and the place, if it is not the value's own."""
        super().__init__(message)
        self.code = code
        self.hint = hint
        self.place = place


_CODE_OF: Final = ((UnitError, "TKU301"), (QuantityError, "TKU302"), (PeriodError, "TKT401"))


@attrs.define
class Problems:
    """What is wrong with a plan, as far as it has been read.

    Attributes:
        found: The findings.
        places: Where things stand, by path.
        lines: The text of a line of a file, for frames.
    """

    found: list[Diagnostic] = attrs.Factory(list)
    places: dict[str, Place] = attrs.Factory(dict)
    lines: dict[str, Callable[[int], str]] = attrs.Factory(dict)

    def add(
        self,
        code: str,
        message: str,
        place: Place | None,
        *,
        hint: str = "",
        about: Iterable[str] = (),
        warning: bool = False,
    ) -> None:
        """Note a finding and go on."""
        line = self.lines[place.file](place.line) if place and place.line and place.file in self.lines else ""
        self.found.append(
            Diagnostic(
                code=code,
                name=CODES[code][0],
                message=message,
                severity="warning" if warning else "error",
                place=place,
                hint=hint,
                about=tuple(about),
                line=line,
            )
        )

    def attempt(self, read: Callable[[Node], T], node: Node, default: D, *, about: Iterable[str] = ()) -> T | D:
        """Read a value, or note what is wrong with it and answer with the default."""
        try:
            return read(node)
        except Wrong as wrong:
            self.add(wrong.code, wrong.message, wrong.place or node.place, hint=wrong.hint, about=about)
        except TargetkitError as error:
            code = next((code for cls, code in _CODE_OF if isinstance(error, cls)), "TKV104")
            self.add(code, error.message, node.place, about=about)
        return default


class Fields:
    """The keys of one mapping of a plan file."""

    def __init__(self, node: Node, problems: Problems, *, what: str, path: str, about: Iterable[str] = ()) -> None:
        """Take the mapping apart; what is no mapping is noted and has no keys.

        Args:
            node: The mapping.
            problems: Where mistakes are noted.
            what: What it is, for messages: `target signed`.
            path: Under which path places are kept: `targets.signed`.
            about: The ids that it concerns.
        """
        self.problems, self.what, self.path, self.about = problems, what, path, tuple(about)
        self.place = node.place
        self.known: list[str] = []
        self.entries: dict[str, tuple[Scalar, Node]] = {}
        self.is_mapping = isinstance(node, Mapping)
        problems.places[path] = node.place
        if isinstance(node, Mapping):
            self.entries = {key.text: (key, value) for key, value in node.entries}
        else:
            hint = mapping_hint(node.text) if isinstance(node, Scalar) else ""
            problems.add("TKV103", f"{what} must be a mapping of keys, not {_sort(node)}", node.place, hint=hint or "")

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.entries

    def node(self, key: str) -> Node | None:
        """The node under a key, which counts as read."""
        self.known.append(key)
        entry = self.entries.get(key)
        if entry is None:
            return None
        self.problems.places[f"{self.path}.{key}"] = entry[1].place
        return entry[1]

    def place_of(self, key: str) -> Place:
        """Where a key's value stands; the place of the whole mapping if it is not there."""
        return self.entries[key][1].place if key in self.entries else self.place

    def take(self, key: str, read: Callable[[Node], T], default: D, *, required: bool = False) -> T | D:
        """The value of a key; the default if it is not there or wrong, which is noted."""
        node = self.node(key)
        if node is None:
            if required and self.is_mapping:
                self.problems.add(
                    "TKV102", f"{self.what} has no `{key}`", self.place, hint=_example(key), about=self.about
                )
            return default
        return self.problems.attempt(read, node, default, about=self.about)

    def error(self, code: str, message: str, key: str = "", *, hint: str = "", warning: bool = False) -> None:
        """Note a mistake at a key's value, or at the mapping."""
        self.problems.add(code, message, self.place_of(key), hint=hint, about=self.about, warning=warning)

    def close(self, *, also_known: Iterable[str] = ()) -> None:
        """Note every key that nobody has read."""
        known = [*self.known, *also_known]
        for name, (key, value) in self.entries.items():
            if name not in known:
                hint = did_you_mean(name, known) if name.isascii() else _prose_hint(name, value)
                message = f"{self.what} has no key {shown(name)}"
                self.problems.add("TKV101", message, key.place, hint=hint, about=self.about)


def _prose_hint(name: str, value: Node) -> str:
    cut = isinstance(value, Scalar) and not value.text
    return "a comma inside { } ends a value: quote the text, or write it in block style" if cut else f"remove `{name}`"


_EXAMPLES: Final = {
    "targetkit": "write `targetkit: 1`",
    "period": "such as `period: 2023`",
    "title": "such as `title: 新签约项目数`, or `title: {zh: …, en: …}`",
    "measure": "one of flow (adds up over time), stock (a level on a day), rate (neither)",
    "kind": "such as `kind: growth`",
    "match": "write `match: proxy` if the other indicator stands in for it, `match: mismatch` if it does not",
}


def _example(key: str) -> str:
    return _EXAMPLES.get(key, "")


def _sort(node: Node) -> str:
    if isinstance(node, Scalar):
        return f"the text {shown(node.text)}" if node.text else "nothing"
    return "a list" if isinstance(node, Sequence) else "a mapping"


# --- readers of values ---------------------------------------------------------------------------------------------


def text(node: Node) -> str:
    """A text."""
    if not isinstance(node, Scalar):
        raise Wrong(f"expected a text, found {_sort(node)}")
    if not node.text or (node.plain and node.text in ("null", "~")):
        raise Wrong("expected a text, found nothing", hint="remove the key, or write its value")
    return node.text


_FORBIDDEN: Final = frozenset("./:@,[]{} \t\n\r")
_LONGEST_ID: Final = 80


def identifier(node: Node) -> str:
    """A name: any script, no space and none of `. / : @ , [ ] { }`."""
    word = unicodedata.normalize("NFC", text(node))
    bad = [c for c in word if c in _FORBIDDEN or not c.isprintable() or c.isspace()]
    if bad or len(word) > _LONGEST_ID:
        why = f"has {shown(bad[0])}" if bad else f"has more than {_LONGEST_ID} characters"
        raise Wrong(
            f"{shown(word)} is no name: it {why}",
            code="TKV105",
            hint="names have letters of any script, digits, `-` and `_`, and no space nor any of . / : @ , [ ] { }",
        )
    return word


def items(node: Node) -> tuple[Node, ...]:
    """The members of a list."""
    if not isinstance(node, Sequence):
        raise Wrong(f"expected a list, found {_sort(node)}")
    return node.items


def texts(node: Node) -> tuple[str, ...]:
    """A text, or a list of texts."""
    return tuple(text(item) for item in node.items) if isinstance(node, Sequence) else (text(node),)


def some_texts(node: Node) -> tuple[str, ...]:
    """A text, or a list of at least one."""
    found = texts(node)
    if not found:
        raise Wrong("expected a text or a list of texts, found an empty list", hint="remove the key, or fill it")
    return found


def list_of_texts(node: Node) -> tuple[str, ...]:
    """A list of texts."""
    return tuple(text(item) for item in items(node))


def names(node: Node) -> tuple[str, ...]:
    """A list of names."""
    return tuple(identifier(item) for item in items(node))


def yes(node: Node) -> bool:
    """`true`; nothing else switches something on."""
    if isinstance(node, Scalar) and node.plain and node.text in ("true", "false"):
        return node.text == "true"
    raise Wrong(f"expected true, found {_sort(node)}", hint="write it without quotes: true")


def whole(node: Node) -> int:
    """A whole number without a sign."""
    word = text(node)
    most = 9
    if not (word.isascii() and word.isdigit() and len(word) <= most):
        raise Wrong(f"expected a whole number, found {shown(word)}", code="TKV104")
    return int(word)


def period(node: Node) -> Period:
    """A period."""
    return Period.parse(text(node))


def not_again(k: Fields, found: Period, before: Iterable[Period], key: Node) -> None:
    """Note a period that stands twice, in whatever spelling."""
    if found in before:
        message = f"the period {found} stands twice in {k.what}"
        k.problems.add("TKR201", message, key.place, hint="keep one of them", about=k.about)


def day(node: Node) -> dt.date:
    """A day."""
    return parse_day(text(node))


def due(node: Node) -> Due:
    """A day, or a range of days `A..B`."""
    word = text(node)
    if ".." not in word:
        return Due(parse_day(word))
    first, _, last = word.partition("..")
    since, until = parse_day(first), parse_day(last)
    if since > until:
        raise PeriodError(f"{word} ends before it begins; expected the earlier day first")
    return Due(until, since)


def choice(kinds: type[E]) -> Callable[[Node], E]:
    """One of the values of an enumeration."""

    def read(node: Node) -> E:
        word = text(node)
        try:
            return kinds(word)
        except ValueError:
            known = [member.value for member in kinds]
            hint = did_you_mean(word, known) or f"one of {', '.join(known)}"
            raise Wrong(f"{shown(word)} is not one of {', '.join(known)}", code="TKV104", hint=hint) from None

    return read


def words(language: str) -> Callable[[Node], Text]:
    """What is said to people: a text in the plan's language, or one for each language."""

    def read(node: Node) -> Text:
        if isinstance(node, Mapping):
            if not node.entries:
                raise Wrong("expected a text, found an empty mapping")
            return Text.of({_language(key): text(value) for key, value in node.entries})
        return Text.of(text(node), language=language)

    return read


_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def _language(key: Scalar) -> str:
    if not _LANGUAGE.fullmatch(key.text):
        hint = "a comma inside { } ends a value: quote the text"
        raise Wrong(f"{shown(key.text)} is no language: expected zh, en or the like", place=key.place, hint=hint)
    return key.text


def tree(node: Node) -> Tree:
    """Anything, as written: texts, tuples and mappings of them; a plain `null` is an empty text."""
    if isinstance(node, Scalar):
        return "" if node.plain and node.text in ("null", "~") else node.text
    return tuple(tree(item) for item in node.items) if isinstance(node, Sequence) else branch(node)


def branch(node: Mapping) -> dict[str, Tree]:
    """A mapping, as written."""
    return {key.text: tree(value) for key, value in node.entries}
