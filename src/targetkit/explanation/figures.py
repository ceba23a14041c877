"""The figures of a promise in short: what is required, what is attained, how much of it."""

from typing import Final

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.exact import ZERO, Number
from targetkit.interval import Interval, Value
from targetkit.status import Reason, Status
from targetkit.target import Bound, OpenFigure, Reference, Target
from targetkit.units import Quantity
from targetkit.wording import amount, clean, computed, language, limits, number, say, share, with_unit

__all__ = [
    "HUNDRED",
    "attained_text",
    "completion_of",
    "in_rates",
    "is_lead",
    "promised_rate",
    "reason_text",
    "required_text",
    "value_text",
]

HUNDRED: Final = exact.simplest(100)
_SIGNS: Final = {"at_least": "≥", "more_than": ">", "at_most": "≤", "less_than": "<", "about": "≈"}


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
    if a.goal is None or is_lead(t) or counts_breaks(a):
        return _required_as_written(t, t.bound, lang)
    text, rate = limits(a.goal.keeps, a.unit, lang), promised_rate(t)
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
    if not sign or at is None or is_lead(target) or text[max(0, at - 1)] in "+-":
        return text
    return text[:at] + sign + text[at:]


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
    if counts_breaks(a):
        return say("table.breaks", lang, n=number(value))
    unit = a.unit or (a.target.indicator.unit.name if a.target.indicator and a.target.indicator.unit else "")
    return value_text(a, value, lang) if a.trajectory else amount(value, unit, lang)


def reason_text(a: Assessment, lang: str | None) -> str:
    """Why, in words; of several parts some of which are silent, how many are."""
    silent = sum(part.reason is Reason.NO_OBSERVATION for _, part in a.parts)
    if silent and a.reason is Reason.NO_OBSERVATION:
        return say("table.parts_silent", lang, n=silent)
    return say(a.reason, lang)


def counts_breaks(a: Assessment) -> bool:
    """Whether the readings that break a range are counted, because it must hold throughout."""
    has_unit = a.target.indicator is not None and a.target.indicator.unit is not None
    return a.target.throughout and a.trajectory is not None and has_unit and not a.unit


def value_text(a: Assessment, value: Value, lang: str | None = None) -> str:
    """A value of the trajectory with its unit; the completion of a milestone in %, kept intervals as a number."""
    if a.target.kind == "milestone" and not isinstance(value, Interval):
        return share(exact.mul(value, HUNDRED))
    if a.target.kind == "cadence":
        return say("table.kept", lang, n=number(value))
    if isinstance(value, Interval) or value == a.attained:
        return amount(value, a.unit, lang)
    return with_unit(computed(value), a.unit, lang)


def completion_of(a: Assessment) -> Number | None:
    """The completion in %, where it is worth showing: a rate of growth is no part of another."""
    return None if in_rates(a) or is_lead(a.target) else a.completion


def in_rates(a: Assessment) -> bool:
    """Whether its values are rates of change themselves, in % or percentage points."""
    return a.target.kind in ("growth", "decline") and a.unit in ("%", "百分点")


def is_lead(target: Target) -> bool:
    """Whether the bound is a lead over another series."""
    reference = target.bound.reference if target.bound else None
    return reference is not None and reference.period is None


def promised_rate(target: Target) -> Quantity | None:
    """The one promised rate of change in %, if it is that."""
    if target.kind not in ("growth", "decline") or target.bound is None or len(target.bound.words) != 1:
        return None
    figure = target.bound.figures[0]
    return figure if isinstance(figure, Quantity) and figure.unit.name == "%" else None
