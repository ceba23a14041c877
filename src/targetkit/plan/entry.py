"""From raw rows to observations: names, periods, figures and units, read as the plan means them.

A row's name is an indicator (its id, an alias, or its title), a milestone or cadence (its id or title), `name@member`
for one of those that the plan names, `target.stage` for a stage, or an event that something waits for (`after`).

- **Figures** have a unit, in `unit` or in `value`, and are converted into the indicator's own, exactly. Only an
  indicator without a unit takes a figure without one.
- **Growth.** On an indicator that is not itself a share, a row in % is its rate of growth over a year earlier; on one
  that is, a row in percentage points is.
- **Vague figures.** 余, 多 and 近 are read as everywhere; 约 is the plan's `tolerance` wide on either side if that
  fits the unit, and otherwise half a unit of the last printed digit. The latter is our reading, not the publisher's.
- **States.** A milestone, a stage, a named one (`including`) or an event is `done` (完成, 已完成, 是, yes) or
  `not done` (未完成, 否, no); a milestone or a stage may also be done in part (60%).
- **A missing reading is no row.** An empty figure is an error, never zero.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from types import MappingProxyType
from typing import Final, Literal, NamedTuple, TypeAlias

import attrs

from targetkit import exact
from targetkit.book import Observation, Row, What
from targetkit.errors import BookError, Diagnostic, PeriodError, Place, QuantityError, UnitError, did_you_mean
from targetkit.exact import ZERO, Number
from targetkit.indicator import Finality, Indicator, Reading
from targetkit.interval import SHARE, Interval, Value, as_interval
from targetkit.language import Text
from targetkit.period import Period, parse_day
from targetkit.plan.model import Plan
from targetkit.plan.nodes import shown
from targetkit.target import Target, member_address
from targetkit.units import Quantity, Unit, Units

__all__ = ["CODES", "enter", "plan_observations"]

CODES: Final = MappingProxyType(
    {
        "TKB121": ("unknown-name", "The plan has no indicator, milestone, cadence, member or event of that name."),
        "TKB122": ("ambiguous-name", "A title or alias belongs to several indicators or targets."),
        "TKB123": ("not-a-period", "The period of a reading cannot be read."),
        "TKB124": ("not-a-day", "The day on which a reading became known cannot be read."),
        "TKB125": ("known-too-early", "A reading became known before its period began."),
        "TKB126": ("not-a-figure", "The figure of a reading cannot be read."),
        "TKB127": ("unit", "The unit of a reading is missing, unknown, or does not fit its indicator."),
        "TKB128": ("not-a-state", "What is reported of a milestone, cadence or event is no state of it."),
        "TKB129": ("unknown-status", "A reading is neither provisional nor final."),
    }
)
"""What is wrong with the rows of a book, by code: the name, and what it means."""

_COLUMN_OF: Final = MappingProxyType(
    {
        "TKB121": "indicator",
        "TKB122": "indicator",
        "TKB123": "period",
        "TKB124": "known",
        "TKB125": "known",
        "TKB129": "status",
    }
)
"""In which column it stands; the others stand in `value`."""

_MOST_FINDINGS: Final = 1_000
_MOST_GUESSES: Final = 20
_MOST_KNOWN: Final = 5_000
_ONE: Final = Decimal(1)
_TEN: Final = Decimal(10)
_DAY: Final = dt.timedelta(days=1)
_STATES: Final = MappingProxyType(
    {
        **dict.fromkeys(("done", "完成", "已完成", "是", "yes"), True),
        **dict.fromkeys(("not done", "未完成", "否", "no"), False),
    }
)
_FINALITY: Final = MappingProxyType(
    {
        "": None,
        **dict.fromkeys(("provisional", "预计", "初步"), Finality.PROVISIONAL),
        **dict.fromkeys(("final", "最终"), Finality.FINAL),
    }
)
_NOTHING: Final = frozenset(
    ["-", "--", "—", "–", "——", "/", ".", "..", "…", "……", "n/a", "na", "nan", "null", "none", "无", "暂无"]
)
_FORMULA: Final = re.compile(r"[=@]|[+-](?![0-9])|[^*^(|!]*[*^(|!]")
_ABOUT: Final = re.compile(r"(?:大约|约|about (?=\S)) ?")
_BARE: Final = re.compile(r"(?:大约|约|about |近)? ?[+\u2212-]?[0-9][0-9,]*(?:\.[0-9]+)?[余多]?")
_EXPECTED_STATE: Final = "write `done` or `not done` (完成, 未完成)"
_LEAVE_OUT: Final = "leave the row out: a reading that is missing is not zero"

_Sort: TypeAlias = Literal["indicator", "named", "milestone", "cadence", "event"]


class _Subject(NamedTuple):
    """Whose a reading is: its name in the book, how it is read, and the indicator that it has."""

    name: str
    sort: _Sort
    indicator: Indicator | None = None


class _Figure(NamedTuple):
    """What a row reports."""

    what: What
    value: Value
    half: Number = ZERO


_DONE: Final = _Figure("event", _ONE)
_NOT_DONE: Final = _Figure("value", ZERO)


class _Fault(Exception):  # noqa: N818 - becomes a diagnostic, and never leaves this module
    """One thing that is wrong with a row."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


def enter(plan: Plan, rows: Iterable[Row], units: Units) -> tuple[Observation, ...]:
    """The observations that rows report, as the plan means them.

    Args:
        plan: Whose indicators, milestones and cadences the rows are about.
        rows: Raw rows of any source.
        units: The units that exist.

    Returns:
        One observation for each row, in the same order. `known` is the last day of the period if the row does not say.

    Raises:
        BookError: Rows cannot be read; the diagnostics are all that is wrong, up to 1,000.
    """
    desk = _Desk(plan, units)
    observations: list[Observation] = []
    for row in rows:
        found = desk.entered(row)
        if found is not None:
            observations.append(found)
        elif len(desk.faults) >= _MOST_FINDINGS:
            break
    _refuse(desk.faults)
    return tuple(observations)


def _refuse(faults: list[Diagnostic]) -> None:
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise BookError(f"{faults[0]}{more}", diagnostics=faults)


# --- names ---------------------------------------------------------------------------------------------------------


class _Names:
    """Every name of a plan under which something can be reported."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._ids: dict[str, _Subject] = {}
        self._words: dict[str, set[str]] = {}
        self._members: dict[str, dict[str, _Sort]] = {}
        self._open: set[str] = set()
        self._stages: dict[str, tuple[str, ...]] = {}
        self._guesses = 0
        for indicator in plan.indicators.values():
            self._call(_Subject(indicator.id, "indicator", indicator), indicator.title, indicator.aliases)
        for target in plan.targets.values():
            self._target(target)
        for event in [t.after for t in plan.targets.values()] + [c.after for c in plan.commitments.values()]:
            if event and event not in plan.targets:
                self._ids.setdefault(event, _Subject(event, "event"))

    def _call(self, subject: _Subject, title: Text, aliases: tuple[str, ...] = (), *, key: str = "") -> None:
        key = key or subject.name
        self._ids[key] = subject
        for word in (*aliases, *(words for _, words in title.versions)):
            self._words.setdefault(unicodedata.normalize("NFC", word), set()).add(key)

    def _target(self, target: Target) -> None:
        if target.indicator is None and not target.parts and target.id not in self._ids:
            sort: _Sort = "cadence" if target.kind == "cadence" or target.every else "milestone"
            self._call(_Subject(member_address(target.id, target.slice), sort), target.title, key=target.id)
            self._stages[target.id] = tuple(stage.id for stage in target.stages)
        base = target.indicator.id if target.indicator else target.id
        if base not in self._ids:
            return
        members = self._members.setdefault(base, {})
        each = target.each.members if target.each else ()
        for member in (*each, *((target.slice,) if target.slice else ())):
            members[member] = self._ids[base].sort
        for member in target.including:
            members[member] = "named"
        if target.each and target.each.ledger:
            self._open.add(base)

    def find(self, name: str) -> _Subject:
        """Whose reading stands under a name.

        Raises:
            _Fault: Nobody's, or it cannot be told whose.
        """
        name = unicodedata.normalize("NFC", name)
        if not name:
            raise _Fault("TKB121", "the row has no name", "write the indicator's id in the column `indicator`")
        if found := self._base(name):
            return self._ids[found]
        base, at, member = name.partition("@")
        if at and (found := self._base(base)):
            return self._member(found, member)
        target, dot, stage = name.rpartition(".")
        if dot and (found := self._base(target)) and found in self._stages:
            return self._stage(self._ids[found].name, found, stage)
        raise self._unknown(name)

    def _base(self, name: str) -> str:
        if name in self._ids:
            return name
        found = sorted(self._words.get(name, ()))
        if len(found) > 1:
            message = f"{shown(name)} is what several are called: {', '.join(found)}"
            raise _Fault("TKB122", message, "write the id of the one that is meant")
        return found[0] if found else ""

    def _member(self, base: str, member: str) -> _Subject:
        subject, members = self._ids[base], self._members.get(base, {})
        if member in members or (base in self._open and member):
            return _Subject(f"{base}@{member}", members.get(member, subject.sort), subject.indicator)
        of, dot, stage = member.rpartition(".")
        if dot and (of in members or base in self._open) and self._stages.get(base):
            return self._stage(f"{base}@{of}", base, stage)
        message = f"{base} has no member {shown(member)} in the plan"
        hint = self._near(member, members) or "name it in the plan first: `each`, `for` or a group"
        raise _Fault("TKB121", message, hint)

    def _stage(self, address: str, target: str, stage: str) -> _Subject:
        stages = self._stages[target]
        if stage not in stages:
            raise _Fault("TKB121", f"{target} has no stage {shown(stage)}", self._near(stage, stages))
        return _Subject(f"{address}.{stage}", "milestone")

    def _unknown(self, name: str) -> _Fault:
        target = self._plan.targets.get(name)
        if target and target.indicator:
            hint = f"its readings stand under its indicator: write {target.indicator.id}"
            return _Fault("TKB121", f"{shown(name)} is a target with an indicator", hint)
        if target:
            hint = f"record its parts: {', '.join(target.parts)}"
            return _Fault("TKB121", f"{shown(name)} is made of other targets", hint)
        if name in self._plan.commitments:
            hint = "leave the row out"
            return _Fault("TKB121", f"{shown(name)} is a commitment: people review it, it has no readings", hint)
        hint = self._near(name, {*self._ids, *self._words})
        return _Fault("TKB121", f"the plan has no indicator or target {shown(name)}", hint)

    def _near(self, name: str, known: Collection[str]) -> str:
        """The nearest names; only for the first unknown ones and among not too many, for it takes its time."""
        self._guesses += 1
        return did_you_mean(name, known) if self._guesses <= _MOST_GUESSES and len(known) <= _MOST_KNOWN else ""


# --- rows ----------------------------------------------------------------------------------------------------------


class _Desk:
    """Where rows are entered: what is wrong with them is noted and the rest goes on."""

    def __init__(self, plan: Plan, units: Units) -> None:
        self.faults: list[Diagnostic] = []
        self._plan = plan
        self._units = units
        self._names = _Names(plan)
        self._found: dict[str, _Subject | _Fault] = {}

    def entered(self, row: Row) -> Observation | None:
        before = len(self.faults)
        subject = self._subject(row)
        period = self._period(row)
        known = self._known(row, period)
        status = self._status(row)
        figure = self._figure(row, subject) if subject else None
        if subject is None or period is None or known is None or figure is None or len(self.faults) > before:
            return None
        what, value, half = figure
        return Observation(subject.name, period, value, known, what, half, status, row.source, row.note, row.place)

    def _add(self, row: Row, code: str, message: str, hint: str = "") -> None:
        name = CODES[code][0]
        about = (row.name,) if row.name else ()
        place = row.place_of(_COLUMN_OF.get(code, "value"))
        line = row.record.splitlines()[place.line - row.place.line] if row.record and place and row.place else ""
        self.faults.append(
            Diagnostic(code=code, name=name, message=message, place=place, hint=hint, about=about, line=line)
        )

    def _subject(self, row: Row) -> _Subject | None:
        found = self._found.get(row.name)
        if found is None:
            try:
                found = self._names.find(row.name)
            except _Fault as fault:
                found = fault
            self._found[row.name] = found
        if isinstance(found, _Fault):
            self._add(row, found.code, found.message, found.hint)
            return None
        return found

    def _period(self, row: Row) -> Period | None:
        try:
            return Period.parse(row.period)
        except PeriodError as error:
            self._add(row, "TKB123", error.message)
            return None

    def _known(self, row: Row, period: Period | None) -> dt.date | None:
        if not row.known:
            return period.end if period else None
        try:
            known = parse_day(row.known)
        except PeriodError as error:
            self._add(row, "TKB124", f"known: {error.message}")
            return None
        if period and known < period.start:
            message = f"the reading for {period} became known on {known}, before its period began"
            self._add(row, "TKB125", message, "check both; a forecast is no observation")
        return known

    def _status(self, row: Row) -> Finality | None:
        word = row.status.casefold()
        if word not in _FINALITY:
            hint = "write provisional (预计, 初步) or final (最终), or nothing"
            self._add(row, "TKB129", f"{shown(row.status)} is no status of a reading", hint)
        return _FINALITY.get(word)

    def _figure(self, row: Row, subject: _Subject) -> _Figure | None:
        try:
            return self._reported(row, subject)
        except _Fault as fault:
            self._add(row, fault.code, fault.message, fault.hint)
        except QuantityError as error:
            self._add(row, "TKB126", error.message, "a figure is such as 27 个, 1,498.28 亩, 16%")
        except UnitError as error:
            self._add(row, "TKB127", f"{row.name}: {error.message}")
        return None

    def _reported(self, row: Row, subject: _Subject) -> _Figure:
        state = _STATES.get(row.value.casefold())
        if state is not None:
            return _state(row, subject, done=state)
        if subject.sort == "event":
            message = f"{shown(row.value)} does not say whether {shown(subject.name)} has come"
            raise _Fault("TKB128", message, _EXPECTED_STATE)
        _check_figure(row)
        if subject.sort in ("milestone", "cadence") and not any(c.isdigit() for c in row.value):
            raise _Fault("TKB128", f"{shown(row.value)} is no state of {subject.name}", _EXPECTED_STATE)
        if subject.sort == "milestone":
            return self._completion(row, subject)
        if subject.sort == "cadence":
            return self._times(row, subject)
        if subject.indicator is None:  # pragma: no cover - the other sorts have none
            raise _Fault("TKB126", f"{subject.name} has no indicator")
        return self._measured(row, subject.indicator)

    def _measured(self, row: Row, indicator: Indicator) -> _Figure:
        if self._bare(row):
            if indicator.unit is None:
                quantity = self._plain(row)
                return _Figure("value", quantity.value, quantity.half)
            hint = f"write {indicator.unit} in the column `unit`, or the unit that it is in"
            message = f"{shown(row.value)} has no unit, and {indicator.id} is measured in {indicator.unit}"
            raise _Fault("TKB127", message, hint)
        return _of_indicator(self._quantity(row), indicator)

    def _completion(self, row: Row, subject: _Subject) -> _Figure:
        """How much of a milestone is done, from 0 to 1."""
        if self._bare(row):
            quantity = self._plain(row)
            value, half = quantity.value, quantity.half
        else:
            quantity = self._quantity(row)
            if quantity.unit.sort != "share":
                message = f"{shown(quantity.text)} is no share, and {subject.name} is done or not done"
                raise _Fault("TKB128", message, f"{_EXPECTED_STATE}, or a share such as 60%")
            share = self._units.unit("1")
            value, half = quantity.unit.convert(quantity.value, share), _number(quantity.unit, quantity.half, share)
        if not as_interval(value).within(SHARE):
            message = f"{shown(quantity.text)} is no share of {subject.name}: a completion lies between 0 and 100 %"
            hint = f"{_EXPECTED_STATE}, or a share with its unit such as 60%"
            raise _Fault("TKB128", message, hint)
        return _Figure("value", value, half)

    def _times(self, row: Row, subject: _Subject) -> _Figure:
        """How often something was done, as a plain number."""
        if self._bare(row):
            message = f"{shown(row.value)} has no unit, and {subject.name} is counted"
            raise _Fault("TKB127", message, "write 次, or the unit of what is counted, in the column `unit`")
        quantity = self._quantity(row)
        if quantity.unit.sort != "count":
            message = f"{quantity.unit} does not count how often {subject.name} was done"
            raise _Fault("TKB127", message, "write a count, such as 1 次, or `done`")
        size = exact.simplest(quantity.unit.factor)
        value = _times(quantity.value, size)
        if as_interval(value).lo < 0:
            raise _Fault("TKB128", f"{subject.name} cannot have been done {shown(quantity.text)}", "write a count")
        return _Figure("value", value, exact.mul(quantity.half, size))

    # --- figures

    def _bare(self, row: Row) -> bool:
        """Whether a figure has no unit, neither in `unit` nor in `value`; a fraction needs none."""
        return not row.unit and _BARE.fullmatch(unicodedata.normalize("NFKC", row.value)) is not None

    def _plain(self, row: Row) -> Quantity:
        """A figure without a unit, read as a count, which is exact where it is whole."""
        text = f"{row.value} 个"
        try:
            quantity = self._about(text) or self._units.quantity(text)
        except QuantityError as error:
            raise QuantityError(error.message.replace(repr(text), repr(row.value))) from None
        return attrs.evolve(quantity, text=row.value)

    def _quantity(self, row: Row) -> Quantity:
        text = f"{row.value} {row.unit}" if row.unit else row.value
        try:
            return self._about(text) or self._units.quantity(text)
        except UnitError:
            if row.unit and self._has_unit(row.value):
                message = f"the unit stands twice: {shown(row.value)} and {shown(row.unit)}"
                hint = "leave the column `unit` empty, or take the unit out of `value`"
                raise _Fault("TKB127", message, hint) from None
            raise

    def _has_unit(self, text: str) -> bool:
        try:
            return bool(self._units.quantity(text).text)
        except (QuantityError, UnitError):
            return False

    def _about(self, text: str) -> Quantity | None:
        """A figure with 约, or None if it has none."""
        if text[:1] not in "约大aａ":
            return None
        normal = unicodedata.normalize("NFKC", text)
        word = _ABOUT.match(normal)
        if word is None:
            return None
        plain = self._units.quantity(normal[word.end() :])
        if isinstance(plain.value, Interval):
            return attrs.evolve(plain, text=text)
        return self._units.quantity(text, tolerance=self._tolerance(plain, text))

    def _tolerance(self, plain: Quantity, text: str) -> Quantity:
        given = self._plan.tolerance
        if given and (given.unit.fits(plain.unit) or (given.unit.sort, plain.unit.sort) == ("point", "share")):
            return given
        exponent = plain.value.as_tuple().exponent if isinstance(plain.value, Decimal) else None
        if not isinstance(exponent, int):
            hint = "write the figure with decimals, or give the plan a `tolerance`"
            raise _Fault("TKB126", f"{shown(text)} does not say how far about reaches", hint)
        return Quantity(Decimal((0, (5,), exponent - 1)), plain.unit, "", ZERO)


def _state(row: Row, subject: _Subject, *, done: bool) -> _Figure:
    if subject.sort == "indicator":
        unit = f" in {subject.indicator.unit}" if subject.indicator and subject.indicator.unit else ""
        message = f"{shown(row.value)} is no figure, and {subject.name} is measured{unit}"
        raise _Fault("TKB126", message, "write a figure and its unit")
    if row.unit:
        message = f"{shown(row.value)} is a state and has no unit, but `unit` has {shown(row.unit)}"
        raise _Fault("TKB127", message, "leave the column `unit` empty")
    return _DONE if done else _NOT_DONE


def _check_figure(row: Row) -> None:
    """Refuse what is no figure at all, with the way out that fits it."""
    if not row.value or row.value.casefold() in _NOTHING:
        what = f"{shown(row.value)} is no figure" if row.value else "the row has no figure"
        raise _Fault("TKB126", what, _LEAVE_OUT)
    if _FORMULA.match(row.value):
        message = f"{shown(row.value)} is a formula or an expression, not a figure; nothing is evaluated"
        raise _Fault("TKB126", message, "write the figure itself, such as -1.5 or 1,498.28")


def _of_indicator(quantity: Quantity, indicator: Indicator) -> _Figure:
    """A quantity as a value of an indicator, in its own unit, or as its growth.

    Raises:
        UnitError: The unit fits neither.
    """
    unit, own = quantity.unit, indicator.unit
    share = own is not None and own.sort == "share"
    ratio = own is not None and own.sort == "per" and unit.sort == "share" and unit.fits(own)
    if unit.sort == ("point" if share else "share") and unit.name != "1" and not ratio:
        return _growth(quantity, indicator)
    if own is None:
        if unit.name == "1":
            return _Figure("value", quantity.value, quantity.half)
        message = f"{quantity.text} has a unit, and {indicator.id} has none in the plan: give it one there"
        raise UnitError(message)
    return _Figure("value", unit.convert(quantity.value, own), _number(unit, quantity.half, own))


def _growth(quantity: Quantity, indicator: Indicator) -> _Figure:
    """A rate of growth over a year earlier, in % or in percentage points."""
    unit, value = quantity.unit, quantity.value
    if unit.name in ("%", "百分点"):
        return _Figure("growth", value, quantity.half)
    if unit.name == "‰":
        size = exact.div(_ONE, _TEN)
    elif unit.sort == "point":
        size = exact.simplest(unit.factor)
    else:
        message = f"{quantity.text}: the growth of {indicator.id} is written in %, not in {unit}"
        raise UnitError(message)
    return _Figure("growth", _times(value, size), exact.mul(quantity.half, size))


def _times(value: Value, size: Number) -> Value:
    return value.times(size) if isinstance(value, Interval) else exact.mul(value, size)


def _number(source: Unit, number: Number, to: Unit) -> Number:
    moved = source.convert(number, to)
    return ZERO if isinstance(moved, Interval) else moved


# --- what the plan itself prints -----------------------------------------------------------------------------------


def plan_observations(plan: Plan) -> tuple[Observation, ...]:
    """The readings that stand in the plan, as observations.

    They became known on the day on which the plan's source was published or, if it does not say, on the day before
    the plan's period. Their source is its title, their note the quote.

    Raises:
        BookError: A reading has a unit that does not fit its indicator.
    """
    known = plan.period.start - _DAY
    if plan.source and plan.source.published:
        known = plan.source.published
    source = plan.source.title if plan.source else ""
    faults: list[Diagnostic] = []
    found: list[Observation] = []
    for indicator in plan.indicators.values():
        for reading in indicator.readings:
            place = _place(plan, indicator, reading)
            try:
                found.extend(
                    Observation(
                        indicator.id,
                        reading.period,
                        f.value,
                        known,
                        f.what,
                        f.half,
                        reading.status,
                        source,
                        reading.quote or reading.note,
                        place,
                    )
                    for f in _printed(reading, indicator)
                )
            except UnitError as error:
                name, message = CODES["TKB127"][0], f"{indicator.id} of {reading.period}: {error.message}"
                about = (indicator.id,)
                faults.append(Diagnostic(code="TKB127", name=name, message=message, place=place, about=about))
    _refuse(faults)
    return tuple(found)


def _printed(reading: Reading, indicator: Indicator) -> Iterator[_Figure]:
    if reading.value is not None:
        yield _of_indicator(reading.value, indicator)
    if reading.growth is not None:
        yield _growth(reading.growth, indicator)


def _place(plan: Plan, indicator: Indicator, reading: Reading) -> Place | None:
    path = f"indicators.{indicator.id}"
    inline = f"targets.{indicator.id}.indicator"
    paths = (f"{path}.readings.{reading.period}", f"{inline}.readings.{reading.period}", path, inline)
    return next((plan.places[p] for p in paths if p in plan.places), None)
