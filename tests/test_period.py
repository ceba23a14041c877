"""Periods: what is read, what is printed, what is refused, and what is counted."""

import datetime as dt
import pickle
from fractions import Fraction

import pytest

from targetkit.errors import PeriodError
from targetkit.period import Period, is_month_end, month_end, months_between, parse_day


def day(text: str) -> dt.date:
    """A date, read by the standard library."""
    return dt.date.fromisoformat(text)


class TestParse:
    """Reading."""

    @pytest.mark.parametrize(
        ("text", "start", "end"),
        [
            ("2023", "2023-01-01", "2023-12-31"),
            ("2023-H1", "2023-01-01", "2023-06-30"),
            ("2023-H2", "2023-07-01", "2023-12-31"),
            ("2023-Q1", "2023-01-01", "2023-03-31"),
            ("2023-Q4", "2023-10-01", "2023-12-31"),
            ("2023-02", "2023-02-01", "2023-02-28"),
            ("2024-02", "2024-02-01", "2024-02-29"),
            ("1900-02", "1900-02-01", "1900-02-28"),
            ("2000-02", "2000-02-01", "2000-02-29"),
            ("2023-03-15", "2023-03-15", "2023-03-15"),
            ("2024-02-29", "2024-02-29", "2024-02-29"),
            ("2023-10..2024-09", "2023-10-01", "2024-09-30"),
            ("2023-06..2023", "2023-06-01", "2023-12-31"),
            ("2023-Q1..2023-11-05", "2023-01-01", "2023-11-05"),
            ("1900..2999", "1900-01-01", "2999-12-31"),
        ],
    )
    def test_reads_from_the_first_day_to_the_last(self, text: str, start: str, end: str) -> None:
        """A period runs from the first day of its first part to the last day of its last part."""
        period = Period.parse(text)

        assert Period(day(start), day(end)) == period

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("2026-13-01", "'2026-13-01' does not exist: there is no month 13; expected 1 to 12"),
            ("2026-00", "'2026-00' does not exist: there is no month 0; expected 1 to 12"),
            ("2023-02-30", "'2023-02-30' does not exist: 2023-02 has days 01 to 28"),
            ("2023-02-29", "'2023-02-29' does not exist: 2023-02 has days 01 to 28"),
            ("2023-04-00", "'2023-04-00' does not exist: 2023-04 has days 01 to 30"),
            ("2023-Q5", "'2023-Q5' does not exist: there is no quarter 5; expected 1 to 4"),
            ("2023-H3", "'2023-H3' does not exist: there is no half 3; expected 1 to 2"),
            ("2023-01..2023-02-30", "'2023-02-30' does not exist: 2023-02 has days 01 to 28"),
        ],
    )
    def test_names_a_date_that_does_not_exist(self, text: str, message: str) -> None:
        """A text of the right form that is no date is called so, with the numbers that would be."""
        with pytest.raises(PeriodError) as caught:
            Period.parse(text)

        assert message == str(caught.value)

    @pytest.mark.parametrize(
        ("text", "right"),
        [
            ("2023年", "2023"),
            ("2023年度", "2023"),
            ("2023/03", "2023-03"),
            ("2023-3", "2023-03"),
            ("2023.3.5", "2023-03-05"),
            ("２０２３", "2023"),
            ("２０２３－０３", "2023-03"),
            ("2023年3月", "2023-03"),
            ("2023年3月15日", "2023-03-15"),
            ("2023年1-6月", "2023-H1"),
            ("2023年1-5月", "2023-01..2023-05"),
            ("2023年上半年", "2023-H1"),
            ("2023年下半年", "2023-H2"),
            ("2023年第三季度", "2023-Q3"),
            ("2023年一季度", "2023-Q1"),
            ("2023q1", "2023-Q1"),
            ("202303", "2023-03"),
            ("20230315", "2023-03-15"),
            (" 2023 ", "2023"),
            ("2023-01—2023-05", "2023-01..2023-05"),
        ],
    )
    def test_offers_the_right_form(self, text: str, right: str) -> None:
        """What people write instead is refused with the form to write."""
        with pytest.raises(PeriodError) as caught:
            Period.parse(text)

        assert f"{text!r} is not written as a period; write {right}" == str(caught.value)

    @pytest.mark.parametrize("text", ["", "abc", "23", "2023-01..", "..2023", "2023..2024..2025", "2023-٠٣", "2023\n"])
    def test_says_what_was_expected(self, text: str) -> None:
        """What cannot be guessed is refused with all the forms, or with the right one."""
        with pytest.raises(PeriodError, match=r"expected 2023, 2023-H1|write 2023"):
            Period.parse(text)

    @pytest.mark.parametrize("text", ["1899", "3000", "0000", "1899-12-31..1900"])
    def test_knows_the_years_1900_to_2999(self, text: str) -> None:
        """A year outside 1900 to 2999 is out of range, not a wrong form."""
        with pytest.raises(PeriodError, match="out of range: expected a year from 1900 to 2999"):
            Period.parse(text)

    def test_refuses_a_range_that_runs_backwards(self) -> None:
        """A range that ends before it begins names both days."""
        with pytest.raises(PeriodError) as caught:
            Period.parse("2023-06..2023-01")

        assert (
            "'2023-06..2023-01' ends (2023-01-31) before it begins (2023-06-01); expected the earlier part first"
        ) == str(caught.value)

    def test_caps_the_length(self) -> None:
        """A long text is refused, and is not printed in full."""
        with pytest.raises(PeriodError) as caught:
            Period.parse("2023" * 100_000)

        assert len(str(caught.value)) < 200

    def test_refuses_what_is_no_text(self) -> None:
        """A number is not a text: it is refused by name."""
        with pytest.raises(PeriodError, match="read from a text, and got 2023"):
            Period.parse(2023)  # type: ignore[arg-type]

    def test_an_error_is_a_value_error(self) -> None:
        """Code that does not know targetkit can catch a mistake."""
        with pytest.raises(ValueError, match="expected"):
            Period.parse("soon")


class TestParseDay:
    """Reading days."""

    def test_reads_a_day(self) -> None:
        """A day is year, month and day with two hyphens."""
        assert day("2024-02-29") == parse_day("2024-02-29")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            ("2023-03", "'2023-03' is not a day; expected a day such as 2023-03-15"),
            ("2023-03-01..2023-03-01", "'2023-03-01..2023-03-01' is not a day; expected a day such as 2023-03-15"),
            ("2023/3/5", "'2023/3/5' is not written as a day; write 2023-03-05"),
            ("2023年3月5日", "'2023年3月5日' is not written as a day; write 2023-03-05"),
            ("2023-02-29", "'2023-02-29' does not exist: 2023-02 has days 01 to 28"),
            ("1899-01-01", "'1899-01-01' is out of range: expected a year from 1900 to 2999"),
        ],
    )
    def test_refuses_what_is_no_day(self, text: str, message: str) -> None:
        """A month is not a day, and a day that does not exist is not moved to one that does."""
        with pytest.raises(PeriodError) as caught:
            parse_day(text)

        assert message == str(caught.value)

    def test_refuses_what_is_no_text(self) -> None:
        """A date is not a text either: it needs no reading."""
        with pytest.raises(PeriodError, match="read from a text"):
            parse_day(day("2023-01-01"))  # type: ignore[arg-type]


class TestValue:
    """A period as a value."""

    def test_prints_the_shortest_form(self) -> None:
        """A range that is a calendar period prints as that; others print months, years or days."""
        texts = {
            "2023-01..2023-12": "2023",
            "2023-01..2023-06": "2023-H1",
            "2023-04-01..2023-06": "2023-Q2",
            "2023-03-01..2023-03-31": "2023-03",
            "2023-03-15..2023-03-15": "2023-03-15",
            "2023-Q1..2023-05": "2023-01..2023-05",
            "2023-Q2..2023-Q3": "2023-04..2023-09",
            "2021..2025": "2021..2025",
            "2023-H2..2024-H1": "2023-07..2024-06",
            "2023-01..2023-03-30": "2023-01-01..2023-03-30",
        }

        assert texts == {text: str(Period.parse(text)) for text in texts}

    def test_grain(self) -> None:
        """The grain is the calendar's word for the period, however it was written."""
        grains = {
            "2023": "year",
            "2023-H2": "half",
            "2023-07..2023-12": "half",
            "2023-Q3": "quarter",
            "2023-03": "month",
            "2023-03-15": "day",
            "2023-01..2023-05": "range",
            "2023-02..2023-04": "range",
            "2023-04..2023-09": "range",
            "2021..2022": "range",
            "2023-01-02..2023-01-31": "range",
        }

        assert grains == {text: Period.parse(text).grain for text in grains}

    def test_sorts_by_start_then_end(self) -> None:
        """Periods sort by first day, then by last day."""
        ordered = [Period.parse(text) for text in ("2022", "2023-01-01", "2023-01", "2023", "2023-02")]

        assert ordered == sorted(ordered[at] for at in (3, 1, 4, 0, 2))

    def test_survives_pickling(self) -> None:
        """Periods cross process borders."""
        period = Period.parse("2023-Q1")

        assert period == pickle.loads(pickle.dumps(period))

    def test_cannot_end_before_it_begins(self) -> None:
        """The constructor refuses a period that runs backwards."""
        with pytest.raises(PeriodError, match=r"cannot end \(2023-01-01\) before it begins \(2023-01-02\)"):
            Period(day("2023-01-02"), day("2023-01-01"))

    def test_has_no_time_of_day(self) -> None:
        """A date with a time is refused: a period is whole days."""
        with pytest.raises(PeriodError, match="two dates without a time of day"):
            Period(dt.datetime(2023, 1, 1, tzinfo=dt.UTC), day("2023-01-01"))

    @pytest.mark.parametrize(("start", "end"), [("1899-12-31", "1900-01-01"), ("2999-12-31", "3000-01-01")])
    def test_every_period_has_a_text(self, start: str, end: str) -> None:
        """The constructor knows the same years as the texts do."""
        with pytest.raises(PeriodError, match="out of range"):
            Period(day(start), day(end))


class TestRelations:
    """Days in periods, periods in periods."""

    def test_both_ends_are_in_it(self) -> None:
        """The first and the last day are in the period, their neighbours are not."""
        march = Period.parse("2023-03")

        assert day("2023-03-01") in march
        assert day("2023-03-31") in march
        assert day("2023-02-28") not in march
        assert day("2023-04-01") not in march

    def test_contains(self) -> None:
        """A period contains itself and its parts, and nothing that sticks out."""
        year = Period.parse("2023")

        assert year.contains(year)
        assert year.contains(Period.parse("2023-Q4"))
        assert not year.contains(Period.parse("2023-12..2024-01"))
        assert not Period.parse("2023-Q4").contains(year)

    def test_overlaps(self) -> None:
        """One shared day is enough to overlap; neighbours do not."""
        first, second = Period.parse("2023-01-01..2023-01-15"), Period.parse("2023-01-15..2023-01-31")

        assert first.overlaps(second)
        assert not Period.parse("2023-01").overlaps(Period.parse("2023-02"))

    def test_adjoins_looks_forward(self) -> None:
        """January adjoins February; February does not adjoin January."""
        january, february = Period.parse("2023-01"), Period.parse("2023-02")

        assert january.adjoins(february)
        assert not february.adjoins(january)
        assert not january.adjoins(january)
        assert not january.adjoins(Period.parse("2023-03"))

    @pytest.mark.parametrize(
        ("parts", "expected"),
        [
            (["2023-H2", "2023-Q1", "2023-Q2"], True),
            (["2023"], True),
            (["2023-H1", "2023-Q3"], False),
            (["2023-Q2", "2023-H2"], False),
            (["2023-Q1", "2023-Q2", "2023-Q4"], False),
            (["2023-H1", "2023-Q2", "2023-H2"], False),
            (["2023-H1", "2023-H1", "2023-H2"], False),
            (["2023-H1", "2023-07..2024-01"], False),
            ([], False),
        ],
    )
    def test_tiles(self, parts: list[str], *, expected: bool) -> None:
        """Parts tile a period if they cover it without hole or overlap and do not stick out."""
        assert expected is Period.parse("2023").tiles(Period.parse(part) for part in parts)


class TestCounting:
    """Days, months, shares."""

    def test_days_count_both_ends(self) -> None:
        """A day has one day; 2024 has 366."""
        assert [1, 28, 366] == [Period.parse(text).days for text in ("2023-03-15", "2023-02", "2024")]

    def test_whole_months(self) -> None:
        """Months are counted between a first of a month and a month end, and not otherwise."""
        months = {"2023": 12, "2023-H1": 6, "2024-02": 1, "2023-10..2024-09": 12}

        assert months == {text: Period.parse(text).whole_months for text in months}
        assert Period.parse("2023-01-02..2023-03").whole_months is None
        assert Period.parse("2023-01..2023-03-30").whole_months is None
        assert Period.parse("2024-02-01..2024-02-28").whole_months is None

    @pytest.mark.parametrize(
        ("text", "at", "expected"),
        [
            ("2023", "2022-12-31", 0),
            ("2023", "2023-01-30", 0),
            ("2023", "2023-01-31", 1),
            ("2023", "2023-06-29", 5),
            ("2023", "2023-06-30", 6),
            ("2023", "2023-12-31", 12),
            ("2023", "2030-01-15", 12),
            ("2023-01-15..2023-03-31", "2023-01-31", 0),
            ("2023-01-15..2023-03-31", "2023-03-31", 2),
            ("2023-01-01..2023-03-15", "2023-12-31", 2),
            ("2023-01-10..2023-01-20", "2023-12-31", 0),
        ],
    )
    def test_a_month_is_gone_at_the_end_of_its_last_day(self, text: str, at: str, expected: int) -> None:
        """Whole months of the period are counted when their last day is over, and no further than its end."""
        assert expected == Period.parse(text).months_elapsed(day(at))

    def test_calendar_pace_is_whole_months(self) -> None:
        """On 30 June half of the year is gone by months; by days it is 181 of 365."""
        year = Period.parse("2023")

        assert Fraction(1, 2) == year.elapsed(day("2023-06-30"))
        assert Fraction(5, 12) == year.elapsed(day("2023-06-29"))
        assert Fraction(181, 365) == year.elapsed(day("2023-06-30"), by="days")

    def test_a_period_without_whole_months_goes_by_days(self) -> None:
        """A period that ends on 10 May is counted in days: on 30 April it is not over."""
        period = Period.parse("2023-01-01..2023-05-10")

        assert Fraction(120, 130) == period.elapsed(day("2023-04-30"))

    def test_elapsed_knows_two_ways(self) -> None:
        """Another way of counting is refused by name."""
        with pytest.raises(PeriodError, match="'weeks'; expected 'months' or 'days'"):
            Period.parse("2023").elapsed(day("2023-01-01"), by="weeks")  # type: ignore[arg-type]

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2023", "2022"),
            ("2023-H1", "2022-H1"),
            ("2024-Q1", "2023-Q1"),
            ("2024-02", "2023-02"),
            ("2025-02", "2024-02"),
            ("2024-02-29", "2023-02-28"),
            ("2024-02-28", "2023-02-28"),
            ("2025-02-28", "2024-02-29"),
            ("2023-03-15", "2022-03-15"),
            ("2023-10..2024-09", "2022-10..2023-09"),
            ("2025-01..2025-02", "2024-01..2024-02"),
            ("2024-02-29..2024-03-10", "2023-02-28..2023-03-10"),
            ("2025-02-28..2025-03-10", "2024-02-28..2024-03-10"),
        ],
    )
    def test_year_earlier(self, text: str, expected: str) -> None:
        """The same period of the year before; a month end stays a month end, leap years included."""
        assert expected == str(Period.parse(text).year_earlier())

    def test_nothing_is_earlier_than_1900(self) -> None:
        """The year before 1900 is out of range."""
        with pytest.raises(PeriodError, match="out of range"):
            Period.parse("1900").year_earlier()


class TestSplit:
    """Cutting a period at the calendar."""

    @pytest.mark.parametrize(
        ("text", "grain", "expected"),
        [
            ("2023", "half", ["2023-H1", "2023-H2"]),
            ("2023", "quarter", ["2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4"]),
            ("2023-Q1", "month", ["2023-01", "2023-02", "2023-03"]),
            ("2021..2022", "year", ["2021", "2022"]),
            ("2023-12-30..2024-01-02", "day", ["2023-12-30", "2023-12-31", "2024-01-01", "2024-01-02"]),
            ("2023-02-02..2023-05-30", "month", ["2023-03", "2023-04"]),
            ("2023-02..2023-10", "quarter", ["2023-Q2", "2023-Q3"]),
            ("2023-02..2024-05", "half", ["2023-H2"]),
            ("2023-03", "quarter", []),
            ("2023-03-15", "month", []),
            ("2022-07..2023-06", "year", []),
            ("2023-01-01..2023-01-16", "week", ["2023-01-02..2023-01-08", "2023-01-09..2023-01-15"]),
            ("2023-01-02..2023-01-08", "week", ["2023-01-02..2023-01-08"]),
            ("2023-01-03..2023-01-14", "week", []),
            ("2023-01-03", "week", []),
            ("2999-12", "month", ["2999-12"]),
        ],
    )
    def test_keeps_what_lies_wholly_within(self, text: str, grain: str, expected: list[str]) -> None:
        """A part is a calendar interval that neither begins before the period nor ends after it."""
        parts = Period.parse(text).split(grain)  # type: ignore[arg-type]

        assert expected == [str(part) for part in parts]

    def test_knows_six_grains(self) -> None:
        """Another grain is refused by name."""
        with pytest.raises(PeriodError, match="cannot be split by 'decade'; expected day, week, month"):
            Period.parse("2023").split("decade")  # type: ignore[arg-type]


class TestMonthEnds:
    """Month ends."""

    def test_is_month_end(self) -> None:
        """28 February is a month end except in leap years."""
        days = {"2023-02-28": True, "2024-02-28": False, "2024-02-29": True, "2023-04-30": True, "2023-05-30": False}

        assert days == {text: is_month_end(day(text)) for text in days}

    def test_month_end(self) -> None:
        """Each day knows the end of its month."""
        assert day("2024-02-29") == month_end(day("2024-02-01"))
        assert day("2023-12-31") == month_end(day("2023-12-31"))

    def test_months_between_month_ends(self) -> None:
        """Months have a length between month ends only, and it has a sign."""
        assert months_between(day("2022-12-31"), day("2023-12-31")) == 12
        assert months_between(day("2023-02-28"), day("2024-02-29")) == 12
        assert months_between(day("2023-06-30"), day("2023-05-31")) == -1
        assert months_between(day("2022-12-31"), day("2023-05-10")) is None
        assert months_between(day("2024-02-28"), day("2024-03-31")) is None
