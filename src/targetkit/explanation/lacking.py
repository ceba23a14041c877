"""What is lacking, and what to do."""

from targetkit.assessment import Assessment
from targetkit.explanation.periods import period_text
from targetkit.explanation.phrases import Lines, address_of
from targetkit.indicator import Measure
from targetkit.period import Period
from targetkit.status import RANK, Reason, Status
from targetkit.wording import clean, day, say

__all__ = ["lacking_lines"]


def lacking_lines(a: Assessment, lang: str | None) -> Lines:
    """What is lacking where no verdict could be given, and what to do about it."""
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
        name=address_of(a.target),
        opens=day(a.target.opens, lang),
        after=clean(a.target.after),
        unnamed=a.unnamed,
        fault=clean(failed) or say(Reason.PLUGIN_FAILED, lang),
    )


def _record(a: Assessment, lang: str | None) -> str:
    """Which reading to record under which name."""
    t = a.target
    if t.kind == "milestone":
        return say("advice.record.event", lang, name=address_of(t))
    unit = t.indicator.unit.name if t.indicator and t.indicator.unit else "%" if t.indicator else ""
    span = Period(min(t.opens, t.deadline), t.deadline)
    if not (t.indicator and t.indicator.measure is Measure.FLOW) and a.as_of > t.deadline:
        span = Period(t.deadline, t.deadline)
    return _record_as(address_of(t), period_text(span, lang), unit, lang)


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
    return _record_as(address_of(t) if own else clean(name), words, unit, lang)
