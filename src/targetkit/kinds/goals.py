"""From a bound as written to the goal of a trajectory: figures in one unit, references looked up."""

import datetime as dt

from targetkit import exact
from targetkit.book import Book
from targetkit.exact import ZERO, Number
from targetkit.interval import Interval
from targetkit.kinds.readings import value_over
from targetkit.status import Reason, Status
from targetkit.target import Bound, Goal, OpenFigure, Reference, Target, Word, goal_of, in_unit
from targetkit.trajectory import Lacking
from targetkit.units import Unit

__all__ = ["goal_in", "lead_goal", "moving_reference"]


def moving_reference(bound: Bound) -> Reference | None:
    """The reference of a bound to another series as it moves, rather than to one period of it."""
    reference = bound.reference
    return reference if reference is not None and reference.period is None else None


def goal_in(target: Target, unit: Unit | None, book: Book, as_of: dt.date) -> Goal | Lacking:
    """The goal of a target's bound, with references to one period of a series looked up in the book.

    Args:
        target: With a bound.
        unit: The unit of the goal's numbers; None for the figures' own.
        book: As known on a day.
        as_of: The day of the judgement; a reference that ends later is missing.
    """
    bound = target.bound
    if bound is None:
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING)
    ends: dict[Word, Number] = {}
    half: Number = ZERO
    for word, figure in bound.words:
        if isinstance(figure, OpenFigure):
            return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, detail=figure.why)
        if isinstance(figure, Reference):
            found = _looked_up(figure, unit, book, as_of)
            if isinstance(found, Lacking):
                return found
            ends[word], half = found
        else:
            ends[word] = in_unit(figure, unit)
    return goal_of(ends, target.better, in_unit(bound.tolerance, unit) if bound.tolerance else ZERO, half=half)


def _looked_up(figure: Reference, unit: Unit | None, book: Book, as_of: dt.date) -> tuple[Number, Number] | Lacking:
    of = figure.of
    point = value_over(book, of, of.id, figure.period, as_of) if figure.period else None
    if point is None:
        return Lacking(Status.NO_DATA, Reason.REFERENCE_MISSING, detail=f"{of.id} {figure.period or ''}".strip())
    if isinstance(point.value, Interval):
        return Lacking(Status.INDETERMINATE, Reason.BASELINE_VAGUE, detail=of.id)
    value, half = point.value, point.half
    if of.unit is not None and unit is not None and of.unit != unit:
        value, half = exact_in(value, of.unit, unit), exact_in(half, of.unit, unit)
    return exact.add(value, in_unit(figure.plus, unit)) if figure.plus else value, half


def exact_in(number: Number, source: Unit, to: Unit) -> Number:
    """A plain number in another unit.

    Raises:
        UnitError: The units do not fit.
    """
    moved = source.convert(number, to)
    assert not isinstance(moved, Interval)  # noqa: S101 - a number stays a number
    return moved


def lead_goal(target: Target, unit: Unit | None) -> Goal:
    """The goal for the lead over a moving reference: what is added to it, in `unit` (or in the figure's own)."""
    bound = target.bound or Bound(())
    ends: dict[Word, Number] = {}
    for word, figure in bound.words:
        plus = figure.plus if isinstance(figure, Reference) else None
        ends[word] = in_unit(plus, unit) if plus else ZERO
    return goal_of(ends, target.better, in_unit(bound.tolerance, unit) if bound.tolerance else ZERO)
