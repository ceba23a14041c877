"""Units of measurement, and the grammar of quantities: `27 个`, `1,498.28 亩`, `115 million USD`, `16%`, `300余 次`.

A unit has a *dimension* and an exact size; quantities of one dimension convert into each other without any rounding.
Each currency is a dimension of its own, and so is each thing that is counted: 个 and 家 do not add up. Percent is a
pure number (1/8 is 12.5 %), the percentage point (百分点) is not.

What exists is written in definition texts in the format of pint. Here only names and sorts are read from them; pint
itself works out dimensions and sizes, and is imported when two different units first meet. Text from users never
reaches pint.
"""

import functools
import pkgutil
import re
import threading
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any, Final, Literal, NamedTuple, NoReturn, TypeAlias, get_args

import attrs

from targetkit import exact
from targetkit.errors import QuantityError, UnitError, did_you_mean
from targetkit.exact import ZERO, Number
from targetkit.interval import Interval, Value

__all__ = ["Quantity", "Sort", "Unit", "Units", "builtin", "builtin_definitions", "load"]

Sort: TypeAlias = Literal[
    "money",
    "area",
    "length",
    "volume",
    "mass",
    "energy",
    "power",
    "time",
    "count",
    "share",
    "point",
    "rank",
    "score",
    "per",
]
"""What a unit measures. `share`: %, ‰, 倍, pure fractions; `point`: 百分点; `rank`: 位; `score`: 分; `per`: `A/B`."""

_GROUPS: Final[Mapping[str, Sort]] = MappingProxyType({s: s for s in get_args(Sort) if s != "per"})
_UNSCALED: Final = frozenset({"share", "point", "rank", "score"})
_EXACT_SORTS: Final = frozenset({"count", "rank"})
_LONGEST: Final = 64
_MOST_DIGITS: Final = 30
_SHOWN: Final = 24
_EXAMPLES: Final = (
    "units are such as 亿元, 万美元, 亩, 公里, 个, 家, 人次, %, 百分点, 位, 天, 万元/亩, million USD, homes"
)

# --- the light reader: names, sorts and scale words of a definition text ------------------------------------------

_NAME: Final = r"[^\W\d]\w*"
_INTEGER: Final = r"[1-9][0-9]{0,15}"
_SIZE: Final = re.compile(
    rf"(?P<dimension>\[{_NAME}\])|(?P<factor>{_INTEGER}(?:/{_INTEGER})?)?\s*(?P<of>{_NAME})?(?:\s*\*\*\s*[2-9])?"
)
_PREFIX: Final = re.compile(rf"(?P<name>{_NAME})-\s*=\s*(?P<scale>{_INTEGER})")
_ALIAS: Final = re.compile(r"\w+|[%‰$€£]")
_LINE_LIMIT: Final = 1000


class _Named(NamedTuple):
    """A unit as its definition names it: pint's name, the printed form, the sort, and the text it comes from."""

    key: str
    shown: str
    sort: Sort
    text: int


class _Scale(NamedTuple):
    """A scale word such as 亿: its factor, and the text it comes from."""

    factor: int
    text: int


class _Term(NamedTuple):
    """One side of a unit: the factor of its scale word, and pint's name of the unit behind it."""

    scale: int
    key: str


class _Reader:
    """Collects the names of definition texts, one line after the other."""

    def __init__(self) -> None:
        self.names: dict[str, _Named] = {}
        self.scales: dict[str, _Scale] = {}
        self.dimensions: set[str] = set()

    def read(self, text: str, number: int) -> None:
        """Read one text; `number` tells it from the others."""
        group: Sort | None = None
        for at, raw in enumerate(text.splitlines(), 1):
            line = raw.strip()
            if not line or line.startswith("#"):
                continue
            try:
                group = self._line(line, number, group)
            except UnitError as error:
                where = f"in line {at} of unit definitions {number + 1} (`{line[:_LONGEST]}`): {error.message}"
                raise UnitError(where) from None

    def _line(self, line: str, number: int, group: Sort | None) -> Sort | None:
        if len(line) > _LINE_LIMIT or "#" in line:
            _refuse(f"a definition is one line of at most {_LINE_LIMIT} characters without `#`")
        if line.startswith("@group "):
            name = line.removeprefix("@group ").strip()
            return _GROUPS.get(name) or _refuse(f"{name!r} is no sort of unit; expected {', '.join(_GROUPS)}")
        if line == "@end":
            return None
        if prefix := _PREFIX.fullmatch(line):
            self._claim(prefix["name"], prefix["name"] in self.scales or prefix["name"] in self.names)
            self.scales[prefix["name"]] = _Scale(int(prefix["scale"]), number)
            return group
        if line.startswith("@") or "=" not in line or "-" in line:
            _refuse("expected `name = size = symbol or _ = alias`, `word- = whole number`, `@group sort` or `@end`")
        self._unit([part.strip() for part in line.split("=")], number, group)
        return group

    def _unit(self, parts: list[str], number: int, group: Sort | None) -> None:
        key, size, *others = parts
        if group is None:
            _refuse(f"{key!r} stands in no @group; its group says which sort of unit it is")
        self._size(size)
        aliases = [name for name in others if name != "_"]
        named = _Named(key, _spoken(others[0] if others and others[0] != "_" else key), group, number)
        if not re.fullmatch(_NAME, key):
            _refuse(f"{key!r} is no name: a name has letters, digits and `_`, and begins with a letter")
        for name in (key, *aliases):
            if not _ALIAS.fullmatch(name) or not unicodedata.is_normalized("NFKC", name) or len(name) > _LONGEST:
                _refuse(f"{name[:_LONGEST]!r} is no name: letters, digits and `_`, in plain (NFKC) characters")
            self._claim(name, name in self.names or name in self.scales)
            self.names[name] = named

    def _size(self, size: str) -> None:
        match = _SIZE.fullmatch(size)
        if not size or match is None:
            _refuse(f"{size!r} is no size: expected `[dimension]`, `1000`, `1/15 unit` or `unit ** 2`")
        if dimension := match["dimension"]:
            self._claim(dimension, dimension in self.dimensions)
            self.dimensions.add(dimension)
        elif match["of"] and match["of"] not in self.names:
            _refuse(f"the size uses {match['of']!r}, which is not defined above")

    @staticmethod
    def _claim(name: str, taken: bool) -> None:  # noqa: FBT001 - private, and read as a sentence
        if taken:
            _refuse(f"the name {name!r} is taken already")

    def check_compounds(self) -> None:
        """Refuse that one text gives a meaning of its own to a scaled name of another, such as 万元."""
        for name, named in self.names.items():
            for word, scale in self.scales.items():
                inner = self.names.get(name.removeprefix(word)) if name.startswith(word) else None
                if inner and len({named.text, scale.text, inner.text}) > 1:
                    _refuse(f"the name {name!r} is taken already: it is {word!r} and {inner.shown!r}")


def _refuse(message: str) -> NoReturn:
    raise UnitError(message)


def _spoken(name: str) -> str:
    return name.replace("_", " ")


# --- pint, when two different units meet ---------------------------------------------------------------------------


def _pint_registry(texts: tuple[str, ...]) -> Any:
    """Pint's registry of the texts. Eager: one that fills itself on first use fails under threads."""
    import pint  # noqa: PLC0415 - costs 100 ms, and most plans never need it

    registry: Any = pint.UnitRegistry(None, non_int_type=Fraction, on_redefinition="raise")
    # Groups are our sorts; pint knows groups too, but allows each only once.
    lines = [line for text in texts for line in text.splitlines() if not line.strip().startswith("@")]
    registry.load_definitions(lines)
    return registry


class _Measures:
    """Size and dimension of units, from pint. One lock guards the registry, which changes itself while it is asked."""

    def __init__(self, texts: tuple[str, ...]) -> None:
        self._texts = texts
        self._lock = threading.Lock()
        self._registry: Any = None
        self._known: dict[tuple[str, ...], tuple[Fraction, str]] = {}

    def of(self, terms: tuple[_Term, ...]) -> tuple[Fraction, str]:
        """The factor to base units, without scale words, and the dimension in words."""
        keys = tuple(term.key for term in terms)
        with self._lock:
            if keys not in self._known:
                self._known[keys] = self._ask(keys)
            return self._known[keys]

    def _ask(self, keys: tuple[str, ...]) -> tuple[Fraction, str]:
        from pint.util import UnitsContainer  # noqa: PLC0415 - see `_pint_registry`

        if self._registry is None:
            self._registry = _pint_registry(self._texts)
        unit = UnitsContainer({keys[0]: 1})
        for key in keys[1:]:
            unit = unit / UnitsContainer({key: 1})
        factor, _ = self._registry.get_root_units(unit)
        if not isinstance(factor, int | Fraction):
            _refuse(f"the size of {'/'.join(keys)!r} is not exact")
        return Fraction(factor), _dimension_text(self._registry.get_dimensionality(unit))


def _dimension_text(dimensions: Mapping[str, Any]) -> str:
    """`[length]^2`, `[CNY]/[length]^2`, `1` for a pure number. Pint's own printing fails on fractional exponents."""
    powers = {name: int(power) for name, power in sorted(dimensions.items())}
    above = "·".join(_power(name, n) for name, n in powers.items() if n > 0)
    below = "·".join(_power(name, -n) for name, n in powers.items() if n < 0)
    return f"{above or 1}/{below}" if below else above or "1"


def _power(name: str, exponent: int) -> str:
    return name if exponent == 1 else f"{name}^{exponent}"


# --- values --------------------------------------------------------------------------------------------------------


@attrs.frozen
class Unit:
    """A unit of measurement. Two units are equal when they have the same printed form and sort.

    Units are made by `Units.unit`.

    Attributes:
        name: The printed form: `亿元`, `万元/亩`, `%`, `百分点`, `million USD`. Aliases are resolved: 公斤 is 千克.
        sort: What it measures.
    """

    name: str
    sort: Sort
    _terms: tuple[_Term, ...] = attrs.field(eq=False, repr=False)
    _units: "Units" = attrs.field(eq=False, repr=False)

    @property
    def dimension(self) -> str:
        """The dimension, such as `[length]^2` or `[CNY]/[length]^2`; `1` for a pure number. Imports pint."""
        return self._units._measures.of(self._terms)[1]  # noqa: SLF001 - a unit belongs to its registry

    @property
    def factor(self) -> Fraction:
        """The exact size in base units of its dimension: 亩 is 2000/3 square metres. Imports pint."""
        size, _ = self._units._measures.of(self._terms)  # noqa: SLF001 - a unit belongs to its registry
        return size * self._scale

    def convert(self, value: Value, to: "Unit") -> Value:
        """The value, given in this unit, in another; exact.

        Raises:
            UnitError: The two have different dimensions; the message names both.
        """
        return self._units.convert(value, self, to)

    def fits(self, other: "Unit") -> bool:
        """Whether the two have the same dimension, so that one converts to the other."""
        return self._units.fits(self, other)

    @property
    def _scale(self) -> Fraction:
        return Fraction(self._terms[0].scale, self._terms[1].scale if len(self._terms) > 1 else 1)

    @property
    def _keys(self) -> tuple[str, ...]:
        return tuple(term.key for term in self._terms)

    @property
    def _scaled(self) -> bool:
        return any(term.scale != 1 for term in self._terms)

    def __str__(self) -> str:
        """The printed form."""
        return self.name


@attrs.frozen
class Quantity:
    """A figure and its unit, as written.

    Attributes:
        value: The figure in `unit`: a `Decimal` with its printed digits, a `Fraction` for `1/8`, an `Interval` for a
            vague reading (300余 次).
        unit: The unit; `1`, of sort `share`, for a pure fraction.
        text: What was written.
        half: Half a unit of the last printed digit, in `unit`: 0.005 for `0.48 亿元`. Zero where the figure has no
            printed rounding: a whole number of things or of ranks without a scale word (`27 个`; `3 万人` is rounded),
            a bare 0 (nothing at all), a fraction, a vague reading.
    """

    value: Value
    unit: Unit
    text: str
    half: Number

    def __str__(self) -> str:
        """What was written."""
        return self.text


# --- the grammar of quantities -------------------------------------------------------------------------------------

_NUMBER: Final = re.compile(r"(?P<sign>[+-]?)(?P<whole>[0-9][0-9,]*)(?P<decimals>\.[0-9]+)?")
_GROUPED: Final = re.compile(r"0|[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_FRACTION: Final = re.compile(r"(?P<above>[0-9]+) ?/ ?(?P<below>[0-9]+)(?P<rest>.*)")
_ABOUT: Final = re.compile(r"(?P<word>大约|约|about (?=\S)|近) ?")
_MORE: Final = "余多"
_BROKEN: Final = re.compile(r"[0-9.,'⁄*^+=()]|[eE][+-]?[0-9]")
_RANGE: Final = re.compile(r"[~\-–—至到]|to\b")
_PLAIN_DIGITS: Final = re.compile(r"[0-9\uff10-\uff19]")


def _normal(text: str, error: type[QuantityError | UnitError]) -> str:
    """NFKC with single spaces, refusing what is too long, unprintable or would turn into digits unseen."""
    if len(text) > _LONGEST:
        message = f"{text[:_SHOWN]!r}… has {len(text)} characters; a quantity or a unit has at most {_LONGEST}"
        raise error(message)
    if not unicodedata.is_normalized("NFKC", text):
        _refuse_hidden_digits(text, error)
        text = unicodedata.normalize("NFKC", text)
    if not text.isprintable():
        bad = next(c for c in text if not c.isprintable())
        message = f"{text!r} has the unprintable character U+{ord(bad):04X}; delete it"
        raise error(message)
    return " ".join(text.split())


def _refuse_hidden_digits(text: str, error: type[QuantityError | UnitError]) -> None:
    """`10²` would become 102 and `1½` 11/2; `m²` is meant."""
    for before, char in zip(" " + text, text, strict=False):
        plain = unicodedata.normalize("NFKC", char)
        if plain[0].isdigit() and not _PLAIN_DIGITS.fullmatch(char) and not before.isalpha():
            message = f"{text!r} has the character {char!r}; write plain digits, and a fraction as 1/2"
            raise error(message)


@attrs.frozen
class _Figure:
    """The number of a quantity and the text behind it; `vague` is the word before it, or 余, or empty."""

    value: Decimal | Fraction
    vague: str
    rest: str


def _figure(text: str, written: str) -> _Figure:
    about = _ABOUT.match(text)
    body = (text[about.end() :] if about else text).replace("\u2212", "-")
    vague = about["word"].strip() if about else ""
    if fraction := _FRACTION.fullmatch(body):
        return _Figure(_fraction(fraction, written), vague, fraction["rest"].strip())
    number = _NUMBER.match(body)
    if number is None:
        message = f"{written!r} does not begin with a number; a quantity is a number and its unit, such as 27 个"
        raise QuantityError(message)
    return _Figure(_decimal(number, written), vague, _rest(body[number.end() :].strip(), written))


def _decimal(number: re.Match[str], written: str) -> Decimal:
    whole, decimals = number["whole"], number["decimals"] or ""
    if not _GROUPED.fullmatch(whole):
        message = f"{written!r}: {whole!r} is no number; digits are grouped by three (1,498.28), without leading zeros"
        raise QuantityError(message)
    digits = whole.replace(",", "") + decimals
    _few_digits(digits, written)
    value = Decimal(number["sign"] + digits)
    return value or value.copy_abs()


def _fraction(match: re.Match[str], written: str) -> Fraction:
    above, below, rest = match["above"], match["below"], match["rest"]
    _few_digits(above + below, written)
    if not int(below):
        message = f"{written!r} divides by zero"
        raise QuantityError(message)
    if rest.strip():
        message = f"{written!r}: a fraction is a pure number and has no unit; write {above}/{below} alone"
        raise QuantityError(message)
    return Fraction(int(above), int(below))


def _few_digits(digits: str, written: str) -> None:
    if len(digits) > _MOST_DIGITS:
        message = f"{written!r} has more than {_MOST_DIGITS} digits"
        raise QuantityError(message)


def _rest(rest: str, written: str) -> str:
    if _BROKEN.match(rest):
        message = f"{written!r} is no number and unit; a number is such as 1,498.28, with no exponent or space"
        raise QuantityError(message)
    if _RANGE.match(rest):
        message = f"{written!r} is a range; write its ends as two bounds, at_least and at_most"
        raise QuantityError(message)
    return rest


def _place(value: Decimal, written: str) -> Decimal:
    """One unit of the last printed digit that is not zero: 100 for 300, 0.1 for 896.2."""
    _, digits, exponent = value.as_tuple()
    if not value or not isinstance(exponent, int):
        message = f"{written!r}: zero has no 余, 多 or 近"
        raise QuantityError(message)
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return Decimal((0, (1,), exponent + zeros))


def _vague(value: Decimal | Fraction, word: str, written: str) -> Interval:
    """余 and 多: above the figure, by less than one unit of its last digit that is not zero; 近: as much below."""
    if isinstance(value, Fraction):
        message = f"{written!r}: a fraction has no 余, 多 or 近"
        raise QuantityError(message)
    size, place = value.copy_abs(), _place(value, written)
    low, high = (exact.sub(size, place), size) if word == "近" else (size, exact.add(size, place))
    if value < 0:
        low, high = _minus(high), _minus(low)
    return Interval(low, high, lo_open=True, hi_open=True)


def _minus(x: Number) -> Number:
    """`-x`; the minus sign itself would round to 28 digits."""
    return x.copy_negate() if isinstance(x, Decimal) else -x


def _half(value: Number, unit: Unit) -> Number:
    if isinstance(value, Fraction) or (not value and value.as_tuple().exponent == 0):
        return ZERO  # a bare 0 says that there was nothing, not that it was less than half
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or (exponent == 0 and unit.sort in _EXACT_SORTS and not unit._scaled):  # noqa: SLF001
        return ZERO
    return Decimal((0, (5,), exponent - 1))


# --- the registry --------------------------------------------------------------------------------------------------


@attrs.frozen
class Units:
    """The units that exist: an immutable registry, made by `load`. Two are equal when their texts are.

    Attributes:
        texts: The definition texts that it is made of.
    """

    texts: tuple[str, ...]
    _names: Mapping[str, _Named] = attrs.field(eq=False, repr=False)
    _scales: Mapping[str, _Scale] = attrs.field(eq=False, repr=False)
    _measures: _Measures = attrs.field(eq=False, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the texts."""
        return load, (self.texts,)

    @property
    def names(self) -> tuple[str, ...]:
        """Every name and alias, without scale words, sorted."""
        return tuple(sorted(map(_spoken, self._names)))

    def unit(self, text: str) -> Unit:
        """The unit of that name: a unit, with or without a scale word, or two of them with one slash.

        Args:
            text: Such as `亿元`, `万平方米`, `million USD`, `%`, `百分点`, `万元/亩`, `homes`. Full-width characters
                are read as plain ones. Capitals matter.

        Raises:
            UnitError: There is no such unit; the message offers near names.
        """
        return self._unit(_normal(text, UnitError), text)

    def quantity(self, text: str, *, tolerance: Quantity | None = None) -> Quantity:
        """Read a figure and its unit.

        A number has thousands in groups of three, or no groups, and at most 30 digits; it may have a sign and
        decimals, no exponent. A scale word belongs to the unit: `5000 万元` is 5000 in 万元. A pure fraction (`1/8`)
        has the unit `1`, of which 1 is 100 %.

        Vague readings are intervals, open at both ends. 余 and 多 stand behind the number or the scale word; they
        mean above it, by less than one unit of its last digit that is not zero: 300余 is (300, 400), 90余 (90, 100),
        896.2余 (896.2, 896.3). 近 is as much below: 近300 is (200, 300). 约 is the figure ± the tolerance, both ends
        included; of 约 and 余 together 余 is read.

        Args:
            text: The figure and its unit, at most 64 characters.
            tolerance: What 约, 大约 and `about` mean; used for nothing else. In a unit that fits; percentage points fit
                a share.

        Raises:
            QuantityError: The text is no such figure, has no unit, or is about something without a tolerance.
            UnitError: The unit is not known, or the tolerance does not fit it.
        """
        normal = _normal(text, QuantityError)
        figure = _figure(normal, text)
        more, rest = self._more(figure.rest)
        if more and figure.vague == "近":
            message = f"{text!r} says both 近 (below) and {more} (above); write one of them"
            raise QuantityError(message)
        word = more or figure.vague
        unit = self._unit_of(figure.value, rest, text)
        if not word:
            return Quantity(figure.value, unit, text, _half(figure.value, unit))
        if word in {"近", *_MORE}:
            return Quantity(_vague(figure.value, word, text), unit, text, ZERO)
        return Quantity(self._about(figure.value, unit, tolerance, text), unit, text, ZERO)

    def convert(self, value: Value, source: Unit, to: Unit) -> Value:
        """The value, given in `source`, in the unit `to`; exact.

        Raises:
            UnitError: The two have different dimensions; the message names both.
        """
        if source == to:
            return value
        if not self.fits(source, to):
            message = (
                f"{source.name} (dimension {source.dimension}) does not convert to {to.name} (dimension {to.dimension})"
            )
            raise UnitError(message + _advice(source, to))
        same = source._keys == to._keys  # noqa: SLF001 - of this module
        ratio = source._scale / to._scale if same else source.factor / to.factor  # noqa: SLF001 - of this module
        factor = exact.simplest(ratio)
        return value.times(factor) if isinstance(value, Interval) else exact.mul(value, factor)

    def fits(self, a: Unit, b: Unit) -> bool:
        """Whether the two have the same dimension, so that one converts to the other."""
        return a == b or a._keys == b._keys or a.dimension == b.dimension  # noqa: SLF001 - of this module

    def _unit(self, normal: str, written: str) -> Unit:
        parts = [part.strip() for part in normal.split("/")]
        if len(parts) > 2 or not all(parts):  # noqa: PLR2004 - one slash
            message = f"{written!r} is no unit: expected a unit, or two with one slash between them, such as 万元/亩"
            raise UnitError(message)
        found = [self._single(part) for part in parts]
        if None in found:
            name = parts[found.index(None)]
            of = f" in {written!r}" if len(parts) > 1 else ""
            message = f"there is no unit {name!r}{of}: {self._near(name)}"
            raise UnitError(message)
        singles = [single for single in found if single is not None]
        if len(singles) == 1:
            return singles[0]
        terms = tuple(term for single in singles for term in single._terms)  # noqa: SLF001 - of this module
        return Unit("/".join(single.name for single in singles), "per", terms, self)

    def _single(self, name: str) -> Unit | None:
        if named := self._names.get(name.replace(" ", "_")):
            return Unit(named.shown, named.sort, (_Term(1, named.key),), self)
        for word, rest in self._splits(name):
            named = self._names.get(rest.replace(" ", "_"))
            if named and named.sort not in _UNSCALED:
                space = " " if word.isascii() else ""
                return Unit(
                    f"{word}{space}{named.shown}", named.sort, (_Term(self._scales[word].factor, named.key),), self
                )
        return None

    def _splits(self, name: str) -> Iterator[tuple[str, str]]:
        """A scale word and what follows it, the longest word first; after an English word comes a space."""
        for word in self._scales:
            rest = name[len(word) :]
            if rest and name.startswith(word) and (not word.isascii() or rest.startswith(" ")):
                yield word, rest.strip()

    def _more(self, rest: str) -> tuple[str, str]:
        """余 or 多, behind the number or behind the scale word, and the unit without it."""
        if rest[:1] and rest[0] in _MORE:
            return rest[0], rest[1:].strip()
        for word, behind in self._splits(rest):
            if behind[0] in _MORE:
                return behind[0], word + behind[1:]
        return "", rest

    def _unit_of(self, value: Decimal | Fraction, rest: str, written: str) -> Unit:
        if rest:
            return self._unit(rest, written)
        if isinstance(value, Fraction):
            return self._unit("1", written)
        message = f"{written!r} has no unit; write it behind the number, such as 27 个, 16%, 5000 万元"
        raise QuantityError(message)

    def _about(self, value: Number, unit: Unit, tolerance: Quantity | None, written: str) -> Interval:
        if tolerance is None:
            message = f"{written!r} needs a tolerance: say how far `about` reaches, such as tolerance: 0.5 {unit.name}"
            raise QuantityError(message)
        reach = self._reach(tolerance, unit)
        if isinstance(reach, Interval) or reach < 0:
            message = f"the tolerance {tolerance.text!r} of {written!r} is not a plain figure of 0 or more"
            raise QuantityError(message)
        return Interval(exact.sub(value, reach), exact.add(value, reach))

    def _reach(self, tolerance: Quantity, unit: Unit) -> Value:
        if unit.sort == "share" and tolerance.unit.sort == "point":
            points = self.convert(tolerance.value, tolerance.unit, self.unit("百分点"))
            return self.convert(points, self.unit("%"), unit)
        return self.convert(tolerance.value, tolerance.unit, unit)

    def _near(self, name: str) -> str:
        """The way out of an unknown name: the same in other capitals, near names, or examples."""
        known = list(self.names)
        for word, rest in self._splits(name):
            if named := self._names.get(rest.replace(" ", "_")):
                return f"{named.shown} takes no scale word"
            if word.isascii():
                return self._near(rest)
            known += [word + _spoken(alias) for alias, named in self._names.items() if named.sort not in _UNSCALED]
        same = [k for k in known if k.casefold() == name.casefold()]
        if same:
            return f"did you mean {' or '.join(same)}?"
        contained = [k for k in known if len(k) > 1 and not k.isascii() and k in name]
        near = did_you_mean(name, known)
        return near or (f"did you mean {max(contained, key=len)}?" if contained else _EXAMPLES)


def _advice(source: Unit, to: Unit) -> str:
    sorts = {source.sort, to.sort}
    if sorts == {"money"}:
        return "; between currencies stands a dated rate"
    if sorts == {"count"}:
        return "; counts of different things do not add up"
    if sorts == {"share", "point"}:
        return "; a percentage point is the difference of two percentages"
    if sorts == {"time"}:
        return "; months and years have no fixed number of days"
    return ""


@functools.cache
def load(texts: tuple[str, ...]) -> Units:
    """The units of some definition texts, such as `(builtin_definitions(), text_of_a_plugin)`.

    A text has pint's syntax: `@group` with the sort of the units in it, lines `name = size = symbol or _ = alias`,
    `@end`; `word- = whole number` outside a group is a scale word. A size is `[dimension]`, a whole number, a fraction,
    or these times a unit that is defined above. `_` in a name stands for a space.

    Raises:
        UnitError: A line cannot be read, or a name is taken already; the message has the line and the name.
    """
    reader = _Reader()
    for number, text in enumerate(texts):
        reader.read(text, number)
    reader.check_compounds()
    scales = dict(sorted(reader.scales.items(), key=lambda item: -len(item[0])))
    return Units(texts, MappingProxyType(reader.names), MappingProxyType(scales), _Measures(texts))


@functools.cache
def builtin_definitions() -> str:
    """The definition text of the built-in units."""
    data = pkgutil.get_data(__name__, "data/units.txt")
    if data is None:
        message = "data/units.txt is missing from the installed package; install targetkit again"
        raise UnitError(message)
    return data.decode("utf-8")


@functools.cache
def builtin() -> Units:
    """The built-in units alone, without those of plugins."""
    return load((builtin_definitions(),))
