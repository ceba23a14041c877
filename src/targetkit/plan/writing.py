"""From a plan back to a file: what is inherited is written once, and loading the text gives an equal plan."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeAlias

from targetkit import exact
from targetkit.book import Field, Ledger
from targetkit.indicator import Baseline, Better, Condition, Derivation, Indicator, Reading
from targetkit.language import Text
from targetkit.plan.model import Amendment, Commitment, Inherited, Issue, Plan, Rating, Section, Source, Tree
from targetkit.plan.targets import adds_to
from targetkit.target import Bound, Due, Figure, Group, OpenFigure, Reference, Stage, Stretch, Target
from targetkit.units import Quantity

__all__ = ["tree_of", "written"]

Branch: TypeAlias = dict[str, Any]


def written(plan: Plan) -> str:
    """The text of a YAML file; one file, whatever the plan was read from."""
    import yaml  # noqa: PLC0415 - needed only for writing

    return str(yaml.safe_dump(tree_of(plan), allow_unicode=True, sort_keys=False, width=110, default_flow_style=False))


def tree_of(plan: Plan) -> Branch:
    """The plan as plain mappings, lists and texts, in the order of the format."""
    w = _Writer(plan)
    return _full(
        targetkit=1,
        id=plan.id,
        title=w.words(plan.title),
        language=plan.language if plan.language != "zh" else None,
        period=str(plan.period),
        source=_source(plan.source) if plan.source else None,
        uses=list(plan.uses),
        follows=plan.follows,
        **_handed(plan.inherited, Inherited()),
        tolerance=plan.tolerance.text if plan.tolerance else None,
        grace=str(plan.grace) if plan.grace else None,
        groups={g.id: w.group(g) for g in plan.groups.values()},
        ledgers={x.id: w.ledger(x) for x in plan.ledgers.values()},
        indicators={i.id: w.indicator(i) for i in plan.indicators.values() if i.id not in plan.inline},
        ratings={r.id: w.rating(r) for r in plan.ratings.values()},
        sections={s.id: w.section(s, plan.inherited) for s in plan.sections},
        issues=[_issue(i) for i in plan.issues],
        amendments=[_amendment(a) for a in plan.amendments],
        note=plan.note,
        assumed=list(plan.assumed),
    )


def _full(**keys: Any) -> Branch:
    """A mapping of the keys that have something; `for_` and `from_` stand for the words that Python keeps."""
    names = {"for_": "for", "from_": "from", "with_": "with"}
    return {names.get(k, k): v for k, v in keys.items() if v not in (None, "", (), [], {}, False)}


def _source(s: Source) -> Branch:
    return _full(title=s.title, url=s.url, published=str(s.published) if s.published else None, text=s.text)


def _issue(i: Issue) -> Branch:
    return _full(about=list(i.about), text=i.text, rule=i.rule)


def _amendment(a: Amendment) -> Branch:
    changes = {key: None if value == "" else _thawed(value) for key, value in a.changes}
    made = _full(
        target=a.target, effective=str(a.effective), by=a.by, why=a.why, withdrawn=a.withdrawn, quote=_quotes(a.quote)
    )
    return {**made, "set": changes} if changes else made


def _thawed(tree: Tree) -> Any:
    if isinstance(tree, tuple):
        return [_thawed(item) for item in tree]
    return {key: _thawed(value) for key, value in tree.items()} if isinstance(tree, Mapping) else tree


def _quotes(quotes: tuple[str, ...]) -> Any:
    return quotes[0] if len(quotes) == 1 else list(quotes)


def _due(due: Due | None) -> str | None:
    return str(due) if due else None


def _handed(own: Inherited, above: Inherited) -> Branch:
    """What is handed down, as far as it is not the same as what comes from above."""
    return _full(
        period=str(own.period) if own.period and own.period != above.period else None,
        due=_due(own.due) if own.due != above.due else None,
        grade=own.grade.value if own.grade and own.grade != above.grade else None,
        owner=_quotes(own.owner) if own.owner != above.owner else None,
        support=_quotes(own.support) if own.support != above.support else None,
        rating=own.rating if own.rating != above.rating else None,
        lead=own.lead if own.lead != above.lead else None,
    )


class _Writer:
    """Writes the parts of one plan, in whose language plain strings are."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan

    def words(self, text: Text) -> Any:
        if len(text.versions) == 1 and text.versions[0][0] == self.plan.language:
            return text.versions[0][1]
        return dict(text.versions)

    def title(self, text: Text, quote: tuple[str, ...], name: str) -> Any:
        """The title, if it is not what is taken without one."""
        default = Text.of(quote[0] if quote else name, language=self.plan.language)
        return None if text == default else self.words(text)

    def group(self, g: Group) -> Branch:
        return _full(
            title=self.words(g.title),
            count=str(g.count) if g.count is not None else None,
            members=list(g.members),
            ledger=g.ledger,
        )

    def ledger(self, x: Ledger) -> Branch:
        return {"title": self.words(x.title), "key": x.key, "fields": {c.name: _column(c) for c in x.fields}}

    def indicator(self, i: Indicator) -> Branch:
        return _full(
            title=self.words(i.title),
            unit=i.unit.name if i.unit else None,
            measure=i.measure.value,
            better=i.better.value if i.better is not Better.HIGHER else None,
            basis=i.basis.value if i.basis else None,
            scope=i.scope,
            aliases=list(i.aliases),
            from_=_derivation(i.derivation) if i.derivation else None,
            readings={str(r.period): _reading(r) for r in i.readings},
            assumed=list(i.assumed),
            note=i.note,
        )

    def rating(self, r: Rating) -> Branch:
        return _full(
            title=self.words(r.title) if r.title else None,
            evaluator=r.evaluator,
            with_=dict(r.parameters),
            rows_of=r.rows_of,
            rows=[_thawed(row) for row in r.rows],
            unless=r.unless,
            note=r.note,
        )

    def section(self, s: Section, above: Inherited) -> Branch:
        handed = s.inherited.under(above)
        return _full(
            title=self.words(s.title),
            heading=s.heading,
            **_handed(s.inherited, Inherited()),
            weight=s.weight,
            targets={name: self.target(self.plan.targets[name], handed) for name in s.targets},
            commitments={name: self.commitment(self.plan.commitments[name], handed) for name in s.commitments},
            sections={inner.id: self.section(inner, handed) for inner in s.sections},
            note=s.note,
            assumed=list(s.assumed),
        )

    def target(self, t: Target, above: Inherited) -> Branch:
        inline = t.indicator is not None and t.indicator.id == t.id and t.id in self.plan.inline
        above_period = above.period or self.plan.period
        return _full(
            title=self.title(t.title, t.quote, t.id),
            label=t.label,
            kind=t.kind,
            indicator=None if t.indicator is None else self.indicator(t.indicator) if inline else t.indicator.id,
            **self.bound(t.bound),
            stretch=self.stretch(t.stretch) if t.stretch else None,
            baseline=_baseline(t.baseline) if t.baseline else None,
            period=str(t.period) if t.period != above_period else None,
            due=_due(t.due) if t.due != (above.due if t.kind != "cadence" else None) else None,
            throughout=t.throughout,
            since=str(t.since) if t.since else None,
            checkpoints={str(period): quantity.text for period, quantity in t.checkpoints},
            each=None if t.each is None else t.each.id or list(t.each.members),
            for_=t.slice,
            including=list(t.including),
            after=t.after,
            stages={s.id: self.stage(s) for s in t.stages},
            evidence=t.evidence,
            every=t.every.value if t.every else None,
            day=str(t.day) if t.day else None,
            parts=list(t.parts),
            with_=dict(t.parameters),
            yields_to=t.yields_to,
            **_promise(t, above),
            weight=t.weight,
            bonus=[_full(**{key: getattr(b, key) for key in _BONUS}) for b in t.bonus],
        )

    def commitment(self, c: Commitment, above: Inherited) -> Branch:
        return _full(
            title=self.title(c.title, c.quote, c.id),
            label=c.label,
            period=str(c.period) if c.period != (above.period or self.plan.period) else None,
            due=_due(c.due) if c.due != above.due else None,
            evidence=c.evidence,
            see=list(c.see),
            after=c.after,
            rating=c.rating,
            **{key: value for key, value in _promise(c, above).items() if key != "rating"},
        )

    def stretch(self, s: Stretch) -> Branch:
        return _full(kind=s.kind, **self.bound(s.bound), quote=_quotes(s.quote), assumed=list(s.assumed))

    def bound(self, b: Bound | None) -> Branch:
        if b is None:
            return {}
        made: Branch = {word: _figure(figure) for word, figure in b.words}
        if b.tolerance is not None and not b.tolerance_assumed and not self._of_plan(b, b.tolerance):
            made["tolerance"] = b.tolerance.text
        return made

    def _of_plan(self, b: Bound, tolerance: Quantity) -> bool:
        """Whether a tolerance is the plan's, and would be taken without being written."""
        figure = b.figures[0]
        handed = tolerance == self.plan.tolerance
        return handed and isinstance(figure, Quantity) and adds_to(tolerance.unit, figure.unit)

    def stage(self, s: Stage) -> Any:
        return _full(
            title=self.words(s.title),
            due=str(s.due) if s.due else None,
            weight=exact.as_text(s.weight) if s.weight != Decimal(1) else None,
            takes=s.takes.text if s.takes else None,
        )


_BONUS = ("points", "every", "of", "beyond", "at_most", "once_per")


def _promise(p: Target | Commitment, above: Inherited) -> Branch:
    """The keys that targets and commitments share."""
    rating = p.rating if isinstance(p, Target) else ""
    return _full(
        grade=p.grade.value if p.grade and p.grade != above.grade else None,
        owner=_quotes(p.owner) if p.owner != above.owner else None,
        support=_quotes(p.support) if p.support != above.support else None,
        rating=rating if rating != above.rating else None,
        lead=p.lead if p.lead != above.lead else None,
        quote=_quotes(p.quote),
        note=p.note,
        assumed=list(p.assumed),
    )


def _figure(figure: Figure) -> Any:
    if isinstance(figure, OpenFigure):
        return {"open": figure.why}
    if isinstance(figure, Reference):
        plus = figure.plus.text if figure.plus else None
        return _full(of=figure.of.id, period=str(figure.period) if figure.period else None, plus=plus)
    return figure.text


def _baseline(b: Baseline) -> Branch:
    return _full(
        indicator=b.indicator.id if b.indicator else None,
        period=str(b.period) if b.period else None,
        match=b.match.value if b.match else None,
    )


def _reading(r: Reading) -> Any:
    made = _full(
        value=r.value.text if r.value else None,
        growth=r.growth.text if r.growth else None,
        status=r.status.value if r.status else None,
        quote=r.quote,
        note=r.note,
    )
    return made["value"] if set(made) == {"value"} else made


def _derivation(d: Derivation) -> Branch:
    inputs: Any = list(d.inputs) if d.form in ("ratio", "sum") else d.inputs[0] if d.inputs else ""
    return {
        d.form: inputs,
        **_full(
            dated=d.dated,
            where={name: _condition(condition) for name, condition in d.where},
            panel=d.panel,
            with_=dict(d.parameters),
        ),
    }


def _condition(c: Condition) -> Any:
    if c.equals:
        return _quotes(c.equals)
    made: Branch = dict(c.bounds)
    if c.excludes:
        made["not"] = _quotes(c.excludes)
    return made if c.filled is None else {**made, "filled": c.filled}


def _column(c: Field) -> Any:
    if c.sort in ("text", "date"):
        return c.sort
    if c.sort == "quantity":
        return c.unit
    return {c.sort: c.planned_in if c.sort == "planned_in" else list(c.values)}
