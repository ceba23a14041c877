"""targetkit keeps track of promises.

Plan files declare targets, records say what happened, and the library judges each target as of a date, says what
that rests on, and why it changed.

    import datetime as dt
    import targetkit as tk

    plan = tk.load_plan("nanqiao:2023")
    book = tk.open_book(plan, "examples/nanqiao-2023")
    card = tk.assess(plan, book, as_of=dt.date(2023, 6, 30))
    print(card["gross-output-growth"].status, card.counts())
    print(tk.explain(card["gross-output-growth"], lang="zh"))

Names are imported when they are first used, so that `import targetkit` costs nothing.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from targetkit.api import Checked, assess, check_plan, dump_plan, explain, load_plan, open_book, render
    from targetkit.assessment import Assessment, Judgement
    from targetkit.book import Book, Observation
    from targetkit.errors import (
        BookError,
        Diagnostic,
        NotFoundError,
        PeriodError,
        PlanError,
        PluginError,
        QuantityError,
        TargetkitError,
        UnitError,
    )
    from targetkit.indicator import Indicator
    from targetkit.interval import Interval
    from targetkit.period import Period
    from targetkit.plan.model import Commitment, Plan, Section
    from targetkit.scorecard import Scorecard
    from targetkit.status import Reason, Status
    from targetkit.target import Bound, Goal, Grade, Target
    from targetkit.trajectory import Lacking, Path, Point, Trajectory

_HOME = {
    "Assessment": "assessment",
    "Book": "book",
    "BookError": "errors",
    "Bound": "target",
    "Checked": "api",
    "Commitment": "plan.model",
    "Diagnostic": "errors",
    "Goal": "target",
    "Grade": "target",
    "Indicator": "indicator",
    "Interval": "interval",
    "Judgement": "assessment",
    "Lacking": "trajectory",
    "NotFoundError": "errors",
    "Observation": "book",
    "Path": "trajectory",
    "Period": "period",
    "PeriodError": "errors",
    "Plan": "plan.model",
    "PlanError": "errors",
    "PluginError": "errors",
    "Point": "trajectory",
    "QuantityError": "errors",
    "Reason": "status",
    "Scorecard": "scorecard",
    "Section": "plan.model",
    "Status": "status",
    "Target": "target",
    "TargetkitError": "errors",
    "Trajectory": "trajectory",
    "UnitError": "errors",
    "assess": "api",
    "check_plan": "api",
    "dump_plan": "api",
    "explain": "api",
    "load_plan": "api",
    "open_book": "api",
    "render": "api",
}

__version__ = "0.1.0"

__all__ = [
    "Assessment",
    "Book",
    "BookError",
    "Bound",
    "Checked",
    "Commitment",
    "Diagnostic",
    "Goal",
    "Grade",
    "Indicator",
    "Interval",
    "Judgement",
    "Lacking",
    "NotFoundError",
    "Observation",
    "Path",
    "Period",
    "PeriodError",
    "Plan",
    "PlanError",
    "PluginError",
    "Point",
    "QuantityError",
    "Reason",
    "Scorecard",
    "Section",
    "Status",
    "Target",
    "TargetkitError",
    "Trajectory",
    "UnitError",
    "__version__",
    "assess",
    "check_plan",
    "dump_plan",
    "explain",
    "load_plan",
    "open_book",
    "render",
]


def __getattr__(name: str) -> Any:
    """Import a name of the public face from its module when it is first used."""
    home = _HOME.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public face."""
    return list(__all__)
