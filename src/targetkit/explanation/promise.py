"""What was promised."""

from targetkit.assessment import Assessment
from targetkit.explanation.bounds import bound_text
from targetkit.explanation.figures import is_lead
from targetkit.explanation.periods import period_text
from targetkit.explanation.phrases import Lines, aside, item, listed
from targetkit.target import Bound, Target
from targetkit.wording import GLOSSARY, clean, day, language, say

__all__ = ["promise_lines", "promised_text"]


def promise_lines(a: Assessment, lang: str | None) -> Lines:
    """What was promised: the source's words, the kind, the bound, the grade, the deadline, who leads."""
    t = a.target
    quote = listed([say("explain.quoted", lang, words=clean(words)) for words in t.quote], lang, by="list")
    if quote:
        under = say("explain.lead_words", lang, words=clean(t.lead)) if t.lead else ""
        yield item("quote", quote + aside(under, lang), lang)
    yield item("kind", _kind(t, lang), lang)
    if t.bound is not None:
        yield item("bound", promised_text(t, lang), lang)
    unit = a.unit or (t.indicator.unit.name if t.indicator and t.indicator.unit else "")
    if language(lang) == "en" and unit in GLOSSARY:
        yield item("unit", f"{unit} = {GLOSSARY[unit]}", lang)
    if t.grade is not None:
        yield item("grade", say(t.grade, lang), lang)
    if t.due is not None and t.due.since is not None:
        since = day(t.due.since, lang)
        yield item("deadline", say("explain.due.range", lang, since=since, day=day(t.due.until, lang)), lang)
    else:
        yield item("deadline", say("explain.due", lang, day=day(t.deadline, lang)), lang)
    if t.owner:
        yield item("owner", listed([clean(o) for o in t.owner], lang), lang)
    if t.assumed:
        yield item("assumed", ", ".join(t.assumed), lang)
    if t.yields_to:
        yield item("yields", say("table.yields_to", lang, other=t.yields_to), lang)


def _kind(t: Target, lang: str | None) -> str:
    try:
        name = say(f"kind.{t.kind}", lang)
    except KeyError:
        return t.kind
    return f"{name}{aside(say(t.every, lang), lang)}" if t.every is not None else name


def promised_text(t: Target, lang: str | None) -> str:
    """The bound in words with everything that belongs to it."""
    bound = t.bound or Bound(())
    text = bound_text(bound, lang, growth=t.kind in ("growth", "decline"))
    if t.kind == "growth" and is_lead(t):
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
    return text + aside(listed(extra, lang), lang)
