"""The rules of `check` beyond the format itself: what is allowed, but probably not what was meant.

A rule is a function from a plan to findings. Each has a code; an `issues` entry of the plan that names the code
accepts the finding for its ids.
"""

from collections.abc import Callable, Iterable
from typing import Final

from targetkit.errors import Diagnostic
from targetkit.plan.model import Plan
from targetkit.rules.findings import CODES
from targetkit.rules.promises import (
    assumed_keys_exist,
    conflicts_are_settled,
    growth_has_its_base,
    members_are_named,
    small_changes,
)

__all__ = ["CODES", "RULES"]

Rule = Callable[[Plan], Iterable[Diagnostic]]

RULES: Final[dict[str, Rule]] = {
    "TKQ502": small_changes,
    "TKQ503": growth_has_its_base,
    "TKQ504": conflicts_are_settled,
    "TKQ505": assumed_keys_exist,
    "TKQ506": members_are_named,
}
