"""Periods in words."""

from targetkit.period import Period
from targetkit.wording import day, language

__all__ = ["period_text"]


def period_text(period: Period, lang: str | None = None) -> str:
    """A period in a sentence: `2023年1—6月`, `January to June 2023`."""
    english = language(lang) == "en"
    months, start, end = period.whole_months, period.start, period.end
    if months == 12 and start.month == 1:  # noqa: PLR2004 - a year
        return str(start.year) if english else f"{start.year}年"
    if months is not None and start.year == end.year:
        first, last = (day(d, lang).split(" ")[1] if english else str(d.month) for d in (start, end))
        if english:
            return f"{first} {end.year}" if months == 1 else f"{first} to {last} {end.year}"
        return f"{end.year}年{first}月" if months == 1 else f"{end.year}年{first}—{last}月"
    if start == end:
        return day(start, lang)
    return f"{day(start, lang)} to {day(end, lang)}" if english else f"{day(start, lang)}至{day(end, lang)}"
