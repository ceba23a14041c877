"""Reading targets and commitments, and holding each against its kind."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Final, TypeVar

import attrs

from targetkit import exact
from targetkit.errors import QuantityError, UnitError, did_you_mean
from targetkit.exact import Number
from targetkit.indicator import Baseline, Better, Indicator, Match
from targetkit.interval import Interval
from targetkit.language import Text
from targetkit.period import Period
from targetkit.plan import fields as f
from targetkit.plan.fields import Fields, Wrong
from targetkit.plan.indicators import Reader
from targetkit.plan.model import Commitment, Inherited
from targetkit.plan.nodes import Mapping as MappingNode
from targetkit.plan.nodes import Node, Scalar, Sequence, shown
from targetkit.target import (
    BOUND_WORDS,
    Bonus,
    Bound,
    Every,
    Figure,
    Grade,
    Group,
    OpenFigure,
    Reference,
    Stage,
    Stretch,
    Target,
    Word,
    in_unit,
)
from targetkit.trajectory import Kind
from targetkit.units import Quantity, Unit

__all__ = ["TARGET_KEYS", "adds_to", "inherited", "read_commitment", "read_target"]

T = TypeVar("T")

_INHERITED: Final = ("due", "grade", "owner", "support", "rating")
TARGET_KEYS: Final = (
    "kind",
    "indicator",
    *BOUND_WORDS,
    "tolerance",
    "stretch",
    "baseline",
    "period",
    "due",
    "throughout",
    "since",
    "checkpoints",
    "each",
    "for",
    "including",
    "after",
    "stages",
    "evidence",
    "every",
    "day",
    "parts",
    "with",
    "grade",
    "yields_to",
    "owner",
    "support",
    "rating",
    "weight",
    "bonus",
    "quote",
    "lead",
    "title",
    "label",
    "note",
    "assumed",
)
_LOWER, _UPPER = ("at_least", "more_than"), ("at_most", "less_than")


@attrs.frozen
class Context:
    """What reading targets needs: the reader, what the plan has declared, and the kinds that exist."""

    reader: Reader
    kinds: Mapping[str, Kind]
    indicators: Mapping[str, Indicator]
    groups: Mapping[str, Group]
    tolerance: Quantity | None
    period: Period
    uses: tuple[str, ...]


def inherited(k: Fields, *, of_section: bool) -> Inherited:
    """What a plan or a section itself hands down."""
    return Inherited(
        period=k.take("period", f.period, None) if of_section else None,
        due=k.take("due", f.due, None),
        grade=k.take("grade", f.choice(Grade), None),
        owner=k.take("owner", f.some_texts, ()),
        support=k.take("support", f.some_texts, ()),
        rating=k.take("rating", f.text, ""),
        lead=k.take("lead", f.text, "") if of_section else "",
    )


# --- figures and bounds --------------------------------------------------------------------------------------------


def _figure(c: Context) -> Callable[[Node], Figure]:
    def read(node: Node) -> Figure:
        if not isinstance(node, MappingNode):
            return c.reader.quantity(node)
        parts = {key.text: value for key, value in node.entries}
        if set(parts) == {"open"}:
            return OpenFigure(f.text(parts["open"]))
        if "of" not in parts or set(parts) - {"of", "period", "plus"}:
            hint = "a figure is a quantity (27 个), a reference {of: indicator, period, plus} or {open: why}"
            raise Wrong("this is no figure", code="TKV104", hint=hint)
        name = f.text(parts["of"])
        if name not in c.indicators:
            raise Wrong(
                f"there is no indicator {shown(name)}",
                code="TKR202",
                hint=did_you_mean(name, c.indicators),
                place=parts["of"].place,
            )
        period = f.period(parts["period"]) if "period" in parts else None
        plus = c.reader.quantity(parts["plus"]) if "plus" in parts else None
        return Reference(c.indicators[name], period, plus)

    return read


def _bound(k: Fields, c: Context, *, unit: Unit | None) -> Bound | None:
    """The bound words of a mapping, which must go together."""
    placeholder = OpenFigure("")
    words: list[tuple[Word, Figure]] = [
        (word, k.take(word, _figure(c), placeholder)) for word in BOUND_WORDS if k.has(word)
    ]
    for word in BOUND_WORDS:
        k.known.append(word)
    tolerance = k.take("tolerance", c.reader.quantity, None)
    words = [(word, figure) for word, figure in words if figure is not placeholder]
    found = [word for word, _ in words]
    both = [pair for pair in (_LOWER, _UPPER) if all(word in found for word in pair)]
    if both:
        k.error("TKV113", f"`{both[0][0]}` and `{both[0][1]}` bound the same side; keep one", both[0][1])
    if "about" in found and len(found) > 1:
        k.error(
            "TKV113",
            f"`about` stands alone, not with `{found[0]}`",
            "about",
            hint="write a range with at_least and at_most",
        )
    if tolerance is not None and "about" not in found:
        k.error("TKV113", "`tolerance` goes with `about` only", "tolerance", hint="remove it")
    if not words:
        return None
    bound = Bound(tuple(words))
    return _with_tolerance(k, c, bound, tolerance, unit) if found == ["about"] else bound


def _with_tolerance(k: Fields, c: Context, bound: Bound, tolerance: Quantity | None, unit: Unit | None) -> Bound:
    """`about` with its tolerance: its own, the plan's if it fits, or half a unit of the last printed digit."""
    figure = bound.figures[0]
    if tolerance is not None:
        return attrs.evolve(bound, tolerance=tolerance)
    if isinstance(figure, OpenFigure):
        return bound
    of = figure.unit if isinstance(figure, Quantity) else (figure.plus.unit if figure.plus else unit)
    if c.tolerance is not None and of is not None and adds_to(c.tolerance.unit, of):
        return attrs.evolve(bound, tolerance=c.tolerance)
    if not isinstance(figure, Quantity):
        k.error("TKV102", "`about` a reference needs a `tolerance`", "about", hint="such as tolerance: 0.5 百分点")
        return bound
    half = figure.half or Decimal("0.5")
    taken = Quantity(half, figure.unit, f"{exact.as_text(half)} {figure.unit}", exact.ZERO)
    message = f"`about {figure.text}` has no tolerance: half a unit of its last digit is taken, {taken.text}"
    c.reader.problems.places[f"{k.path}.tolerance"] = k.place_of("about")
    k.error("TKQ501", message, "about", hint="write `tolerance:` and list it in `assumed`", warning=True)
    return attrs.evolve(bound, tolerance=taken, tolerance_assumed=True)


def adds_to(tolerance: Unit, of: Unit) -> bool:
    """Whether a tolerance in one unit may be added to a figure in another."""
    return (of.sort == "share" and tolerance.sort == "point") or tolerance == of or tolerance.fits(of)


# --- the parts of a target -----------------------------------------------------------------------------------------


def _indicator(k: Fields, c: Context, name: str) -> Indicator | None:
    node = k.node("indicator")
    if node is None:
        return None
    if isinstance(node, MappingNode):
        return c.indicators.get(name)
    word = k.problems.attempt(f.text, node, "", about=k.about)
    found = c.indicators.get(word)
    if found is None and word:
        k.error("TKR202", f"there is no indicator {shown(word)}", "indicator", hint=did_you_mean(word, c.indicators))
    return found


def _baseline(k: Fields, c: Context, own: Indicator | None) -> Baseline | None:
    node = k.node("baseline")
    if node is None:
        return None
    b = Fields(node, k.problems, what="`baseline`", path=f"{k.path}.baseline", about=k.about)
    other = None
    if b.has("indicator"):
        word = b.take("indicator", f.text, "")
        other = c.indicators.get(word)
        if other is None and word:
            hint = did_you_mean(word, c.indicators)
            b.error("TKR202", f"there is no indicator {shown(word)}", "indicator", hint=hint)
    made = Baseline(other, b.take("period", f.period, None), b.take("match", _match, None))
    b.close()
    foreign = other is not None and (own is None or other.id != own.id)
    if foreign and made.match is None:
        b.error(
            "TKV115",
            "a baseline of another indicator needs a `match`",
            "indicator",
            hint="match: proxy or match: mismatch",
        )
    if not foreign and made.match is not None:
        b.error(
            "TKV115", "`match` is written only with another indicator; the own one is exact", "match", hint="remove it"
        )
    return made


def _match(node: Node) -> Match:
    found = f.choice(Match)(node)
    if found in (Match.EXACT, Match.NONE):
        raise Wrong(f"`{found}` is found out, never written", code="TKV115", hint="proxy, mismatch, or no `match`")
    return found


def _each(k: Fields, c: Context) -> Group | None:
    def read(node: Node) -> Group:
        if isinstance(node, Sequence):
            members = f.list_of_texts(node)
            twice = next((m for m in members if members.count(m) > 1), None)
            if twice is not None:
                raise Wrong(f"{shown(twice)} stands twice among the members", code="TKR201")
            return Group(members)
        word = f.text(node)
        if word not in c.groups:
            hint = did_you_mean(word, c.groups) or "declare it under `groups`, or write a list of members"
            raise Wrong(f"there is no group {shown(word)}", code="TKR202", hint=hint)
        return c.groups[word]

    return k.take("each", read, None)


def _stretch(k: Fields, c: Context, unit: Unit | None) -> Stretch | None:
    node = k.node("stretch")
    if node is None:
        return None
    s = Fields(node, k.problems, what="`stretch`", path=f"{k.path}.stretch", about=k.about)
    kind = s.take("kind", f.text, "")
    if kind and kind not in c.kinds:
        s.error("TKV110", f"there is no kind {shown(kind)}", "kind", hint=did_you_mean(kind, c.kinds))
    bound = _bound(s, c, unit=unit)
    quote, assumed = s.take("quote", f.texts, ()), s.take("assumed", f.list_of_texts, ())
    s.close()
    if bound is None:
        s.error("TKV102", "`stretch` has no bound", hint="such as stretch: {at_least: 160 亿元}")
        return None
    return Stretch(bound, kind, quote, assumed)


def _checkpoints(k: Fields, c: Context) -> tuple[tuple[Period, Quantity], ...]:
    node = k.node("checkpoints")
    if node is None:
        return ()
    if not isinstance(node, MappingNode):
        k.error(
            "TKV103",
            "checkpoints must be a mapping of period to figure",
            "checkpoints",
            hint="checkpoints: {2023-Q1: 5 个}",
        )
        return ()
    found: list[tuple[Period, Quantity]] = []
    for key, value in node.entries:
        period = k.problems.attempt(f.period, key, None, about=k.about)
        figure = k.problems.attempt(c.reader.quantity, value, None, about=k.about)
        if period is not None and figure is not None:
            f.not_again(k, period, [p for p, _ in found], key)
            found.append((period, figure))
    found.sort(key=lambda pair: pair[0].end)
    return tuple(found)


def _stages(k: Fields, c: Context) -> tuple[Stage, ...]:
    node = k.node("stages")
    if node is None:
        return ()
    s = Fields(node, k.problems, what="`stages`", path=f"{k.path}.stages", about=k.about)
    return tuple(_stage(s, c, name) for name in s.entries)


def _stage(s: Fields, c: Context, name: str) -> Stage:
    key, node = s.entries[name]
    s.problems.attempt(f.identifier, key, "", about=s.about)
    if isinstance(node, Scalar):
        return Stage(name, s.problems.attempt(c.reader.words, node, Text.of(name), about=s.about))
    k = Fields(node, s.problems, what=f"stage {name}", path=f"{s.path}.{name}", about=s.about)
    made = Stage(
        name,
        k.take("title", c.reader.words, Text.of(name)),
        k.take("due", f.day, None),
        k.take("weight", _weight(c), Decimal(1)),
        k.take("takes", c.reader.quantity, None),
    )
    k.close()
    return made


def _weight(c: Context) -> Callable[[Node], Number]:
    def read(node: Node) -> Number:
        word = f.text(node)
        number = word.replace(".", "", 1)
        value = Decimal(word) if number.isascii() and number.isdigit() else c.reader.quantity(node).value
        if isinstance(value, Interval) or value <= 0:
            raise Wrong(f"{shown(word)} is no weight: expected a positive number", code="TKV104")
        return value

    return read


def _bonus(k: Fields) -> tuple[Bonus, ...]:
    def read(node: Node) -> tuple[Bonus, ...]:
        return tuple(one(item) for item in f.items(node))

    def one(node: Node) -> Bonus:
        b = Fields(node, k.problems, what="`bonus`", path=f"{k.path}.bonus", about=k.about)
        keys = ("points", "every", "of", "beyond", "at_most", "once_per")
        made = Bonus(**{key: b.take(key, f.text, "") for key in keys})
        b.close()
        return made

    return k.take("bonus", read, ())


# --- a target ------------------------------------------------------------------------------------------------------


def read_target(name: str, node: Node, c: Context, above: Inherited, section: tuple[str, ...]) -> Target | None:
    """A target, held against its kind. None if it has no kind that exists: nothing else can be said of it then."""
    k = Fields(node, c.reader.problems, what=f"target {name}", path=f"targets.{name}", about=(name,))
    kind_name = k.take("kind", f.text, "", required=True)
    kind = c.kinds.get(kind_name)
    if kind is None:
        if kind_name:
            k.error("TKV110", f"there is no kind {shown(kind_name)}", "kind", hint=_kind_hint(kind_name, c))
        return None
    indicator = _indicator(k, c, name)
    unit = indicator.unit if indicator else None
    quote = k.take("quote", f.texts, ())
    made = Target(
        name,
        kind_name,
        k.take("period", f.period, above.period or c.period),
        k.take("title", c.reader.words, Text.of(quote[0] if quote else name, language=c.reader.language)),
        due=k.take("due", f.due, above.due if kind_name != "cadence" else None),
        indicator=indicator,
        bound=_bound(k, c, unit=unit),
        stretch=_stretch(k, c, unit),
        baseline=_baseline(k, c, indicator),
        throughout=k.take("throughout", f.yes, default=False),
        since=k.take("since", f.day, None),
        checkpoints=_checkpoints(k, c),
        each=_each(k, c),
        slice=k.take("for", f.text, ""),
        including=k.take("including", f.list_of_texts, ()),
        after=k.take("after", f.text, ""),
        stages=_stages(k, c),
        evidence=k.take("evidence", f.text, ""),
        every=k.take("every", f.choice(Every), None),
        day=k.take("day", _day_of_month, None),
        parts=k.take("parts", f.names, ()),
        grade=k.take("grade", f.choice(Grade), above.grade),
        yields_to=k.take("yields_to", f.text, ""),
        owner=k.take("owner", f.some_texts, above.owner),
        support=k.take("support", f.some_texts, above.support),
        rating=k.take("rating", f.text, above.rating),
        weight=k.take("weight", f.text, ""),
        bonus=_bonus(k),
        quote=quote,
        lead=k.take("lead", f.text, above.lead),
        label=k.take("label", f.text, ""),
        note=k.take("note", f.text, ""),
        assumed=k.take("assumed", f.list_of_texts, ()),
        parameters=_parameters(k, kind_name),
        section=section,
    )
    k.close(also_known=TARGET_KEYS)
    _against_kind(k, made, kind, c)
    return made


def _parameters(k: Fields, kind: str) -> tuple[tuple[str, str], ...]:
    def read(node: Node) -> tuple[tuple[str, str], ...]:
        if "." not in kind:
            raise Wrong(f"`with` is for plugins' kinds; {kind} is built in", code="TKV111", hint="remove it")
        if not isinstance(node, MappingNode):
            raise Wrong("expected a mapping of the kind's own keys")
        return tuple((key.text, f.text(value)) for key, value in node.entries)

    return k.take("with", read, ())


def _kind_hint(name: str, c: Context) -> str:
    namespace, dot, _ = name.partition(".")
    if dot and namespace not in c.uses:
        return f"add `{namespace}` to `uses` at the top of the plan"
    return did_you_mean(name, c.kinds)


def _day_of_month(node: Node) -> int:
    number = f.whole(node)
    most = 31
    if not 1 <= number <= most:
        raise Wrong(f"{number} is no day of a month: expected 1 to {most}", code="TKV104")
    return number


# --- a target against its kind -------------------------------------------------------------------------------------


def _against_kind(k: Fields, t: Target, kind: Kind, c: Context) -> None:
    for key in kind.refuses:
        if k.has(key):
            k.error("TKV111", f"kind `{t.kind}` has no `{key}`", key, hint="remove it, or choose another kind")
    for key in kind.requires:
        if not k.has(key):
            k.error("TKV102", f"kind `{t.kind}` needs `{key}`", "kind", hint=_REQUIRED.get(key, ""))
    if kind.bounded:
        _bounded(k, t, kind)
    elif t.kind == "milestone" and not (k.has("quote") or k.has("title")):
        k.error("TKV102", "a milestone needs a `quote` or a `title`: what is reached?", "kind")
    if t.due is not None and t.due.until < t.opens:
        k.error("TKT402", f"it is due on {t.due.until}, before its period begins on {t.opens}", "due")
    if t.period.end < c.period.start:
        message = f"its period {t.period} is over before the plan's period {c.period} begins"
        k.error("TKT403", message, "period", hint="a promise for an earlier period belongs in that period's plan")
    if t.since is not None and t.since > t.period.end:
        k.error("TKT402", f"`since` {t.since} is after the end of its period, {t.period.end}", "since")


_REQUIRED: Final = {
    "every": "every: day, week, month, quarter, half or year",
    "parts": "parts: [ids of targets]",
}


def _bounded(k: Fields, t: Target, kind: Kind) -> None:
    if not k.has("indicator"):
        k.error("TKV102", f"kind `{t.kind}` needs an `indicator`", "kind", hint="name one, or write it inline")
    if not any(k.has(word) for word in BOUND_WORDS):
        words = ", ".join(BOUND_WORDS)
        k.error("TKV102", f"kind `{t.kind}` needs a bound", "kind", hint=f"one of {words}, such as at_least: 16%")
    indicator = t.indicator
    if indicator is None or t.bound is None:
        return
    if kind.sorts and (indicator.unit is None or indicator.unit.sort not in kind.sorts):
        has = f"is in {indicator.unit} ({indicator.unit.sort})" if indicator.unit else "has no unit"
        message = f"kind `{t.kind}` needs a unit of {' or '.join(kind.sorts)}; indicator {indicator.id} {has}"
        k.error("TKV116", message, "kind", hint=_kind_for(indicator.unit))
        return
    for word, figure in t.bound.words:
        _figure_fits(k, t, word, figure)
    if t.bound.tolerance is not None and k.has("tolerance"):
        _tolerance_fits(k, t, t.bound)
    for period, figure in t.checkpoints:
        _figure_fits(k, t, "checkpoints", figure, what=f"the checkpoint of {period}")
    _not_empty(k, t)


def _kind_for(unit: Unit | None) -> str:
    if unit is None:
        return "give the indicator a `unit`; without one only growth and decline in % can be promised"
    fitting = {"count": "count", "share": "ratio", "per": "ratio", "rank": "rank"}.get(unit.sort, "amount")
    return f"kind: {fitting}" if unit.sort != "point" else ""


def _figure_fits(k: Fields, t: Target, key: str, figure: Figure, *, what: str = "") -> None:
    quantity = figure.plus if isinstance(figure, Reference) else figure
    if not isinstance(quantity, Quantity) or t.indicator is None:
        return
    unit = t.indicator.unit
    what = what or f"`{key}`"
    if t.kind in ("growth", "decline"):
        if isinstance(quantity.value, Interval) or (quantity.value < 0 and not isinstance(figure, Reference)):
            hint = "a fall is kind: decline with a positive figure" if t.kind == "growth" else "a rise is kind: growth"
            k.error("TKV112", f"{what} of a {t.kind} is never negative", key, hint=hint)
        if quantity.unit.sort in ("share", "point"):
            if (
                quantity.unit.sort == "point"
                and unit is not None
                and unit.sort != "share"
                and isinstance(figure, Quantity)
            ):
                message = f"{what} is in percentage points, but indicator {t.indicator.id} is in {unit}, no share"
                k.error("TKU303", message, key, hint="a rise in % of the base is written with %")
            return
        if unit is None:
            message = f"{what} is in {quantity.unit}, but indicator {t.indicator.id} has no unit"
            k.error("TKU303", message, key, hint="give the indicator a unit, or promise growth in %")
            return
    if unit is not None:
        try:
            in_unit(quantity, unit)
        except (UnitError, QuantityError) as error:
            message = f"{what} does not fit indicator {t.indicator.id}: {error.message}"
            k.error("TKU303", message, key)


def _tolerance_fits(k: Fields, t: Target, bound: Bound) -> None:
    """Whether a tolerance may be added to its figure; of a rate of growth it is in percentage points (or in %)."""
    figure, tolerance = bound.figures[0], bound.tolerance
    if tolerance is None or isinstance(figure, OpenFigure):
        return
    of = figure.unit if isinstance(figure, Quantity) else figure.plus.unit if figure.plus else None
    if t.kind not in ("growth", "decline") or (of is not None and of.sort not in ("share", "point")):
        _figure_fits(k, t, "tolerance", tolerance)
    elif tolerance.unit.sort not in ("share", "point"):
        message = f"`tolerance` is in {tolerance.unit}, but the {t.kind} in {of or '%'}"
        k.error("TKU303", message, "tolerance", hint="such as tolerance: 0.5 百分点")


def _not_empty(k: Fields, t: Target) -> None:
    """Whether some value can keep the bound."""
    if t.bound is None or t.indicator is None:
        return
    try:
        t.bound.goal(Better.NEITHER, unit=None if t.kind in ("growth", "decline") else t.indicator.unit)
    except ValueError:
        words = [word for word, _ in t.bound.words]
        if len(words) > 1:
            k.error("TKV114", f"no value is both {words[0]} and {words[1]} these figures", words[1])


# --- commitments ---------------------------------------------------------------------------------------------------


def read_commitment(name: str, node: Node, c: Context, above: Inherited, section: tuple[str, ...]) -> Commitment:
    """A narrative promise."""
    k = Fields(node, c.reader.problems, what=f"commitment {name}", path=f"commitments.{name}", about=(name,))
    quote = k.take("quote", f.texts, ())
    made = Commitment(
        name,
        k.take("title", c.reader.words, Text.of(quote[0] if quote else name, language=c.reader.language)),
        k.take("period", f.period, above.period or c.period),
        quote=quote,
        lead=k.take("lead", f.text, above.lead),
        evidence=k.take("evidence", f.text, ""),
        see=k.take("see", f.names, ()),
        after=k.take("after", f.text, ""),
        due=k.take("due", f.due, above.due),
        grade=k.take("grade", f.choice(Grade), above.grade),
        owner=k.take("owner", f.some_texts, above.owner),
        support=k.take("support", f.some_texts, above.support),
        rating=k.take("rating", f.text, ""),
        label=k.take("label", f.text, ""),
        note=k.take("note", f.text, ""),
        assumed=k.take("assumed", f.list_of_texts, ()),
        section=section,
    )
    if not (k.has("quote") or k.has("title")) and k.is_mapping:
        k.error("TKV102", f"commitment {name} needs a `quote` or a `title`")
    bound = next((word for word in BOUND_WORDS if k.has(word)), "")
    if bound:
        k.error(
            "TKV111", f"a commitment has no bound; `{bound}` makes it a target", bound, hint="move it under `targets`"
        )
    k.close(also_known=BOUND_WORDS)
    return made
