"""Explanations: why a promise stands where it stands, with arithmetic that a clerk can follow with a calculator."""

from targetkit.assessment import Assessment
from targetkit.explanation.arithmetic import arithmetic_lines
from targetkit.explanation.bounds import bound_text
from targetkit.explanation.evidence import evidence_lines
from targetkit.explanation.figures import attained_text, completion_of, required_text
from targetkit.explanation.flips import LINES, flip_lines
from targetkit.explanation.lacking import lacking_lines
from targetkit.explanation.parts import part_lines
from targetkit.explanation.periods import period_text
from targetkit.explanation.phrases import Lines, item
from targetkit.explanation.promise import promise_lines, promised_text
from targetkit.explanation.rule import rule_lines
from targetkit.explanation.verdict import verdict_text
from targetkit.wording import clean, day, language, say

__all__ = ["attained_text", "bound_text", "completion_of", "explain", "period_text", "required_text"]

_LINES = LINES  # under the name by which the tests hold it to the methods


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
    found = [clean(name), verdict_text(a, lang)]
    if a.known != a.as_of:
        found.append(say("explain.only_known", lang, day=day(a.known, lang)) + say("explain.stop", lang))
    for heading, lines in (
        ("promise", promise_lines(a, lang)),
        ("lacking", lacking_lines(a, lang)),
        ("arithmetic", arithmetic_lines(a, lang)),
        ("flip", flip_lines(a, lang)),
        ("parts", part_lines(a, lang)),
        ("data", evidence_lines(a, lang)),
        ("rule", rule_lines(a, lang)),
    ):
        body = [f"  {text}" for text in lines]
        if body:
            found += ["", say(f"explain.head.{heading}", lang), *body]
    if a.stretch is not None:
        found += ["", *_stretch(a.stretch, lang)]
    return "\n".join(found) + "\n"


def _stretch(a: Assessment, lang: str | None) -> Lines:
    """The tier above, judged beside."""
    yield say("explain.stretch", lang)
    if a.target.bound is not None:
        yield "  " + item("bound", promised_text(a.target, lang), lang)
    yield "  " + verdict_text(a, lang)
    for text in arithmetic_lines(a, lang):
        yield f"  {text}"
