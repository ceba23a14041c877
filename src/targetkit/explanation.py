"""Explanations: why a promise stands where it stands, with arithmetic that a clerk can follow with a calculator."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, TypeAlias

import attrs

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.book import Observation
from targetkit.errors import QuantityError, UnitError
from targetkit.exact import INFINITY, ZERO, Number
from targetkit.indicator import Match, Measure
from targetkit.interval import Interval, Value
from targetkit.period import Period
from targetkit.status import BESIDE, RANK, Reason, Status
from targetkit.target import Bound, Figure, Goal, OpenFigure, Reference, Target, Word
from targetkit.trajectory import Clock, Path, Point, Trajectory, elapsed, line
from targetkit.units import Quantity, builtin
from targetkit.wording import (
    COUNTERS,
    GLOSSARY,
    amount,
    clean,
    computed,
    day,
    language,
    limits,
    number,
    say,
    share,
    with_unit,
)

__all__ = ["attained_text", "bound_text", "completion_of", "explain", "period_text", "required_text"]

_Lines: TypeAlias = Iterator[str]

_HUNDRED: Final = exact.simplest(100)
_SHOWN: Final = 12
_MOVING: Final = (Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK, Status.INDETERMINATE)
_LINES: Final = {"pace": ("0 百分点", "-10 百分点"), "attainment": ("100%", "80%")}
"""The `at_risk` and `off_track` lines of the built-in methods where their parameters do not say."""


def explain(assessment: Assessment, *, lang: str | None = None) -> str:
    """Why a promise stands where it stands.

    Args:
        assessment: What was judged.
        lang: `zh` or `en`; None for Chinese.

    Returns:
        Plain text of several lines: the verdict in one sentence, what was promised, the arithmetic with its numbers
        and units, what would change the verdict, the observations used, and the rule. Computed figures are exact
        and marked ≈ where they had to be shortened; shares have one decimal.
    """
    a = assessment
    name = " ".join(filter(None, (a.target.label, a.target.title.say(language(lang)))))
    found = [clean(name), _verdict(a, lang)]
    if a.known != a.as_of:
        found.append(say("explain.only_known", lang, day=day(a.known, lang)) + say("explain.stop", lang))
    for heading, lines in (
        ("promise", _promise(a, lang)),
        ("lacking", _lacking(a, lang)),
        ("arithmetic", _arithmetic(a, lang)),
        ("flip", _flip(a, lang)),
        ("parts", _parts(a, lang)),
        ("data", _data(a, lang)),
        ("rule", _rule(a, lang)),
    ):
        body = [f"  {text}" for text in lines]
        if body:
            found += ["", say(f"explain.head.{heading}", lang), *body]
    if a.stretch is not None:
        found += ["", *_stretch(a.stretch, lang)]
    return "\n".join(found) + "\n"


def _item(key: str, words: str, lang: str | None) -> str:
    return f"{say(f'explain.{key}', lang)}{say('explain.colon', lang)}{words}"


def _aside(words: str, lang: str | None) -> str:
    return say("explain.aside", lang, words=words) if words else ""


def _listed(words: list[str], lang: str | None, *, by: str = "list") -> str:
    return say(f"explain.{by}", lang).join(words)


# --- words for periods, bounds and figures -------------------------------------------------------------------------


def period_text(period: Period, lang: str | None = None) -> str:
    """A period in a sentence: `2023年1—6月`, `January to June 2023`."""
    english = language(lang) == "en"
    months, start, end = period.whole_months, period.start, period.end
    if months == 12 and start.month == 1:  # noqa: PLR2004 - a year
        return str(start.year) if english else f"{start.year}年"
    if months is not None and start.year == end.year:
        first, last = (day(d, lang).split(" ")[1] if english else str(d.month) for d in (start, end))
        if english:
            return f"{first} {end.year}" if months == 1 else f"{first} to {last} {end.year}"
        return f"{end.year}年{first}月" if months == 1 else f"{end.year}年{first}—{last}月"
    if start == end:
        return day(start, lang)
    return f"{day(start, lang)} to {day(end, lang)}" if english else f"{day(start, lang)}至{day(end, lang)}"


def _quantity_text(q: Quantity, lang: str | None) -> str:
    """As written, but for measure words and points, which each language has its own way with."""
    own = q.unit.name in (*COUNTERS, "百分点") and not isinstance(q.value, Interval)
    return amount(q.value, q.unit.name, lang) if own else clean(q.text)


def _figure_text(figure: Figure, lang: str | None, *, growth: bool = False) -> str:
    if isinstance(figure, Quantity):
        return _quantity_text(figure, lang)
    if isinstance(figure, OpenFigure):
        return say("explain.open_figure", lang, why=clean(figure.why))
    of = clean(figure.of.title.say(language(lang)))
    when = f" {figure.period}" if figure.period else ""
    text = say("explain.reference.growth" if growth else "explain.reference", lang, of=of, period=when)
    plus = figure.plus
    return text if plus is None else say("explain.reference.plus", lang, of=text, plus=_quantity_text(plus, lang))


def bound_text(bound: Bound, lang: str | None = None, *, growth: bool = False) -> str:
    """A bound in words, as it is written: `不少于 27 个`, `at least 16%`.

    Args:
        bound: The bound.
        lang: `zh` or `en`; None for Chinese.
        growth: Whether a series that it refers to is meant with its growth.
    """
    found = []
    for word, figure in bound.words:
        text = _figure_text(figure, lang, growth=growth)
        key = _word_key(word, figure)
        gap = " " if language(lang) == "en" or text[:1].isascii() else ""
        found.append(f"{say(key, lang)}{gap}{text}")
    text = _listed(found, lang, by="comma")
    if bound.tolerance is not None:
        text += _aside(say("explain.tolerance", lang, figure=bound.tolerance.text), lang)
    return text


def _word_key(word: Word, figure: Figure) -> str:
    """The bound word that goes with what is counted."""
    unit = figure.unit if isinstance(figure, Quantity) else None
    if unit is not None and unit.sort == "rank" and word == "at_most":
        return "at_most.rank"
    counted = unit is not None and unit.name in COUNTERS and word in ("at_least", "less_than")
    return f"{word}.count" if counted else word


def _rate(target: Target) -> Quantity | None:
    """The one promised rate of change in %, if it is that."""
    if target.kind not in ("growth", "decline") or target.bound is None or len(target.bound.words) != 1:
        return None
    figure = target.bound.figures[0]
    return figure if isinstance(figure, Quantity) and figure.unit.name == "%" else None


def required_text(a: Assessment, lang: str | None = None) -> str:
    """What is required, short: `≥ 132.6692 亿元 (+16%)`, `3–5 个`; of a milestone by when; `-` if there is nothing."""
    t = a.target
    if t.kind == "milestone":
        due = t.due.until if t.due else t.period.end
        return say("table.by", lang, day=due.isoformat())
    if t.kind == "cadence" and t.every is not None:
        return say("table.intervals", lang, every=say(t.every, lang), n=computed(a.required or ZERO))
    if t.bound is None:
        key = "table.any_part" if t.kind == "any_of" else "table.all_parts"
        return say(key, lang, n=len(a.parts)) if a.parts else "-"
    if a.goal is None or _is_lead(t):
        return _required_as_written(t, t.bound, lang)
    text, rate = limits(a.goal.keeps, a.unit, lang), _rate(t)
    return text if rate is None or a.unit == "%" else f"{text} ({_change(t, clean(rate.text))})"


def _required_as_written(t: Target, bound: Bound, lang: str | None) -> str:
    """The bound with signs, where no figure could be computed from it."""
    text = _written(bound, lang)
    if t.each is not None and not t.slice:
        return say("table.each", lang, limits=text)
    return say("table.falls", lang, limits=text) if t.kind == "decline" else _change(t, text)


def _change(target: Target, text: str) -> str:
    """A change with its sign."""
    sign = {"growth": "+", "decline": "-"}.get(target.kind, "")
    at = next((i for i, c in enumerate(text) if c.isdigit()), None)
    if not sign or at is None or _is_lead(target) or text[max(0, at - 1)] in "+-":
        return text
    return text[:at] + sign + text[at:]


def _is_lead(target: Target) -> bool:
    reference = target.bound.reference if target.bound else None
    return reference is not None and reference.period is None


_SIGNS: Final = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "about": "≈"}


def _written(bound: Bound, lang: str | None) -> str:
    """A bound with signs, as written."""
    found = []
    for word, figure in bound.words:
        if isinstance(figure, OpenFigure):
            text = say("table.open", lang)
        elif isinstance(figure, Reference):
            text = clean(figure.of.title.say(language(lang)))
            text += f" + {figure.plus.text}" if figure.plus else ""
        else:
            text = amount(figure.value, figure.unit.name, lang)
        found.append(f"{_SIGNS[word]} {text}")
    return ", ".join(found)


def value_text(a: Assessment, value: Value, lang: str | None = None) -> str:
    """A value of the trajectory with its unit; the completion of a milestone in %, kept intervals as a number."""
    if a.target.kind == "milestone" and not isinstance(value, Interval):
        return share(exact.mul(value, _HUNDRED))
    if a.target.kind == "cadence":
        return say("table.kept", lang, n=number(value))
    if isinstance(value, Interval) or value == a.attained:
        return amount(value, a.unit, lang)
    return with_unit(computed(value), a.unit, lang)


def attained_text(a: Assessment, lang: str | None = None) -> str:
    """What is attained, short; `-` if nothing was seen."""
    if a.parts:
        kept = sum(part.status is Status.ACHIEVED for _, part in a.parts)
        return say("table.kept_of", lang, n=kept, all=len(a.parts) + a.unnamed)
    value = a.attained
    if value is None:
        return "-"
    if a.target.kind == "milestone" and not isinstance(value, Interval) and value in (0, 1):
        return say("table.done" if value else "table.not_done", lang)
    unit = a.unit or (a.target.indicator.unit.name if a.target.indicator and a.target.indicator.unit else "")
    return value_text(a, value, lang) if a.trajectory else amount(value, unit, lang)


# --- the verdict ---------------------------------------------------------------------------------------------------


def _verdict(a: Assessment, lang: str | None) -> str:
    if a.reason is Reason.CANNOT_CHANGE and a.status is Status.ACHIEVED:
        opening = say("explain.verdict.early", lang)
    elif a.reason is Reason.CANNOT_CHANGE:
        opening = say("explain.verdict.lost", lang)
    else:
        opening = say("explain.verdict", lang, status=say(a.status, lang), reason=say(a.reason, lang))
    figures = list(_figures(a, lang))
    text = (
        opening[:1].upper()
        + opening[1:]
        + (say("explain.colon", lang) + _listed(figures, lang, by="comma") if figures else "")
    )
    return text + say("explain.stop", lang)


def _figures(a: Assessment, lang: str | None) -> _Lines:
    """The figures of the verdict: attained by when, completion, ahead or behind."""
    point = a.point
    if a.parts or point is None:
        return
    when = day(point.day, lang)
    if a.target.kind == "milestone" and point.value in (0, 1):
        yield say("explain.is_done" if point.value else "explain.is_not_done", lang, day=when)
        return
    yield say(f"explain.by_then{_manner(a)}", lang, day=when, attained=attained_text(a, lang))
    done = completion_of(a)
    if done is not None and a.target.kind != "milestone":
        yield say("explain.completed", lang, share=share(done))
    found = _course(a)
    if found is not None and a.gap is not None and found.path.origin != "level" and a.status in _MOVING:
        calendar = found.path.origin == "line" and found.path.nodes[0][1] == 0
        path = say("explain.path.calendar" if calendar else "explain.path.other", lang)
        more, less = (
            ("ahead", "behind") if a.judgement.standing and a.judgement.standing.side > 0 else ("under", "over")
        )
        key = more if a.gap > 0 else less if a.gap < 0 else "level"
        yield say(f"explain.{key}", lang, path=path, gap=share(exact.size(a.gap)).rstrip("%"))


def _manner(a: Assessment) -> str:
    """Which sentence says where it stands: a lead, a rate, a cap, or what is attained."""
    if _is_lead(a.target):
        return ".lead"
    if _in_rates(a):
        return ".rate"
    return ".cap" if a.goal is not None and a.goal.side < 0 else ""


def _in_rates(a: Assessment) -> bool:
    return a.target.kind in ("growth", "decline") and a.unit in ("%", "百分点")


def completion_of(a: Assessment) -> Number | None:
    """The completion in %, where it is worth showing: a rate of growth is no part of another."""
    return None if _in_rates(a) or _is_lead(a.target) else a.completion


# --- what was promised ---------------------------------------------------------------------------------------------


def _promise(a: Assessment, lang: str | None) -> _Lines:
    t = a.target
    quote = _listed([say("explain.quoted", lang, words=clean(words)) for words in t.quote], lang, by="list")
    if quote:
        under = say("explain.lead_words", lang, words=clean(t.lead)) if t.lead else ""
        yield _item("quote", quote + _aside(under, lang), lang)
    yield _item("kind", _kind(t, lang), lang)
    if t.bound is not None:
        yield _item("bound", _promised(t, lang), lang)
    unit = a.unit or (t.indicator.unit.name if t.indicator and t.indicator.unit else "")
    if language(lang) == "en" and unit in GLOSSARY:
        yield _item("unit", f"{unit} = {GLOSSARY[unit]}", lang)
    if t.grade is not None:
        yield _item("grade", say(t.grade, lang), lang)
    if t.due is not None and t.due.since is not None:
        since = day(t.due.since, lang)
        yield _item("deadline", say("explain.due.range", lang, since=since, day=day(t.due.until, lang)), lang)
    else:
        yield _item("deadline", say("explain.due", lang, day=day(t.deadline, lang)), lang)
    if t.owner:
        yield _item("owner", _listed([clean(o) for o in t.owner], lang), lang)
    if t.assumed:
        yield _item("assumed", ", ".join(t.assumed), lang)
    if t.yields_to:
        yield _item("yields", say("table.yields_to", lang, other=t.yields_to), lang)


def _kind(t: Target, lang: str | None) -> str:
    try:
        name = say(f"kind.{t.kind}", lang)
    except KeyError:
        return t.kind
    return f"{name}{_aside(say(t.every, lang), lang)}" if t.every is not None else name


def _promised(t: Target, lang: str | None) -> str:
    """The bound in words with everything that belongs to it."""
    bound = t.bound or Bound(())
    text = bound_text(bound, lang, growth=t.kind in ("growth", "decline"))
    if t.kind == "growth" and _is_lead(t):
        text = say("explain.rises.lead", lang, bound=text)
    elif t.kind in ("growth", "decline"):
        key = "rises" if t.kind == "growth" else "falls"
        base = t.baseline.period if t.baseline else None
        yearly = base is None or base == t.period.year_earlier()
        text = (
            say(f"explain.{key}", lang, bound=text)
            if yearly or base is None
            else say(f"explain.{key}.from", lang, bound=text, period=period_text(base, lang))
        )
    extra = [say("explain.throughout", lang)] if t.throughout else []
    if t.each is not None:
        extra.append(say("explain.for_each", lang))
    return text + _aside(_listed(extra, lang), lang)


# --- the arithmetic ------------------------------------------------------------------------------------------------


def _equals(expression: str, result: Number, a: Assessment, lang: str | None) -> str:
    """`expression = result unit`, with ≈ where the result does not close."""
    sign = "=" if isinstance(result, Decimal) else "≈"
    shown = value_text(a, result, lang)
    return f"{expression} {sign} {shown}" if expression else shown


def _arithmetic(a: Assessment, lang: str | None) -> _Lines:
    t, goal = a.trajectory, a.goal
    if t is None or goal is None or a.parts:
        return
    if a.target.kind == "milestone" and (a.attained is None or a.attained in (0, 1)):
        return
    if t.start is not None and a.target.kind in ("growth", "decline"):
        yield _item("baseline", _baseline(a, t, lang), lang)
    yield from _required(a, goal, lang)
    point = a.point
    if point is not None:
        when = _aside(say("explain.attained.day", lang, day=day(point.day, lang)), lang)
        key = "done_share" if a.target.kind == "milestone" else "actual" if goal.side < 0 else "attained"
        yield _item(key, value_text(a, point.value, lang) + when, lang)
        yield from _completion(a, goal, point.value, lang)
    if t.deadline is not None and a.target.kind not in ("milestone", "cadence"):
        yield from _calendar(a, t, t.deadline, lang)
    if a.status in _MOVING:
        yield from _pace(a, lang)
        yield from _run_rate(a, t, lang)


def _baseline(a: Assessment, t: Trajectory, lang: str | None) -> str:
    start = t.start
    if start is None:
        return ""
    of = start.evidence[0] if start.evidence else None
    given = a.target.baseline
    match = (given.match if given else None) or Match.EXACT
    finality = [say(of.status, lang)] if of is not None and of.status is not None else []
    words = [*([period_text(of.period, lang)] if of else []), *finality, say(match, lang)]
    return amount(start.value, a.unit, lang) + _aside(_listed(words, lang, by="comma"), lang)


def _required(a: Assessment, goal: Goal, lang: str | None) -> _Lines:
    if a.target.kind == "milestone":
        return
    expression = _base_expression(a, goal.edge)
    if expression:
        yield _item("limit" if goal.side < 0 else "required", _equals(expression, goal.edge, a, lang), lang)
        if goal.side == 0 and goal.keeps.hi != goal.keeps.lo:
            yield _item("upper", value_text(a, goal.keeps.hi, lang), lang)
    else:
        text = limits(goal.keeps, a.unit, lang) if a.target.kind != "cadence" else value_text(a, goal.edge, lang)
        yield _item("limit" if goal.side < 0 else "required", text, lang)


def _base_expression(a: Assessment, edge: Number) -> str:
    """`base × (1 + rate)` or `base + rise`, if that is how the required figure came about."""
    start = a.trajectory.start if a.trajectory else None
    bound = a.target.bound
    if start is None or isinstance(start.value, Interval) or bound is None or len(bound.words) != 1:
        return ""
    figure, sign = bound.figures[0], "-" if a.target.kind == "decline" else "+"
    if not isinstance(figure, Quantity) or isinstance(figure.value, Interval):
        return ""
    step = exact.neg(figure.value) if sign == "-" else figure.value
    base, rise = start.value, clean(figure.text)
    if exact.mul(base, exact.add(exact.simplest(1), exact.div(step, _HUNDRED))) == edge and figure.unit.name == "%":
        return f"{number(base)} × (1 {sign} {rise})"
    if exact.add(base, step) == edge:
        return f"{number(base)} {sign} {number(figure.value)}"
    return ""


def _sign(x: Number) -> str:
    """`=` before a share that its printed decimals give in full, else `≈`."""
    return "=" if Decimal(share(x).rstrip("%")) == x else "≈"


def _completion(a: Assessment, goal: Goal, value: Value, lang: str | None) -> _Lines:
    done, percent = completion_of(a), "%" if a.unit == "%" else ""
    if done is not None and a.target.kind != "milestone":
        expression = f"{number(value)}{percent} ÷ {computed(goal.edge)}{percent}"
        yield _item("completion", f"{expression} {_sign(done)} {share(done)}", lang)


def _calendar(a: Assessment, t: Trajectory, deadline: dt.date, lang: str | None) -> _Lines:
    if a.calendar is None:
        return
    span = Period(min(t.opens, deadline), deadline)
    on = min(a.point.day if a.point else a.as_of, deadline)
    if span.whole_months is not None:
        gone, whole, unit = span.months_elapsed(on), span.whole_months, "months"
    else:
        gone, whole, unit = max(0, (on - span.start).days + 1), span.days, "days"
    gone_by = exact.div(exact.simplest(100 * gone), exact.simplest(whole))
    later = say("explain.calendar.later", lang, share=share(a.calendar)) if gone_by != a.calendar else ""
    expression = say(f"explain.calendar.{unit}", lang, gone=gone, whole=whole)
    yield _item("calendar", f"{expression} {_sign(gone_by)} {share(gone_by)}{_aside(later, lang)}", lang)


@attrs.frozen
class _Course:
    """How the expected value came about."""

    path: Path
    expression: str


def _course(a: Assessment) -> _Course | None:
    """The path that the method compared with, found by its value on the day of the reading."""
    t, point = a.trajectory, a.point
    if t is None or t.path is None or point is None or a.expected is None or a.evaluator == "attainment":
        return None
    paths = [t.path, *t.others]
    if t.goal is not None and t.deadline is not None and t.path.origin != "level":
        paths += [line(t.path.nodes[0], (t.deadline, t.goal.edge), clock=clock) for clock in (Clock.MONTHS, Clock.DAYS)]
    path = next((p for p in paths if p.at(point.day) == a.expected), None)
    return None if path is None else _Course(path, _on_path(a, path, point.day))


def _on_path(a: Assessment, path: Path, on: dt.date) -> str:
    """What a clerk types to get the expected value; empty where there is nothing to compute."""
    nodes = path.nodes
    if path.origin == "profile":
        rate, sign = _rate(a.target), "-" if a.target.kind == "decline" else "+"
        base = a.trajectory.start.value if a.trajectory and a.trajectory.start else None
        value, goal = path.at(on), a.required
        if rate is None or value is None or not goal or base is None or isinstance(base, Interval):
            return ""
        return f"{computed(exact.div(exact.mul(value, base), goal))} × (1 {sign} {clean(rate.text)})"
    if path.between != "line" or not nodes[0][0] < on < nodes[-1][0]:
        return ""
    before = max((node for node in nodes if node[0] <= on), key=lambda node: node[0])
    after = min((node for node in nodes if node[0] > on), key=lambda node: node[0])
    gone, whole = elapsed(before[0], on, path.clock), elapsed(before[0], after[0], path.clock)
    if not gone:
        return ""
    if not before[1]:
        return f"{computed(after[1])} × {gone} ÷ {whole}"
    return f"{computed(before[1])} + ({computed(after[1])} - {computed(before[1])}) × {gone} ÷ {whole}"


def _pace(a: Assessment, lang: str | None) -> _Lines:
    """The expected value on the reading's own day, and the distance from it."""
    expected, found, point, standing = a.expected, _course(a), a.point, a.judgement.standing
    if expected is None or found is None or point is None or standing is None:
        return
    origin = found.path.origin
    words = "" if origin == "line" else _aside(say(f"explain.expected.{origin}", lang), lang)
    key = "expected" if standing.side > 0 else "expected.cap"
    yield _item(key, _equals(found.expression, expected, a, lang) + words, lang)
    if a.gap is None or isinstance(point.value, Interval):
        return
    closes = isinstance(expected, Decimal) or not found.expression
    pair = [number(point.value), computed(expected) if closes else found.expression]
    sign = "+" if a.gap > 0 else ""
    points = say("explain.gap.points", lang, figure=sign + share(a.gap).rstrip("%"))
    scale = exact.div(*standing.scale)
    ahead = " - ".join(pair if standing.side > 0 else reversed(pair))
    expression = ahead if scale == _HUNDRED and a.unit in ("%", "百分点") else f"({ahead}) ÷ {computed(scale)} × 100"
    if a.target.kind in ("milestone", "cadence"):
        yield _item("gap", points, lang)
        return
    yield _item("gap", f"{expression} {_sign(a.gap)} {points}", lang)


def _run_rate(a: Assessment, t: Trajectory, lang: str | None) -> _Lines:
    point, rate, goal = a.point, a.run_rate, a.goal
    if (
        rate is None
        or goal is None
        or point is None
        or t.path is None
        or t.deadline is None
        or a.target.kind in ("milestone", "cadence")
    ):
        return
    left = elapsed(point.day, t.deadline, t.path.clock)
    clock = say(t.path.clock.value, lang)
    head = say("explain.run_rate", lang, clock=clock) + say("explain.colon", lang)
    yield head + _equals(f"({computed(goal.edge)} - {number(point.value)}) ÷ {left}", rate, a, lang)


# --- what is lacking -----------------------------------------------------------------------------------------------


def _lacking(a: Assessment, lang: str | None) -> _Lines:
    if a.status in RANK or a.status is Status.NARRATIVE:
        return
    if a.parts and a.reason is not Reason.MEMBERS_MISSING:
        yield say("advice.missing_part", lang)
        return
    detail = a.lacking.detail if a.lacking else ""
    key = f"advice.{a.reason.value}"
    if a.reason is Reason.REFERENCE_MISSING and a.target.bound is not None and a.target.bound.is_open:
        key = "advice.open"
    try:
        say(key, lang)
    except KeyError:
        return
    fault = a.fault
    failed = ": ".join(filter(None, (fault.plugin, fault.message))) if fault else ""
    yield say(
        key,
        lang,
        detail=clean(detail),
        record=_record(a, lang),
        record_detail=_record_detail(a, detail, lang),
        name=_address(a.target),
        opens=day(a.target.opens, lang),
        after=clean(a.target.after),
        unnamed=a.unnamed,
        fault=clean(failed) or say(Reason.PLUGIN_FAILED, lang),
    )


def _address(t: Target) -> str:
    """Where its readings stand; a target without an indicator keeps them under its own id."""
    return clean(t.address)


def _record(a: Assessment, lang: str | None) -> str:
    """Which reading to record under which name."""
    t = a.target
    if t.kind == "milestone":
        return say("advice.record.event", lang, name=_address(t))
    unit = t.indicator.unit.name if t.indicator and t.indicator.unit else "%" if t.indicator else ""
    span = Period(min(t.opens, t.deadline), t.deadline)
    if not (t.indicator and t.indicator.measure is Measure.FLOW) and a.as_of > t.deadline:
        span = Period(t.deadline, t.deadline)
    return _record_as(_address(t), period_text(span, lang), unit, lang)


def _record_as(name: str, period: str, unit: str, lang: str | None) -> str:
    words = say("advice.record.unit", lang, unit=unit) if unit else ""
    return say("advice.record", lang, name=name, period=period, unit=words)


def _record_detail(a: Assessment, detail: str, lang: str | None) -> str:
    """The same for the baseline or the reference that a kind names in its detail, such as `gross-output 2022`."""
    name, _, period = detail.partition(" ")
    t = a.target
    own = t.indicator is not None and name == t.indicator.id
    try:
        words = period_text(Period.parse(period), lang) if period else period_text(t.period, lang)
    except ValueError:
        words = clean(period)
    unit = t.indicator.unit.name if own and t.indicator and t.indicator.unit else ""
    return _record_as(_address(t) if own else clean(name), words, unit, lang)


# --- what would change the verdict ---------------------------------------------------------------------------------


def _flip(a: Assessment, lang: str | None) -> _Lines:
    goal = a.goal
    if goal is None or a.parts or a.point is None or a.target.kind in ("milestone", "cadence"):
        return
    if a.status in (Status.ACHIEVED, Status.MISSED):
        other = Status.MISSED if a.status is Status.ACHIEVED else Status.ACHIEVED
        values = _outside(goal, a.unit, lang) if a.status is Status.ACHIEVED else limits(goal.keeps, a.unit, lang)
        yield say("explain.flip.revised", lang, limits=values, status=say(other, lang))
    elif a.status in RANK:
        yield from _flips_of_way(a, lang)
        if a.trajectory and a.trajectory.path and a.trajectory.path.origin != "level":
            yield say("explain.flip.goal", lang, limits=limits(goal.keeps, a.unit, lang))
    if a.status in RANK:
        yield from _rounding(a, goal, a.point, lang)


def _outside(goal: Goal, unit: str, lang: str | None) -> str:
    """The numbers that break the promise."""
    keeps, found = goal.keeps, []
    if keeps.lo != exact.neg(INFINITY):
        found.append(limits(Interval(exact.neg(INFINITY), keeps.lo, hi_open=not keeps.lo_open), unit, lang))
    if keeps.hi != INFINITY:
        found.append(limits(Interval(keeps.hi, INFINITY, lo_open=not keeps.hi_open), unit, lang))
    return f" {say('table.or', lang)} ".join(found)


def _flips_of_way(a: Assessment, lang: str | None) -> _Lines:
    """The values of the reading at which the method's answer changes."""
    edges = _edges(a)
    standing = a.judgement.standing
    if edges is None or standing is None:
        return
    (risk, off), up = edges, standing.side > 0
    better, worse = ("reach", "below") if up else ("within", "above")
    found = {
        Status.ON_TRACK: ((worse, risk, Status.AT_RISK), (worse, off, Status.OFF_TRACK)),
        Status.AT_RISK: ((better, risk, Status.ON_TRACK), (worse, off, Status.OFF_TRACK)),
        Status.OFF_TRACK: ((better, off, Status.AT_RISK), (better, risk, Status.ON_TRACK)),
    }[a.status]
    for way, edge, status in found:
        if status is Status.AT_RISK and risk == off:
            continue
        words = say(f"explain.flip.{way}", lang, figure=with_unit(computed(edge), a.unit, lang))
        yield say("explain.flip.to", lang, limits=words, status=say(status, lang))


def _edges(a: Assessment) -> tuple[Number, Number] | None:
    """Where at-risk and off-track begin, in the unit of the reading; None for a method that is not known here."""
    standing, defaults = a.judgement.standing, _LINES.get(a.evaluator)
    if standing is None or defaults is None or a.reason is Reason.IN_DUE_RANGE:
        return None
    given = {key.replace("-", "_"): value for key, value in a.parameters}
    expected, scale, side = standing.expected_value, exact.div(*standing.scale), exact.simplest(standing.side)
    found = []
    for name, default in zip(("at_risk", "off_track"), defaults, strict=True):
        try:
            quantity = builtin().quantity(given.get(name, default))
        except (QuantityError, UnitError):
            return None
        if isinstance(quantity.value, Interval):
            return None
        ratio = quantity.unit.sort == "share"
        figure, of = (exact.sub(quantity.value, _HUNDRED), exact.size(expected)) if ratio else (quantity.value, scale)
        ahead = exact.div(exact.mul(figure, of), _HUNDRED)
        found.append(exact.add(expected, exact.mul(ahead, side)))
    return found[0], found[1]


def _rounding(a: Assessment, goal: Goal, point: Point, lang: str | None) -> _Lines:
    """Whether the printed rounding of the reading or of the baseline leaves the verdict open."""
    settled = a.status in (Status.ACHIEVED, Status.MISSED)
    half = goal.half if settled else ZERO
    said = []
    if point.half:
        unit = "百分点" if a.unit == "%" else a.unit
        said.append(say("explain.rounding", lang, half=with_unit(computed(point.half), unit, lang)))
    if half:
        said.append(say("explain.rounding.goal", lang, half=with_unit(computed(half), a.unit, lang)))
    if said:
        said.append(say("explain.rounding.flips" if a.fragile else "explain.rounding.holds", lang))
        yield _listed(said, lang, by="semicolon")


# --- data, parts, rule ---------------------------------------------------------------------------------------------


def _data(a: Assessment, lang: str | None) -> _Lines:
    if a.parts:
        return
    start = a.trajectory.start if a.trajectory else None
    rows = [(o, False) for o in (a.point.evidence if a.point else ())]
    rows += [(o, True) for o in (start.evidence if start else ())]
    for o, base in rows[:_SHOWN]:
        yield _observation(o, a, lang, base=base)
    if len(rows) > _SHOWN:
        yield say("explain.more", lang, n=len(rows) - _SHOWN)


def _observation(o: Observation, a: Assessment, lang: str | None, *, base: bool) -> str:
    words = [say("explain.as_baseline", lang)] if base else []
    words.append(say("explain.known", lang, day=o.known.isoformat()))
    if o.status is not None:
        words.append(say(o.status, lang))
    if o.source:
        words.append(say("explain.source", lang, words=clean(o.source)))
    value = _observed(o, a, lang)
    what = f"{clean(o.name)} {o.period}{say('explain.colon', lang)}{value}"
    return what + _aside(_listed(words, lang, by="semicolon"), lang)


def _observed(o: Observation, a: Assessment, lang: str | None) -> str:
    if o.what == "event":
        return say("explain.event" if o.value else "explain.event.not", lang)
    if o.what == "growth":
        return say("explain.growth", lang, value=amount(o.value, "%", lang))
    if a.target.kind == "milestone":
        return value_text(a, o.value, lang)
    return amount(o.value, _unit_of(o, a.target), lang)


def _unit_of(o: Observation, t: Target) -> str:
    """The unit of an observation: that of the indicator whose it is."""
    others = [t.baseline.indicator] if t.baseline else []
    others += [f.of for f in (t.bound.figures if t.bound else ()) if isinstance(f, Reference)]
    name = o.name.partition("@")[0]
    whose = next((i for i in (t.indicator, *others) if i is not None and i.id == name), t.indicator)
    return whose.unit.name if whose is not None and whose.unit is not None else ""


def _parts(a: Assessment, lang: str | None) -> _Lines:
    for name, part in a.parts:
        title = clean(name)
        own = part.target.title.say(language(lang))
        if not part.target.slice and own and own != name:
            title = clean(f"{part.target.label} {own}")
        seen = attained_text(part, lang)
        words = [say(part.reason, lang), *([seen] if seen != "-" else [])]
        if part.status in (Status.NO_DATA, Status.INDETERMINATE):
            words.append(say("explain.part.name", lang, name=_address(part.target)))
        why = _aside(_listed(words, lang, by="semicolon"), lang)
        yield f"{title}{say('explain.colon', lang)}{say(part.status, lang)}{why}"
    if a.unnamed:
        yield say("table.unnamed", lang, n=a.unnamed)


def _rule(a: Assessment, lang: str | None) -> _Lines:
    if a.evaluator:
        settings = ", ".join(f"{key}={value}" for key, value in a.parameters)
        yield a.evaluator + _aside(settings, lang)
    yield say("explain.reason_code", lang, reason=say(a.reason, lang), code=a.reason.value)
    if a.judgement.label:
        yield say("explain.label", lang, words=clean(a.judgement.label))
    if a.plugin:
        yield say("explain.plugin", lang, words=clean(a.plugin))
    beside = [f"{say(reason, lang)} [{reason.value}]" for reason in BESIDE if reason in a.beside]
    if beside:
        yield say("explain.beside", lang, reasons=_listed(beside, lang, by="semicolon"))


def _stretch(a: Assessment, lang: str | None) -> _Lines:
    """The tier above, judged beside."""
    yield say("explain.stretch", lang)
    if a.target.bound is not None:
        yield "  " + _item("bound", _promised(a.target, lang), lang)
    yield "  " + _verdict(a, lang)
    for text in _arithmetic(a, lang):
        yield f"  {text}"
