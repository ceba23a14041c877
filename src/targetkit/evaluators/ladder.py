"""Ladders: rows of conditions with a status each, the first that fits (traffic-light rules as data)."""

from collections.abc import Mapping
from typing import Any, Final

import attrs

from targetkit.assessment import Judgement
from targetkit.errors import QuantityError, TargetkitError, did_you_mean
from targetkit.evaluators.pace import Pace
from targetkit.exact import Number
from targetkit.status import Reason, Status
from targetkit.target import BOUND_WORDS, Goal
from targetkit.trajectory import Trajectory
from targetkit.units import Quantity, builtin

__all__ = ["Ladder", "NotJudgedError", "not_judged", "silent"]

_MEASURES: Final = ("gap", "pace", "value")


@attrs.frozen
class _Row:
    status: Status
    lamp: str
    conditions: tuple[tuple[str, Goal], ...]


class NotJudgedError(QuantityError):
    """A row that the format has and this version cannot judge yet."""


def _rows(rows: tuple[Mapping[str, Any], ...]) -> tuple[_Row, ...]:
    return tuple(_row(row) for row in rows)


def _row(row: Mapping[str, Any]) -> _Row:
    for key in ("score", "running", "unless"):
        if key in row:
            raise NotJudgedError(f"a row with `{key}` is kept and not judged yet; rows with a status and `when` are")
    when = row.get("when", {})
    if not isinstance(when, Mapping) or not all(isinstance(bounds, Mapping) for bounds in when.values()):
        raise QuantityError("`when` names measures with bounds, such as {gap: {at_least: 0 百分点}}")
    conditions = [
        (measure, _goal(word, figure))
        for measure, bounds in when.items()
        for word, figure in bounds.items()
        if _is_known(measure, word)
    ]
    return _Row(_status(str(row.get("status", ""))), str(row.get("lamp", "")), tuple(conditions))


def _status(word: str) -> Status:
    known = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK)
    if word not in known:
        raise QuantityError(f"{word!r} is no status of a row; {did_you_mean(word, known)}")
    return Status(word)


def _is_known(measure: str, word: str) -> bool:
    if measure not in _MEASURES:
        raise NotJudgedError(f"the measure `{measure}` is kept and not judged yet; {', '.join(_MEASURES)} are")
    if word not in BOUND_WORDS[:-1]:
        raise QuantityError(f"{word!r} is no bound word; expected {', '.join(BOUND_WORDS[:-1])}")
    return True


def _goal(word: Any, figure: str) -> Goal:
    quantity: Quantity = builtin().quantity(figure)
    value: Any = quantity.value
    return Goal.of(word, value)


@attrs.frozen(kw_only=True)
class Ladder:
    """Judge by the first row whose conditions all hold; where none does, the rule is silent.

    Attributes:
        rows: The rows. `when` may name `gap` (percentage points ahead of the path, negative behind), `pace` (% of what
            was expected) and `value` (the reading itself).
    """

    rows: tuple[_Row, ...] = attrs.field(converter=_rows)

    def __call__(self, t: Trajectory) -> Judgement:
        """Judge the last reading of a trajectory."""
        way = Pace()(t)
        standing = way.standing
        if standing is None:
            return way
        values: dict[str, Number | None] = {"gap": standing.gap, "pace": standing.ratio, "value": standing.value}
        for row in self.rows:
            if all(_holds(values[measure], goal) for measure, goal in row.conditions):
                reason = Reason.BY_RULE
                return attrs.evolve(way, status=row.status, reason=reason, label=row.lamp)
        return attrs.evolve(way, status=Status.INDETERMINATE, reason=Reason.RULE_SILENT)


def _holds(value: Number | None, goal: Goal) -> bool:
    return value is not None and goal.test(value) is True


def not_judged(rows: tuple[Mapping[str, Any], ...]) -> str:
    """Why rows are kept and not judged by this version; an empty text if they are judged, or wrong."""
    try:
        Ladder(rows=rows)
    except NotJudgedError as error:
        return error.message
    except TargetkitError:
        return ""
    return ""


def silent(t: Trajectory) -> Judgement:
    """The judgement of a rule that is kept and not judged: it says nothing, wherever the promise stands."""
    return attrs.evolve(Pace()(t), status=Status.INDETERMINATE, reason=Reason.RULE_SILENT)
