"""Bounds in words, as they are written."""

from targetkit.explanation.phrases import aside, listed
from targetkit.interval import Interval
from targetkit.target import Bound, Figure, OpenFigure, Word
from targetkit.units import Quantity
from targetkit.wording import COUNTERS, amount, clean, language, say

__all__ = ["bound_text"]


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
    text = listed(found, lang, by="comma")
    if bound.tolerance is not None:
        text += aside(say("explain.tolerance", lang, figure=bound.tolerance.text), lang)
    return text


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


def _quantity_text(q: Quantity, lang: str | None) -> str:
    """As written, but for measure words and points, which each language has its own way with."""
    own = q.unit.name in (*COUNTERS, "百分点") and not isinstance(q.value, Interval)
    return amount(q.value, q.unit.name, lang) if own else clean(q.text)


def _word_key(word: Word, figure: Figure) -> str:
    """The bound word that goes with what is counted."""
    unit = figure.unit if isinstance(figure, Quantity) else None
    if unit is not None and unit.sort == "rank" and word == "at_most":
        return "at_most.rank"
    counted = unit is not None and unit.name in COUNTERS and word in ("at_least", "less_than")
    return f"{word}.count" if counted else word
