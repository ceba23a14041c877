"""The codes of the rules, and the findings that they make."""

from typing import Final

from targetkit.errors import Diagnostic, Severity
from targetkit.plan.model import Plan

__all__ = ["CODES", "finding"]

CODES: Final = {
    "TKQ502": ("small-change", "A change that is small beside its base: completion in % will jump about."),
    "TKQ503": ("base-not-printed", "A growth whose base the plan's own document does not print."),
    "TKQ504": ("conflict", "Two promises of the same thing with different figures, neither of which yields."),
    "TKQ505": ("assumed-absent", "An assumed key that is not there."),
    "TKQ506": ("members-unnamed", "A group with members that nobody has named."),
    "TKQ510": ("quote-not-found", "A quote that is not in the source, letter for letter."),
    "TKQ512": ("source-unreadable", "The plan's own source text cannot be read, so no quote was looked up."),
    "TKQ511": ("not-judged", "A rating with parts that this version keeps and does not judge."),
}
"""What the rules of `check` find, by code: the name, and what it means."""


def finding(
    plan: Plan, code: str, message: str, *, path: str, about: tuple[str, ...], hint: str, severity: Severity = "warning"
) -> Diagnostic:
    """A finding at a place of the plan, or at what holds that place if it is not known itself."""
    place = plan.places.get(path) or plan.places.get(path.rpartition(".")[0])
    name = CODES[code][0]
    return Diagnostic(code=code, name=name, message=message, severity=severity, place=place, hint=hint, about=about)
