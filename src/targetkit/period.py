"""Calendar periods: the year, half, quarter, month, day or range that a promise or a reading is about.

Both ends of a period are inclusive: `2023-03` is 1 March to 31 March, and 31 March is in it. A month is gone at the
end of its last day, so the calendar pace (时序进度) of 2023 on 30 June is 6/12 and on 29 June 5/12.
"""

import calendar
import datetime as dt
import functools
import re
import unicodedata
from collections.abc import Callable, Iterable
from fractions import Fraction
from itertools import pairwise
from typing import Final, Literal, NoReturn, TypeAlias

import attrs

from targetkit.errors import PeriodError

__all__ = ["Cut", "Grain", "Period", "is_month_end", "month_end", "months_between", "parse_day"]

Grain: TypeAlias = Literal["year", "half", "quarter", "month", "day", "range"]
"""What a period is in the calendar; `range` is everything else."""

Cut: TypeAlias = Literal["day", "week", "month", "quarter", "half", "year"]
"""What a period can be split into."""

_DAY: Final = dt.timedelta(days=1)
_FIRST_YEAR: Final = 1900
_LAST_YEAR: Final = 2999
_LONGEST: Final = 40
_SHORTEST_MONTH: Final = 28
_FORMS: Final = "2023, 2023-H1, 2023-Q1, 2023-03, 2023-03-15 or a range such as 2023-01..2023-05"
_MONTHS_OF: Final[dict[str, int]] = {"month": 1, "quarter": 3, "half": 6, "year": 12}
_GRAIN_OF: Final[dict[int, Grain]] = {1: "month", 3: "quarter", 6: "half", 12: "year"}
_MONTH_LENGTH: Final = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_ONE: Final = re.compile(r"([0-9]{4})(?:-(?:H([0-9])|Q([0-9])|([0-9]{2})(?:-([0-9]{2}))?))?")


@attrs.frozen(order=True)
class Period:
    """A stretch of whole days. Periods sort by their first day, then by their last.

    Attributes:
        start: The first day, inclusive.
        end: The last day, inclusive.

    Raises:
        PeriodError: The end is before the start, an end is no plain date, or a year is not in 1900 to 2999.
    """

    start: dt.date
    end: dt.date

    def __attrs_post_init__(self) -> None:
        """Refuse what is not a period."""
        start, end = self.start, self.end
        if not _is_day(start) or not _is_day(end):
            msg = f"a period needs two dates without a time of day, and got {start!r} and {end!r}"
            raise PeriodError(msg)
        if end < start:
            msg = f"a period cannot end ({end}) before it begins ({start}); expected the earlier day first"
            raise PeriodError(msg)
        if start.year < _FIRST_YEAR or end.year > _LAST_YEAR:
            msg = f"{start} to {end} is out of range: expected years from {_FIRST_YEAR} to {_LAST_YEAR}"
            raise PeriodError(msg)

    @staticmethod
    def parse(text: str) -> "Period":
        """Read a period.

        Args:
            text: `2023`, `2023-H1`, `2023-Q1`, `2023-03`, `2023-03-15`, or a range `A..B` of two of them, which runs
                from the first day of A to the last day of B.

        Raises:
            PeriodError: The text has another form (the message has the right one, if it can be guessed), or
                names a day, month, quarter or half that does not exist.
        """
        if not isinstance(text, str):
            msg = f"a period is read from a text, and got {text!r}; expected {_FORMS}"
            raise PeriodError(msg)
        return _parse(text)

    def __str__(self) -> str:
        """The shortest form that `parse` reads back as the same period."""
        text = _TEXT_OF.get(self.grain)
        return text(self.start) if text else _range_text(self)

    @property
    def grain(self) -> Grain:
        """What the period is in the calendar: a year, half, quarter, month, day, or a range of another shape."""
        if self.start == self.end:
            return "day"
        months = self.whole_months
        if months not in _GRAIN_OF or (self.start.month - 1) % months:
            return "range"
        return _GRAIN_OF[months]

    @property
    def days(self) -> int:
        """The number of days, both ends counted."""
        return (self.end - self.start).days + 1

    @property
    def whole_months(self) -> int | None:
        """The number of calendar months, or None unless it runs from a first of a month to a month end."""
        if self.start.day != 1 or not is_month_end(self.end):
            return None
        return _month(self.end) - _month(self.start) + 1

    def __contains__(self, day: dt.date) -> bool:
        """Whether the day is in the period; the first and the last day are."""
        return self.start <= day <= self.end

    def contains(self, other: "Period") -> bool:
        """Whether every day of the other period is in this one. Each period contains itself."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        return self.start <= other.end and other.start <= self.end

    def adjoins(self, other: "Period") -> bool:
        """Whether the other period begins on the day after this one ends."""
        return other.start - self.end == _DAY

    def months_elapsed(self, day: dt.date) -> int:
        """How many calendar months that lie wholly in the period are gone at the end of the day.

        Returns:
            0 before the end of the first whole month; from the period's last day on, all of them.
        """
        last = min(day, self.end)
        first_month = _month(self.start) + (self.start.day != 1)
        last_month = _month(last) - (not is_month_end(last))
        return max(0, last_month - first_month + 1)

    def elapsed(self, day: dt.date, *, by: Literal["months", "days"] = "months") -> Fraction:
        """The share of the period that is gone at the end of the day: the calendar pace (时序进度).

        Args:
            day: Any day, also one outside the period.
            by: `months` counts whole calendar months. A period that does not begin with a first of a month and end
                with a month end has no such count, and is counted in days all the same.

        Returns:
            0 before the period, 1 from its last day on.

        Raises:
            PeriodError: `by` is neither of the two.
        """
        if by == "months":
            months = self.whole_months
            if months is not None:
                return Fraction(self.months_elapsed(day), months)
        elif by != "days":
            msg = f"time cannot be counted by {by!r}; expected 'months' or 'days'"
            raise PeriodError(msg)
        gone = (min(day, self.end) - self.start).days + 1
        return Fraction(max(0, gone), self.days)

    def year_earlier(self) -> "Period":
        """The same period of the year before (上年同期).

        A year, half, quarter, month or day stays one. An end on the last day of a month stays there: the day 2025-02-28
        becomes 2024-02-29, 2025-02-10..2025-02-28 ends on 2024-02-29. A start on 29 February moves to the 28th.

        Raises:
            PeriodError: The year before is 1899.
        """
        end = _year_earlier(self.end, keep_month_end=True)
        return Period(_year_earlier(self.start, keep_month_end=self.start == self.end), end)

    def split(self, grain: Cut) -> tuple["Period", ...]:
        """The calendar intervals that lie wholly in the period, in order.

        Args:
            grain: `day`, `month`, `quarter`, `half`, `year`, or `week` for ISO weeks, Monday to Sunday.

        Returns:
            Possibly nothing: `2023-03` has no whole quarter. What is left over at either end is in no part.

        Raises:
            PeriodError: The grain is none of the six.
        """
        if grain == "day":
            return tuple(Period(day, day) for day in _days(self.start, self.days))
        if grain == "week":
            monday = self.start + _DAY * (-self.start.weekday() % 7)
            weeks = ((self.end - monday).days + 1) // 7
            return tuple(Period(day, day + 6 * _DAY) for day in _days(monday, weeks, step=7))
        if grain not in _MONTHS_OF:
            msg = f"a period cannot be split by {grain!r}; expected day, {', '.join(['week', *_MONTHS_OF])}"
            raise PeriodError(msg)
        size = _MONTHS_OF[grain]
        first = _month(self.start) + (self.start.day != 1)
        stop = _month(self.end) + is_month_end(self.end)
        return tuple(_of_months(at, size) for at in range(first + -first % size, stop - size + 1, size))

    def tiles(self, parts: Iterable["Period"]) -> bool:
        """Whether the parts, in any order, cover the period exactly: no hole, no overlap, nothing outside."""
        ordered = sorted(parts)
        if not ordered or ordered[0].start != self.start or ordered[-1].end != self.end:
            return False
        return all(a.adjoins(b) for a, b in pairwise(ordered))


def parse_day(text: str) -> dt.date:
    """Read a day, such as `2023-03-15`.

    Raises:
        PeriodError: The text is no day, the day does not exist, or its year is not in 1900 to 2999.
    """
    if not isinstance(text, str):
        msg = f"a day is read from a text, and got {text!r}; expected a day such as 2023-03-15"
        raise PeriodError(msg)
    return _parse_day(text)


def is_month_end(day: dt.date) -> bool:
    """Whether the day is the last of its month."""
    return day.day >= _SHORTEST_MONTH and day.day == _length(day.year, day.month)


def month_end(day: dt.date) -> dt.date:
    """The last day of the day's month."""
    return day.replace(day=_length(day.year, day.month))


def months_between(a: dt.date, b: dt.date) -> int | None:
    """The number of months from one month end to another; negative if `b` is the earlier one.

    Returns:
        None unless both days are month ends.
    """
    if not is_month_end(a) or not is_month_end(b):
        return None
    return _month(b) - _month(a)


def _is_day(value: object) -> bool:
    return isinstance(value, dt.date) and not isinstance(value, dt.datetime)


def _month(day: dt.date) -> int:
    """The number of the month, counted from January of the year 0, so that months can be subtracted."""
    return day.year * 12 + day.month - 1


def _length(year: int, month: int) -> int:
    return 29 if month == 2 and calendar.isleap(year) else _MONTH_LENGTH[month - 1]  # noqa: PLR2004 (February)


def _of_months(first: int, size: int) -> Period:
    last_year, last_month = divmod(first + size - 1, 12)
    start = dt.date(first // 12, first % 12 + 1, 1)
    return Period(start, dt.date(last_year, last_month + 1, _length(last_year, last_month + 1)))


def _days(first: dt.date, count: int, *, step: int = 1) -> Iterable[dt.date]:
    origin = first.toordinal()
    return map(dt.date.fromordinal, range(origin, origin + count * step, step))


def _year_earlier(day: dt.date, *, keep_month_end: bool) -> dt.date:
    length = _length(day.year - 1, day.month)
    if keep_month_end and is_month_end(day):
        return dt.date(day.year - 1, day.month, length)
    return dt.date(day.year - 1, day.month, min(day.day, length))


_TEXT_OF: Final[dict[str, Callable[[dt.date], str]]] = {
    "year": lambda day: f"{day.year}",
    "half": lambda day: f"{day.year}-H{(day.month + 5) // 6}",
    "quarter": lambda day: f"{day.year}-Q{(day.month + 2) // 3}",
    "month": lambda day: f"{day.year}-{day.month:02}",
    "day": dt.date.isoformat,
}


def _range_text(period: Period) -> str:
    """Years where both ends are a year's, else months where both are a month's, else days."""
    start, end = period.start, period.end
    if period.whole_months is None:
        return f"{start}..{end}"
    if start.month == 1 and end.month == 12:  # noqa: PLR2004 (December)
        return f"{start.year}..{end.year}"
    return f"{start.year}-{start.month:02}..{end.year}-{end.month:02}"


@functools.lru_cache(4096)
def _parse(text: str) -> Period:
    if len(text) > _LONGEST:
        _refuse(text, "period", expected=_FORMS)
    left, dots, right = text.partition("..")
    first = _ONE.fullmatch(left)
    last = _ONE.fullmatch(right) if dots else first
    if first is None or last is None:
        _refuse(text, "period", expected=_FORMS)
    start, end = _ends_of_one(first)[0], _ends_of_one(last)[1]
    if end < start:
        msg = f"{text!r} ends ({end}) before it begins ({start}); expected the earlier part first"
        raise PeriodError(msg)
    return Period(start, end)


@functools.lru_cache(4096)
def _parse_day(text: str) -> dt.date:
    match = _ONE.fullmatch(text) if len(text) <= _LONGEST else None
    if match is None or match[5] is None:
        _refuse(text, "day", expected="a day such as 2023-03-15")
    return _ends_of_one(match)[0]


def _ends_of_one(match: re.Match[str]) -> tuple[dt.date, dt.date]:
    text, year = match[0], int(match[1])
    half, quarter, month, day = (None if part is None else int(part) for part in match.group(2, 3, 4, 5))
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        msg = f"{text!r} is out of range: expected a year from {_FIRST_YEAR} to {_LAST_YEAR}"
        raise PeriodError(msg)
    for name, number, most in (("half", half, 2), ("quarter", quarter, 4), ("month", month, 12)):
        if number is not None and not 1 <= number <= most:
            msg = f"{text!r} does not exist: there is no {name} {number}; expected 1 to {most}"
            raise PeriodError(msg)
    if half is not None:
        return _ends_of_months(year * 12 + 6 * half - 6, 6)
    if quarter is not None:
        return _ends_of_months(year * 12 + 3 * quarter - 3, 3)
    if month is None:
        return dt.date(year, 1, 1), dt.date(year, 12, 31)
    if day is None:
        return _ends_of_months(year * 12 + month - 1, 1)
    if not 1 <= day <= _length(year, month):
        msg = f"{text!r} does not exist: {year}-{month:02} has days 01 to {_length(year, month)}"
        raise PeriodError(msg)
    return dt.date(year, month, day), dt.date(year, month, day)


def _ends_of_months(first: int, size: int) -> tuple[dt.date, dt.date]:
    period = _of_months(first, size)
    return period.start, period.end


def _refuse(text: str, what: Literal["day", "period"], *, expected: str) -> NoReturn:
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    guess = _guess(text, what) if len(text) <= _LONGEST else None
    if guess is None:
        msg = f"{shown!r} is not a {what}; expected {expected}"
    else:
        msg = f"{shown!r} is not written as a {what}; write {guess}"
    raise PeriodError(msg)


def _guess(text: str, what: Literal["day", "period"]) -> str | None:
    """The right form of a text that means a period, as people write them, or None."""
    guess = "".join(unicodedata.normalize("NFKC", text).upper().split())
    for pattern, replacement in _REPAIRS:
        guess = pattern.sub(replacement, guess)
    if guess == text or len(guess) > _LONGEST:
        return None
    try:
        return str(_parse_day(guess)) if what == "day" else str(Period.parse(guess))
    except PeriodError:
        return None


_REPAIRS: Final = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"^([0-9]{4})年([0-9]{1,2})月?[-–—~至到]([0-9]{1,2})月$", r"\1-\2..\1-\3"),
        (r"[–—~至到]", ".."),
        (r"年?(?:全年|度)", ""),
        (r"年?上半年", "-H1"),
        (r"年?下半年", "-H2"),
        (r"年?第?[一1]季度?", "-Q1"),
        (r"年?第?[二2]季度?", "-Q2"),
        (r"年?第?[三3]季度?", "-Q3"),
        (r"年?第?[四4]季度?", "-Q4"),
        (r"年(?=[0-9])|月(?=[0-9])|/|(?<!\.)\.(?!\.)", "-"),
        (r"[年月日号]", ""),
        (r"(?<![0-9])([0-9]{4})([HQ])", r"\1-\2"),
        (r"(?<![0-9])([0-9]{4})([0-9]{2})([0-9]{2})(?![0-9])", r"\1-\2-\3"),
        (r"(?<![0-9])([0-9]{4})([0-9]{2})(?![0-9])", r"\1-\2"),
        (r"-([0-9])(?![0-9])", r"-0\1"),
    )
)
