"""The rule by which it was judged."""

from targetkit.assessment import Assessment
from targetkit.explanation.phrases import Lines, aside, listed
from targetkit.status import BESIDE
from targetkit.wording import clean, say

__all__ = ["rule_lines"]


def rule_lines(a: Assessment, lang: str | None) -> Lines:
    """The method with its parameters, the reason with its code, and what was noted beside."""
    if a.evaluator:
        settings = ", ".join(f"{key}={value}" for key, value in a.parameters)
        yield a.evaluator + aside(settings, lang)
    yield say("explain.reason_code", lang, reason=say(a.reason, lang), code=a.reason.value)
    if a.judgement.label:
        yield say("explain.label", lang, words=clean(a.judgement.label))
    if a.plugin:
        yield say("explain.plugin", lang, words=clean(a.plugin))
    beside = [f"{say(reason, lang)} [{reason.value}]" for reason in BESIDE if reason in a.beside]
    if beside:
        yield say("explain.beside", lang, reasons=listed(beside, lang, by="semicolon"))
