"""The hooks of targetkit: one for each sort of contribution, each given a `register` callable.

A plugin is a module (or an object) behind one entry point in the group `targetkit`; the entry point's name is its
namespace. It marks functions of these names with `@hookimpl` and registers what it contributes. What is built in is
registered through the same hooks.
"""

from collections.abc import Callable
from typing import Any, Final

import pluggy

__all__ = ["GROUP", "SORTS", "Register", "hookimpl"]

GROUP: Final = "targetkit"
"""The entry point group, and the name of the project for pluggy."""

Register = Callable[..., None]
"""`register(name, contribution)`: the name without the namespace, which the host puts before it."""

hookspec = pluggy.HookspecMarker(GROUP)
hookimpl = pluggy.HookimplMarker(GROUP)

SORTS: Final = ("kinds", "evaluators", "ratings", "units", "plans", "sources", "rules", "reporters")
"""The sorts of contributions; the hook of each is `targetkit_SORT`."""


@hookspec
def targetkit_kinds(register: Register) -> None:
    """Kinds of promises: `register(name, kind)` with a `Kind`, or with a function of target, book and day."""


@hookspec
def targetkit_evaluators(register: Register) -> None:
    """Methods of judging: `register(name, factory)`; the factory takes parameters by name and gives an `Evaluator`."""


@hookspec
def targetkit_ratings(register: Register) -> None:
    """Ratings as data: `register(name, {"evaluator": ..., "with": {...}})`."""


@hookspec
def targetkit_units(register: Register) -> None:
    """Units: `register(name, text)` with definitions in the format of `data/units.txt`."""


@hookspec
def targetkit_plans(register: Register) -> None:
    """Plans: `register(name, path, examples=None, observations=())`, paths of files in the package."""


@hookspec
def targetkit_sources(register: Register) -> None:
    """Sources of observations: `register(suffix, read)`; `read(path)` gives raw rows."""


@hookspec
def targetkit_rules(register: Register) -> None:
    """Rules of `check`: `register(code, check)`; `check(plan)` gives diagnostics."""


@hookspec
def targetkit_reporters(register: Register) -> None:
    """Reporters: `register(name, render)`; `render(card, lang)` gives text."""


def _names() -> dict[str, Any]:
    return {f"targetkit_{sort}": globals()[f"targetkit_{sort}"] for sort in SORTS}


HOOKS: Final = _names()
"""Every hook by name."""
