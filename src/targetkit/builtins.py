"""What is built in, registered through the hooks that plugins use. To add something, register it here."""

from targetkit.hooks import Register, hookimpl


@hookimpl
def targetkit_units(register: Register) -> None:
    """The units of `data/units.txt`."""
    from targetkit.units import builtin_definitions

    register("core", builtin_definitions())


@hookimpl
def targetkit_kinds(register: Register) -> None:
    """The eight sorts of promise, and the two composites."""
    from targetkit import kinds

    register("growth", kinds.GROWTH)
    register("decline", kinds.DECLINE)
    register("count", kinds.COUNT)
    register("amount", kinds.AMOUNT)
    register("ratio", kinds.RATIO)
    register("rank", kinds.RANK)
    register("milestone", kinds.MILESTONE)
    register("cadence", kinds.CADENCE)
    register("all_of", kinds.ALL_OF)
    register("any_of", kinds.ANY_OF)


@hookimpl
def targetkit_evaluators(register: Register) -> None:
    """The methods of judging."""
    from targetkit import evaluators

    register("pace", evaluators.Pace)
    register("attainment", evaluators.Attainment)
    register("growth-ratio", evaluators.GrowthRatio)


@hookimpl
def targetkit_ratings(register: Register) -> None:
    """The rating that judges a target which names none."""
    register("default", {"evaluator": "pace"})


@hookimpl
def targetkit_rules(register: Register) -> None:
    """The rules of `check` beyond the format itself."""
    from targetkit import rules

    for code, check in rules.RULES.items():
        register(code, check)


@hookimpl
def targetkit_sources(register: Register) -> None:
    """Files of observations, by suffix."""
    from targetkit.sources import csv_source

    register("csv", csv_source.read)


@hookimpl
def targetkit_reporters(register: Register) -> None:
    """Reports of a scorecard."""
    from targetkit.reporters import json_report, table

    register("table", table.render)
    register("json", json_report.render)
