"""The scorecard as a table for a terminal, a log or a mail: columns that line up, in Chinese or in English."""

import datetime as dt
import io
from typing import TYPE_CHECKING, Final

from targetkit.assessment import Assessment
from targetkit.explanation import attained_text, completion_of, required_text
from targetkit.explanation.figures import reason_text
from targetkit.plan.model import Section
from targetkit.scorecard import Scorecard
from targetkit.status import Reason, Status
from targetkit.wording import GLOSSARY, SYMBOLS, clean, language, say, share

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

__all__ = ["render"]

_WIDTH: Final = 140
_NARROW: Final = 116
_OLD: Final = dt.timedelta(days=20)
_COLOURS: Final = {
    Status.ACHIEVED: "green",
    Status.ON_TRACK: "green",
    Status.AT_RISK: "yellow",
    Status.OFF_TRACK: "red",
    Status.MISSED: "red",
    Status.ERROR: "magenta",
}
_SELF_EXPLAINING: Final = frozenset({Status.ACHIEVED, Status.MISSED, Status.ON_TRACK, Status.AT_RISK, Status.OFF_TRACK})


def render(card: Scorecard, *, lang: str | None = None, width: int | None = None, colour: bool = False) -> str:
    """The scorecard as a table.

    Args:
        card: The scorecard.
        lang: `zh` or `en`; the plan's own language by default.
        width: How many columns of a terminal it may take; 140 by default.
        colour: Whether statuses are coloured, for a terminal; they can be told apart without.
    """
    from rich.console import Console  # noqa: PLC0415 - only where a table is printed
    from rich.text import Text  # noqa: PLC0415

    lang = lang or card.plan.language
    text = io.StringIO()
    console = Console(
        file=text,
        width=width or _WIDTH,
        force_terminal=colour,
        color_system="standard" if colour else None,
        highlight=False,
        legacy_windows=False,
    )
    for line in _head(card, lang):
        console.print(Text(line))
    console.print()
    console.print(_table(card, lang, width or _WIDTH))
    console.print()
    for line in _foot(card, lang):
        console.print(Text(line))
    return "\n".join(line.rstrip() for line in text.getvalue().splitlines()) + "\n"


def _head(card: Scorecard, lang: str) -> list[str]:
    comma = ", " if language(lang) == "en" else ","
    day = say("table.as_of", lang, day=card.as_of.isoformat())
    known = say("table.known", lang, day=card.known.isoformat())
    lines = [f"{clean(card.plan.title.say(lang))}{comma}{day}"]
    if card.known != card.as_of:
        lines.append(known)
    if card.invented:
        lines.append(say("table.invented", lang))
    return lines


# --- the table -----------------------------------------------------------------------------------------------------


def _table(card: Scorecard, lang: str, width: int) -> "Table":
    from rich.table import Table  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    table = Table(box=None, show_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    wide = width >= _NARROW
    table.add_column("", no_wrap=True)
    table.add_column(say("table.target", lang), overflow="fold")
    table.add_column(say("table.required", lang), justify="right", no_wrap=wide)
    table.add_column(say("table.attained", lang), justify="right", no_wrap=wide)
    table.add_column(say("table.completion", lang), justify="right", no_wrap=True)
    table.add_column(say("table.calendar", lang), justify="right", no_wrap=True)
    table.add_column(say("table.status", lang), no_wrap=True)
    if wide:
        table.add_column(say("table.note", lang), overflow="fold")
    cells = len(table.columns)
    for section in card.plan.all_sections():
        if section.targets:
            heading = Text(_heading(section, lang), style="bold")
            table.add_row(Text(""), heading, *[Text("")] * (cells - 2))
        for name in section.targets:
            table.add_row(*_row(card, card[name], lang, wide=wide))
    return table


def _heading(section: Section, lang: str) -> str:
    title = clean(section.title.say(lang))
    return f"〔{title}〕" if language(lang) == "zh" else f"— {title}"


def _row(card: Scorecard, a: Assessment, lang: str, *, wide: bool) -> "list[RenderableType]":
    """One target; where there is no room for a column of notes, its note stands under its title."""
    from rich.text import Text  # noqa: PLC0415

    completion, calendar = completion_of(a), a.calendar
    above = card.assessments.get(a.target.yields_to)
    other = (above.target.label if above else "") or a.target.yields_to
    status = f"{SYMBOLS[a.status]:<2} {say(a.status, lang)}"
    title, note = Text(clean(a.target.title.say(lang))), Text(_note(a, other, lang))
    if note.plain and not wide:
        title = Text.assemble(title, "\n", f"({note.plain})")
    cells = [
        Text(clean(a.target.label)),
        title,
        Text(required_text(a, lang)),
        Text(attained_text(a, lang)),
        Text(share(completion) if completion is not None else "-"),
        Text(share(calendar) if calendar is not None else "-"),
        Text(status, style=_COLOURS.get(a.status, "")),
    ]
    return [*cells, note] if wide else [*cells]


def _note(a: Assessment, other: str, lang: str) -> str:
    """What the figures do not say themselves: why there is no verdict, what makes it doubtful, what it yields to."""
    notes = []
    if a.target.yields_to:
        notes.append(say("table.yields_to", lang, other=other))
    if a.reason is Reason.CANNOT_CHANGE:
        notes.append(say("table.early" if a.status is Status.ACHIEVED else "table.beyond_repair", lang))
    elif a.fault is not None:
        notes.append(clean(a.fault.message))
    elif a.status not in _SELF_EXPLAINING and not (a.parts and a.reason is Reason.MEMBERS_MISSING):
        notes.append(reason_text(a, lang))
    if a.unnamed:
        notes.append(say("table.unnamed", lang, n=a.unnamed))
    if a.fragile:
        notes.append(say("table.fragile", lang))
    settled = a.status in (Status.ACHIEVED, Status.MISSED)
    if a.point is not None and not settled and a.target.kind != "milestone" and a.as_of - a.point.day > _OLD:
        notes.append(say("table.data_to", lang, day=a.point.day.isoformat()))
    return ("; " if language(lang) == "en" else ";").join(notes)


# --- the foot ------------------------------------------------------------------------------------------------------


def _foot(card: Scorecard, lang: str) -> list[str]:
    counts = card.counts()
    parts = [f"{say(Status(name), lang)} {n}" for name, n in counts.items() if n and name != "yields"]
    if counts["yields"]:
        parts.append(f"{say('table.yields', lang)} {counts['yields']}")
    comma, colon = (", ", ": ") if language(lang) == "en" else (",", ":")
    lines = [f"{_summary(card, lang)}{colon}{comma.join(parts)}" if parts else _summary(card, lang)]
    n = len(card.plan.commitments)
    if n:
        lines.append(say("table.commitment" if n == 1 else "table.commitments", lang, n=n))
    units = _units(card) if language(lang) == "en" else []
    if units:
        lines.append(say("table.units", lang, units=", ".join(f"{unit} = {GLOSSARY[unit]}" for unit in units)))
    return lines


def _summary(card: Scorecard, lang: str) -> str:
    return say("table.summary.one" if len(card) == 1 else "table.summary", lang, n=len(card))


def _units(card: Scorecard) -> list[str]:
    """The Chinese units that an English reader meets in the table."""
    found = {a.unit for a in card.assessments.values()}
    return sorted(unit for unit in found if unit in GLOSSARY)
