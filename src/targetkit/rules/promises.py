"""Rules about promises: bases, conflicts, what is assumed, who is meant."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from targetkit.errors import Diagnostic
from targetkit.indicator import Indicator, Match, Measure
from targetkit.plan.model import Plan
from targetkit.rules.findings import finding
from targetkit.target import Bound, Target
from targetkit.units import Quantity

__all__ = ["assumed_keys_exist", "conflicts_are_settled", "growth_has_its_base", "members_are_named", "small_changes"]

_SMALL = Decimal(1)


def _changes(plan: Plan) -> Iterator[tuple[Target, Indicator, Bound]]:
    for t in plan.targets.values():
        if t.kind in ("growth", "decline") and t.indicator is not None and t.bound is not None:
            yield t, t.indicator, t.bound


def small_changes(plan: Plan) -> Iterable[Diagnostic]:
    """A level that is to change by less than 1 % of itself: shares of the way are wild, and rounding decides."""
    for t, indicator, bound in _changes(plan):
        if indicator.measure is Measure.FLOW:
            continue
        for word, figure in bound.words:
            small = isinstance(figure, Quantity) and figure.unit.name == "%" and 0 < figure.value < _SMALL  # type: ignore[operator]
            if small:
                yield finding(
                    plan,
                    "TKQ502",
                    f"target {t.id} changes its base by less than 1 %: shares of the way will jump about",
                    path=f"targets.{t.id}.{word}",
                    about=(t.id,),
                    hint="promise the level itself, or rate it by attainment",
                )


def growth_has_its_base(plan: Plan) -> Iterable[Diagnostic]:
    """A growth from levels needs its base; where the document prints none, it must come from the book."""
    for t, own, _ in _changes(plan):
        baseline = t.baseline
        indicator = baseline.indicator if baseline and baseline.indicator else own
        period = baseline.period if baseline and baseline.period else t.period.year_earlier()
        printed = any(r.value is not None and r.period == period for r in indicator.readings)
        if own.unit is None or printed or (baseline and baseline.match is Match.MISMATCH):
            continue
        yield finding(
            plan,
            "TKQ503",
            f"target {t.id} grows from {indicator.id} of {period}, which the plan does not have",
            path=f"targets.{t.id}.kind",
            about=(t.id,),
            hint="record it in the book, or record reported rates of growth",
            severity="info",
        )


def conflicts_are_settled(plan: Plan) -> Iterable[Diagnostic]:
    """Two promises of one kind on one indicator, period and slice, where neither yields."""
    first: dict[tuple[object, ...], Target] = {}
    for t in plan.targets.values():
        if t.indicator is None or t.yields_to:
            continue
        each = t.each.members if t.each else ()
        key = (t.indicator.id, t.period, t.due, t.since, t.kind, t.slice, each, t.throughout)
        other = first.setdefault(key, t)
        if other is not t:
            yield finding(
                plan,
                "TKQ504",
                f"targets {other.id} and {t.id} promise the same thing twice, and neither yields",
                path=f"targets.{t.id}",
                about=(other.id, t.id),
                hint=f"write `yields_to: {other.id}` on the one that gives way, or one target with two quotes",
            )


def assumed_keys_exist(plan: Plan) -> Iterable[Diagnostic]:
    """What is listed in `assumed` must be there: a key of the target, or a path below one."""
    places = plan.places
    pairs = [(f"targets.{t.id}", t.id, t.assumed) for t in plan.targets.values()]
    pairs += [
        (f"targets.{i.id}.indicator" if i.id in plan.inline else f"indicators.{i.id}", i.id, i.assumed)
        for i in plan.indicators.values()
    ]
    for path, name, assumed in pairs:
        for key in assumed:
            if f"{path}.{key}" not in places and f"{path}.{key.partition('.')[0]}" not in places:
                yield finding(
                    plan,
                    "TKQ505",
                    f"{name} lists `{key}` in `assumed`, but has no such key",
                    path=f"{path}.assumed",
                    about=(name,),
                    hint="`assumed` lists keys of the file that the source does not say; a default is never listed",
                )


def members_are_named(plan: Plan) -> Iterable[Diagnostic]:
    """A group whose members are not all named: what is promised to each of them cannot be achieved before they are."""
    for group in plan.groups.values():
        if group.unnamed:
            yield finding(
                plan,
                "TKQ506",
                f"group {group.id} has {group.count} members, of which {group.unnamed} are not named",
                path=f"groups.{group.id}",
                about=(group.id,),
                hint="add them to `members` when they are known",
                severity="info",
            )
