"""The scorecard as JSON. Every figure is a string, so that decimals survive any reader.

What was promised and what was read has all its digits; what is computed from it and does not close has six decimals.
"""

import json
from fractions import Fraction
from typing import Any

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.book import Observation
from targetkit.exact import INFINITY, Number
from targetkit.interval import Interval, Value
from targetkit.plan.model import Commitment
from targetkit.scorecard import Scorecard
from targetkit.status import Status
from targetkit.target import OpenFigure, Reference, Target

__all__ = ["render"]


def render(card: Scorecard, *, lang: str | None = None) -> str:
    """The scorecard as a JSON object: `plan`, `as_of`, `known`, `summary`, `assessments`, `commitments`.

    Args:
        card: The scorecard.
        lang: The language of titles; the plan's own by default.
    """
    plan = card.plan
    report = {
        "plan": {"id": plan.id, "title": plan.title.say(lang), "period": str(plan.period)},
        "as_of": card.as_of.isoformat(),
        "known": card.known.isoformat(),
        "invented": card.invented,
        "summary": {"targets": len(card), "commitments": len(plan.commitments), **card.counts()},
        "assessments": [_assessment(a, lang) for a in card.assessments.values()],
        "commitments": [_commitment(c, lang) for c in plan.commitments.values()],
    }
    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


def _assessment(a: Assessment, lang: str | None) -> dict[str, Any]:
    t = a.target
    return {
        "id": t.id,
        "label": t.label,
        "title": t.title.say(lang),
        "section": list(t.section),
        "kind": t.kind,
        "grade": t.grade.value if t.grade else None,
        "status": a.status.value,
        "reason": a.reason.value,
        "beside": [reason.value for reason in a.beside],
        **_figures(a),
        "fragile": a.fragile,
        "yields_to": t.yields_to or None,
        "deadline": t.deadline.isoformat(),
        "owner": list(t.owner),
        "evaluator": a.evaluator or None,
        "parameters": dict(a.parameters),
        "plugin": a.plugin or None,
        "evidence": [_observation(o) for o in a.evidence],
        "parts": [{"name": name, **_assessment(part, lang)} for name, part in a.parts],
        "unnamed": a.unnamed,
        "stretch": _assessment(a.stretch, lang) if a.stretch else None,
        "fault": a.fault.message if a.fault else None,
    }


def _figures(a: Assessment) -> dict[str, Any]:
    keeps = a.goal.keeps if a.goal else None
    upper = keeps.hi if keeps and a.goal and a.goal.side == 0 else None
    return {
        "bound": _bound(a.target),
        "unit": a.unit or None,
        "required": _text(a.required),
        "required_upper": _text(upper),
        "attained": _text(a.attained),
        "attained_on": a.point.day.isoformat() if a.point else None,
        "completion": _derived(a.completion),
        "progress": _derived(a.progress),
        "calendar": _derived(a.calendar),
        "expected": _derived(a.expected),
        "gap": _derived(a.gap),
        "pace": _derived(a.pace),
        "run_rate": _derived(a.run_rate),
        "score": _text(a.judgement.score),
        "measures": {name: _text(value) for name, value in a.judgement.measures},
    }


def _bound(t: Target) -> dict[str, str] | None:
    """The bound as it is written in the plan."""
    if t.bound is None:
        return None
    found: dict[str, str] = {}
    for word, figure in t.bound.words:
        if isinstance(figure, OpenFigure):
            found[word] = f"open: {figure.why}"
        elif isinstance(figure, Reference):
            parts = [
                figure.of.id,
                f"of {figure.period}" if figure.period else "",
                f"plus {figure.plus}" if figure.plus else "",
            ]
            found[word] = " ".join(part for part in parts if part)
        else:
            found[word] = figure.text
    if t.bound.tolerance is not None:
        found["tolerance"] = t.bound.tolerance.text
    return found


def _observation(o: Observation) -> dict[str, Any]:
    return {
        "name": o.name,
        "period": str(o.period),
        "what": o.what,
        "value": _text(o.value),
        "known": o.known.isoformat(),
        "status": o.status.value if o.status else None,
        "source": o.source,
    }


def _commitment(c: Commitment, lang: str | None) -> dict[str, Any]:
    return {
        "id": c.id,
        "label": c.label,
        "title": c.title.say(lang),
        "section": list(c.section),
        "status": Status.NARRATIVE.value,
        "owner": list(c.owner),
        "evidence": c.evidence,
        "see": list(c.see),
    }


def _text(value: Value | None) -> str | None:
    """A figure with all its digits: `132.6692`, `7/3` where decimals do not close, `(300, 400)` for a vague reading."""
    if value is None:
        return None
    return str(value) if isinstance(value, Interval) else _number(value)


def _derived(value: Number | None) -> str | None:
    """A computed figure: in full where its decimals close, else to six decimals."""
    return None if value is None else exact.rounded(value, 6) if isinstance(value, Fraction) else exact.as_text(value)


def _number(value: Number) -> str | None:
    return None if exact.size(value) == INFINITY else exact.as_text(value)
