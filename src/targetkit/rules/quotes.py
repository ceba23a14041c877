"""Quotes against the source: every one must stand in it, letter for letter."""

import unicodedata
from collections.abc import Iterable, Iterator

from targetkit.errors import Diagnostic
from targetkit.plan.model import Plan
from targetkit.rules.findings import finding

__all__ = ["quotes_of", "quotes_stand_in"]


def _plain(text: str) -> str:
    """Without any white space, for documents break lines and pad them at will."""
    return "".join(c for c in text if not c.isspace() and unicodedata.category(c) != "Cf")


def quotes_of(plan: Plan) -> Iterator[tuple[str, str, str]]:
    """Everything that a plan quotes: the path where it stands, the id that it belongs to, and the words."""
    for kind, promises in (("targets", plan.targets), ("commitments", plan.commitments)):
        for p in promises.values():
            yield from ((f"{kind}.{p.id}.quote", p.id, quote) for quote in p.quote)
            if p.lead:
                yield f"{kind}.{p.id}.lead", p.id, p.lead
    for t in plan.targets.values():
        yield from ((f"targets.{t.id}.stretch.quote", t.id, quote) for quote in (t.stretch.quote if t.stretch else ()))
    for i in plan.indicators.values():
        path = f"targets.{i.id}.indicator" if i.id in plan.inline else f"indicators.{i.id}"
        yield from ((f"{path}.readings.{r.period}.quote", i.id, r.quote) for r in i.readings if r.quote)
    for s in plan.all_sections():
        if s.heading:
            yield f"{'.'.join(('sections', *s.path))}.heading", s.id, s.heading


def quotes_stand_in(plan: Plan, source: str, *, name: str) -> Iterable[Diagnostic]:
    """A finding for every quote that is not a part of the source.

    White space does not count, for documents break lines and pad them at will; everything else does.

    Args:
        plan: The plan.
        source: The text of the document.
        name: What the document is called.
    """
    within = _plain(source)
    for path, about, words in quotes_of(plan):
        if _plain(words) not in within:
            hint = "copy it letter for letter; where a verb stands earlier in the text, put it into `lead`"
            message = f"the quote of {about} is not in {name}: {words}"
            yield finding(plan, "TKQ510", message, path=path, about=(about,), hint=hint, severity="error")
