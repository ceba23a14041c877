"""The observations used."""

from typing import Final

from targetkit.assessment import Assessment
from targetkit.book import Observation
from targetkit.explanation.figures import value_text
from targetkit.explanation.phrases import Lines, aside, listed
from targetkit.target import Reference, Target
from targetkit.wording import amount, clean, say

__all__ = ["evidence_lines"]

_SHOWN: Final = 12


def evidence_lines(a: Assessment, lang: str | None) -> Lines:
    """The observations used, those of the baseline last."""
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
    return what + aside(listed(words, lang, by="semicolon"), lang)


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
