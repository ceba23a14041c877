"""Names that refer to something: whether it is there, and whether things go round in a circle."""

from collections.abc import Iterable, Mapping

from targetkit.errors import did_you_mean
from targetkit.plan.fields import Problems
from targetkit.plan.model import Plan
from targetkit.plan.nodes import shown

__all__ = ["check_references"]


def check_references(
    plan: Plan, problems: Problems, *, unread: Iterable[str] = (), ratings: Iterable[str] = ()
) -> None:
    """Note every name that nothing has, and every circle.

    Args:
        plan: The plan.
        problems: Where findings are noted.
        unread: The ids of targets that could not be read; names of them are not held to be wrong.
        ratings: The names of the ratings that plugins bring.
    """
    unread = set(unread)
    targets = {*plan.targets, *unread}
    promises = {*targets, *plan.commitments}
    for t in plan.targets.values():
        here = f"targets.{t.id}"
        for key, names in (("yields_to", (t.yields_to,) if t.yields_to else ()), ("parts", t.parts)):
            _known(problems, plan, names, targets, here, key, "target", t.id)
        _known(
            problems, plan, (t.rating,) if t.rating else (), {*plan.ratings, *ratings}, here, "rating", "rating", t.id
        )
        if t.each is not None and t.each.ledger:
            _known(problems, plan, (t.each.ledger,), set(plan.ledgers), here, "each", "ledger", t.id)
    for c in plan.commitments.values():
        known = {*promises, *plan.indicators}
        _known(problems, plan, c.see, known, f"commitments.{c.id}", "see", "target or indicator", c.id)
    for n, issue in enumerate(plan.issues):
        known = {*promises, *plan.indicators, *plan.ledgers, *plan.groups, *(s.id for s in plan.all_sections())}
        _known(problems, plan, issue.about, known, f"issues.{n}", "about", "target, indicator or section", "")
    for n, amendment in enumerate(plan.amendments):
        _known(problems, plan, (amendment.target,), targets, f"amendments.{n}", "target", "target", "")
    _derivations(plan, problems)
    _circles(plan, problems)


def _known(
    problems: Problems, plan: Plan, names: Iterable[str], known: set[str], path: str, key: str, what: str, about: str
) -> None:
    for name in names:
        if name and name not in known:
            place = problems.places.get(f"{path}.{key}") or problems.places.get(path)
            message = f"plan {plan.id} has no {what} {shown(name)}"
            problems.add("TKR202", message, place, hint=did_you_mean(name, known), about=(about,) if about else ())


def _derivations(plan: Plan, problems: Problems) -> None:
    for i in plan.indicators.values():
        d = i.derivation
        if d is None or d.form == "formula":
            continue
        here = f"targets.{i.id}.indicator" if i.id in plan.inline else f"indicators.{i.id}"
        if d.form in ("count", "total"):
            ledger, _, field = d.inputs[0].partition(".") if d.inputs else ("", "", "")
            _known(problems, plan, (ledger,), set(plan.ledgers), f"{here}.from", d.form, "ledger", i.id)
            declared = plan.ledgers.get(ledger)
            if declared is not None:
                wanted = [field, d.dated, *(name for name, _ in d.where)]
                columns = {column.name for column in declared.fields}
                _known(problems, plan, wanted, columns, here, "from", f"field (of ledger {ledger})", i.id)
        else:
            _known(problems, plan, d.inputs, set(plan.indicators), f"{here}.from", d.form, "indicator", i.id)


def _circles(plan: Plan, problems: Problems) -> None:
    targets = plan.targets
    _circle(
        problems, {t.id: (t.yields_to,) for t in targets.values() if t.yields_to}, "yields_to", "yield to", "targets"
    )
    waits = {t.id: (*t.parts, *((t.after,) if t.after in targets else ())) for t in targets.values()}
    _circle(problems, waits, "after", "wait for or contain", "targets")
    made_of = {
        i.id: i.derivation.inputs
        for i in plan.indicators.values()
        if i.derivation is not None and i.derivation.form in ("ratio", "sum", "part_of")
    }
    _circle(problems, made_of, "from", "are made of", "indicators")


def _circle(problems: Problems, edges: Mapping[str, tuple[str, ...]], key: str, verb: str, kind: str) -> None:
    """Note one circle for each group of things that go round in one."""
    done: set[str] = set()
    for start in edges:
        way: list[str] = []
        stack = [(start, iter(edges.get(start, ())))]
        way.append(start)
        while stack:
            name, rest = stack[-1]
            after = next(rest, None)
            if after is None:
                stack.pop()
                way.pop()
                done.add(name)
            elif after in way:
                circle = way[way.index(after) :]
                places = problems.places
                place = places.get(f"{kind}.{after}.{key}") or places.get(f"{kind}.{after}")
                shown_way = " → ".join((*circle, after))
                problems.add("TKR203", f"these {kind} {verb} each other in a circle: {shown_way}", place, about=circle)
                return
            elif after not in done:
                way.append(after)
                stack.append((after, iter(edges.get(after, ()))))
