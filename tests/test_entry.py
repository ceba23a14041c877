"""Raw rows become observations as the plan means them: names, figures, units, states and days."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from targetkit.book import Book, Observation, Row
from targetkit.errors import BookError, Place
from targetkit.indicator import Finality, Indicator, Measure, Reading
from targetkit.interval import Interval
from targetkit.language import Text
from targetkit.period import Period
from targetkit.plan.entry import enter, plan_observations
from targetkit.plan.model import Plan, Source
from targetkit.target import Every, Group, Stage, Target
from targetkit.units import builtin

UNITS = builtin()
YEAR = Period.parse("2023")
D = Decimal


def indicator(name, unit, title="", *, measure=Measure.FLOW, aliases=(), readings=()):
    """An indicator; `unit` None for none."""
    own = UNITS.unit(unit) if unit else None
    return Indicator(name, Text.of(title or name), measure, own, aliases=aliases, readings=readings)


INDICATORS = (
    indicator("output", "亿元", "产值", aliases=("总产值", "output.value")),
    indicator("area", "亩"),
    indicator("firms", "家"),
    indicator("visits", "次"),
    indicator("share", "%", measure=Measure.RATE),
    indicator("yield", "万元/亩", measure=Measure.RATE),
    indicator("place", "位", measure=Measure.STOCK),
    indicator("bare", None),
)
BY_ID = {i.id: i for i in INDICATORS}
TARGETS = (
    Target("output-growth", "growth", YEAR, Text.of("g"), indicator=BY_ID["output"], each=Group(("甲", "乙"))),
    Target("firms-8", "count", YEAR, Text.of("f"), indicator=BY_ID["firms"], including=("上市公司",)),
    Target("boss-1", "amount", YEAR, Text.of("b"), indicator=BY_ID["area"], slice="局长"),
    Target("towns", "amount", YEAR, Text.of("t"), indicator=BY_ID["visits"], each=Group(ledger="towns")),
    Target(
        "plant",
        "milestone",
        YEAR,
        Text.of({"zh": "污水厂", "en": "Sewage plant"}),
        stages=(Stage("design", Text.of("d")), Stage("build", Text.of("b"))),
        after="选址确定",
    ),
    Target("roads", "milestone", YEAR, Text.of("路"), each=Group(("北路",)), stages=(Stage("paved", Text.of("p")),)),
    Target("report", "milestone", YEAR, Text.of("报"), slice="办公室", after="plant"),
    Target("reviews", "cadence", YEAR, Text.of("会"), every=Every.MONTH, each=Group(("一处",))),
)
PLAN = Plan(
    "p", Text.of("p"), YEAR, indicators=BY_ID, targets={t.id: t for t in TARGETS}, tolerance=UNITS.quantity("2 百分点")
)


def entered(name, value, unit="", *, period="2023-03", plan=PLAN, **more):
    """The observation of one row."""
    (found,) = enter(plan, [Row(name, period, value, unit, **more)], UNITS)
    return found


def figure(name, value, unit="", *, plan=PLAN):
    """What one row reports, under which name, and its half."""
    o = entered(name, value, unit, plan=plan)
    return o.name, o.what, o.value, o.half


def fault(*row, **more):
    """The one thing that is wrong with a row: code and message."""
    with pytest.raises(BookError) as caught:
        enter(PLAN, [Row(*row, **more)], UNITS)
    (found,) = caught.value.diagnostics
    return found.code, found.message


class TestNames:
    """Whose a reading is."""

    @pytest.mark.parametrize("name", ["output", "产值", "总产值", "output.value"])
    def test_an_indicator_goes_by_id_title_or_alias(self, name):
        """All of them lead to the id, also one with a dot in it."""
        assert "output" == entered(name, "1 亿元").name

    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("output@甲", "output@甲"),
            ("产值@乙", "output@乙"),
            ("area@局长", "area@局长"),
            ("visits@anything", "visits@anything"),
        ],
    )
    def test_members(self, name, address):
        """Members are those of `each` and `for`; the rows of a ledger can be any."""
        unit = str(BY_ID[address.partition("@")[0]].unit)

        assert address == entered(name, "1", unit).name

    @pytest.mark.parametrize(
        ("name", "address"),
        [
            ("plant", "plant"),
            ("污水厂", "plant"),
            ("Sewage plant", "plant"),
            ("plant.design", "plant.design"),
            ("污水厂.build", "plant.build"),
            ("roads@北路", "roads@北路"),
            ("roads@北路.paved", "roads@北路.paved"),
            ("report", "report@办公室"),
            ("report@办公室", "report@办公室"),
            ("选址确定", "选址确定"),
            ("firms@上市公司", "firms@上市公司"),
            ("reviews@一处", "reviews@一处"),
        ],
    )
    def test_what_is_done(self, name, address):
        """Milestones, stages, members, named ones, cadences and events all take `done`."""
        assert (address, "event", 1) == figure(name, "done")[:3]

    def test_names_are_compared_in_composed_form(self):
        """A decomposed letter is the same letter."""
        plan = Plan("p", Text.of("p"), YEAR, indicators={"é": indicator("é", "家")})

        assert "é" == entered("e\u0301", "1 家", plan=plan).name

    def test_what_a_target_waits_for_is_no_event_if_it_is_a_target(self):
        """`report` waits for `plant`, which keeps its stages and shares."""
        assert ("plant", "value", D("0.6"), D("0.005")) == figure("plant", "60%")


class TestFigures:
    """What is reported, in the indicator's own unit."""

    @pytest.mark.parametrize(
        ("row", "value", "half"),
        [
            (("output", "68.92", "亿元"), D("68.92"), D("0.005")),
            (("output", "68.92 亿元"), D("68.92"), D("0.005")),
            (("output", "689200", "万元"), D("68.92"), D("0.00005")),
            (("output", "-0.5亿元"), D("-0.5"), D("0.05")),
            (("area", "1", "公顷"), D(15), D("7.5")),
            (("firms", "27", "家"), D(27), D(0)),
            (("firms", "1,200 家"), D(1200), D(0)),
            (("share", "1/8"), D("12.5"), D(0)),
            (("share", "45", "‰"), D("4.5"), D("0.05")),
            (("place", "3 位"), D(3), D(0)),
            (("yield", "8.5", "万元/亩"), D("8.5"), D("0.05")),
            (("yield", "15", "万元/公顷"), D(1), Fraction(1, 30)),
            (("bare", "2"), D(2), D(0)),
            (("bare", "37.5"), D("37.5"), D("0.05")),
            (("bare", "1/3"), Fraction(1, 3), D(0)),
        ],
    )
    def test_values(self, row, value, half):
        """Figures are converted exactly, and half a unit of the last printed digit goes along."""
        assert (row[0], "value", value, half) == figure(*row)

    @pytest.mark.parametrize(
        ("row", "value"),
        [
            (("output", "8.2", "%"), D("8.2")),
            (("output", "-3%"), D(-3)),
            (("output", "+16", "%"), D(16)),
            (("output", "45‰"), D("4.5")),
            (("bare", "5%"), D(5)),
            (("yield", "11.3%"), D("11.3")),
            (("share", "1.5", "百分点"), D("1.5")),
            (("share", "-2 pp"), D(-2)),
        ],
    )
    def test_growth(self, row, value):
        """A share on what is no share is growth in %; points on a share are growth in points."""
        assert ("growth", value) == figure(*row)[1:3]

    @pytest.mark.parametrize(
        ("row", "value"),
        [
            (("visits", "300余", "次"), Interval(D(300), D(400), lo_open=True, hi_open=True)),
            (("output", "近3", "亿元"), Interval(D(2), D(3), lo_open=True, hi_open=True)),
            (("visits", "约117300余 次"), Interval(D(117300), D(117400), lo_open=True, hi_open=True)),
            (("area", "约6", "亩"), Interval(D("5.5"), D("6.5"))),
            (("area", "大约6.0 亩"), Interval(D("5.95"), D("6.05"))),
            (("area", "about 6 亩"), Interval(D("5.5"), D("6.5"))),
            (("area", "约1公顷"), Interval(D("7.5"), D("22.5"))),
            (("share", "约60%"), Interval(D(58), D(62))),
            (("bare", "约6"), Interval(D("5.5"), D("6.5"))),
            (("bare", "6余"), Interval(D(6), D(7), lo_open=True, hi_open=True)),
        ],
    )
    def test_vague_figures(self, row, value):
        """余 and 近 as everywhere; 约 with the plan's tolerance if it fits, else half of the last printed digit."""
        assert (row[0], "value", value, 0) == figure(*row)

    def test_a_fraction_about_has_no_last_digit(self):
        """Without a tolerance it cannot be read."""
        with pytest.raises(BookError, match="TKB126"):
            entered("share", "约1/3", plan=attrs.evolve(PLAN, tolerance=None))

    @pytest.mark.parametrize(
        ("row", "words"),
        [
            (("firms", "5", "个"), ("个", "家")),
            (("output", "5", "亿美元"), ("亿美元", "亿元")),
            (("share", "5", "亿元"), ("亿元", "%")),
            (("output", "5", "百分点"), ("百分点", "亿元")),
            (("output", "0"), ("亿元",)),
            (("output", "3 倍"), ("倍", "%")),
        ],
    )
    def test_a_unit_that_does_not_fit(self, row, words):
        """The message names both units; a figure without a unit never takes the indicator's."""
        code, message = fault(row[0], "2023", *row[1:])

        assert "TKB127" == code
        assert all(word in message for word in words)

    @pytest.mark.parametrize(
        "value",
        ["", "—", "nan", "NaN", "inf", "-inf", "1e5", "1E+5", "9**9**9", "2^9", "=1", "+a", "-a", "@a", "(5)", "5-6"],
    )
    def test_what_is_no_figure(self, value):
        """Each is refused, and nothing is evaluated."""
        assert "TKB126" == fault("output", "2023", value, "亿元")[0]


class TestStates:
    """What milestones, cadences and events report."""

    @pytest.mark.parametrize("word", ["done", "DONE", "完成", "已完成", "是", "yes"])
    def test_done_is_an_event(self, word):
        """On the last day of its period."""
        assert ("plant", "event", 1, 0) == figure("plant", word)

    @pytest.mark.parametrize("word", ["not done", "未完成", "否", "no"])
    def test_not_done_is_a_report(self, word):
        """Of nothing, for its own day."""
        assert ("plant", "value", 0, 0) == figure("plant", word)

    @pytest.mark.parametrize(
        ("value", "share", "half"),
        [
            ("60%", D("0.6"), D("0.005")),
            ("3/4", D("0.75"), D(0)),
            ("0.6", D("0.6"), D("0.05")),
            ("0", D(0), D(0)),
            ("1", D(1), D(0)),
            ("近90%", Interval(D("0.8"), D("0.9"), lo_open=True, hi_open=True), D(0)),
        ],
    )
    def test_a_share_of_completion(self, value, share, half):
        """A share of 1, also of a stage and of a member."""
        for name in ("plant", "plant.build", "roads@北路"):
            assert (name, "value", share, half) == figure(name, value)

    @pytest.mark.parametrize("value", ["60", "101%", "-5%", "5 个", "maybe", "2 百分点"])
    def test_what_is_no_state(self, value):
        """A completion is done, not done, or between 0 and 100 %."""
        assert "TKB128" == fault("plant", "2023", value)[0]

    def test_a_cadence_is_counted(self):
        """In any unit of counting, scale words included; or it is done once."""
        assert ("reviews", "value", D(2), 0) == figure("reviews", "2", "次")
        assert ("reviews", "value", D(1), 0) == figure("reviews", "1 场")
        assert ("reviews", "value", D(20000), D(5000)) == figure("reviews", "2 万次")
        assert ("reviews", "event", D(1), 0) == figure("reviews", "done")
        assert "TKB127" == fault("reviews", "2023", "2 亿元")[0]
        assert "TKB127" == fault("reviews", "2023", "2")[0]

    def test_a_named_one_is_done_or_counted(self):
        """One that must be among the counted."""
        assert ("firms@上市公司", "value", D(1), 0) == figure("firms@上市公司", "1", "家")
        assert ("firms@上市公司", "value", D(0), 0) == figure("firms@上市公司", "未完成")

    def test_an_indicator_is_not_done(self):
        """`done` is no figure of what is measured."""
        assert "TKB126" == fault("output", "2023", "done")[0]

    def test_an_event_has_come_or_not(self):
        """It has no share."""
        assert ("选址确定", "value", D(0), 0) == figure("选址确定", "no")
        assert "TKB128" == fault("选址确定", "2023", "60%")[0]


class TestDays:
    """Of what, known when, and how final."""

    def test_a_reading_is_known_on_the_last_day_of_its_period_if_it_does_not_say(self):
        """Otherwise on the day that it says."""
        assert dt.date(2023, 3, 31) == entered("firms", "1 家").known
        assert dt.date(2023, 4, 15) == entered("firms", "1 家", known="2023-04-15").known

    def test_nothing_is_known_before_its_period_begins(self):
        """On its first day it can be."""
        assert dt.date(2023, 3, 1) == entered("firms", "1 家", known="2023-03-01").known
        assert "TKB125" == fault("firms", "2023-03", "1 家", known="2023-02-28")[0]

    def test_other_years_are_entered_too(self):
        """Growth is measured from them."""
        assert Period.parse("2022-01..2022-02") == entered("output", "1 亿元", period="2022-01..2022-02").period

    @pytest.mark.parametrize(
        ("word", "status"),
        [
            ("", None),
            ("provisional", Finality.PROVISIONAL),
            ("预计", Finality.PROVISIONAL),
            ("初步", Finality.PROVISIONAL),
            ("Final", Finality.FINAL),
            ("最终", Finality.FINAL),
        ],
    )
    def test_status(self, word, status):
        """Provisional, final, or not said."""
        assert status is entered("firms", "1 家", status=word).status

    def test_the_rest_goes_along(self):
        """Source, note and place."""
        place = Place("a.csv", 7)

        o = entered("firms", "1 家", source="统计局", note="初报", place=place)

        assert ("统计局", "初报", place) == (o.source, o.note, o.place)


class TestAllAtOnce:
    """Everything that is wrong is told in one run."""

    def test_every_fault_of_every_row(self):
        """A row with four faults has four findings, at its place."""
        rows = [
            Row("firms", "2023-3", "x 家", known="2023", status="?", place=Place("a.csv", 2)),
            Row("nobody", "2023", "1 家", place=Place("a.csv", 3)),
            Row("firms", "2023", "1 家", place=Place("a.csv", 4)),
        ]

        with pytest.raises(BookError) as caught:
            enter(PLAN, rows, UNITS)

        found = [(d.place.line, d.code) for d in caught.value.diagnostics]
        assert [(2, "TKB123"), (2, "TKB124"), (2, "TKB129"), (2, "TKB126"), (3, "TKB121")] == found
        assert "and 4 more" in caught.value.message

    def test_no_more_than_a_thousand(self):
        """And unknown names end soon, for the nearest are sought only for the first."""
        with pytest.raises(BookError) as caught:
            enter(PLAN, (Row(f"nobody-{n}", "2023", "1 家") for n in range(100_000)), UNITS)

        assert 1_000 == len(caught.value.diagnostics)

    def test_a_contradiction_names_both_places(self):
        """Two values of one period that became known on one day: the message has both."""
        rows = [
            Row("firms", "2023", "1 家", place=Place("a.csv", 2)),
            Row("firms", "2023", "2 家", place=Place("b.csv", 9)),
        ]

        with pytest.raises(BookError) as caught:
            Book(enter(PLAN, rows, UNITS))

        assert "1 (a.csv:2) and 2 (b.csv:9)" in caught.value.message


class TestOfThePlan:
    """The readings that the plan itself prints."""

    READINGS = (
        Reading(
            Period.parse("2022"),
            UNITS.quantity("1143700 万元"),
            UNITS.quantity("42.18%"),
            Finality.PROVISIONAL,
            "产值114.37亿元",
        ),
    )
    PLAN = Plan("p", Text.of("p"), YEAR, indicators={"output": indicator("output", "亿元", readings=READINGS)})

    def test_value_and_growth(self):
        """Both are observations, in the indicator's unit and in %."""
        value, growth = plan_observations(self.PLAN)

        known = dt.date(2022, 12, 31)
        expected = Observation(
            "output",
            Period.parse("2022"),
            D("114.37"),
            known,
            half=D("0.00005"),
            status=Finality.PROVISIONAL,
            note="产值114.37亿元",
        )
        assert expected == value
        assert attrs.evolve(expected, value=D("42.18"), half=D("0.005"), what="growth") == growth

    def test_they_are_known_when_the_source_was_published(self):
        """And they have its title; without a day, they are known on the eve of the plan's period."""
        plan = attrs.evolve(self.PLAN, source=Source(title="报告", published=dt.date(2022, 12, 20)))

        assert {("报告", dt.date(2022, 12, 20))} == {(o.source, o.known) for o in plan_observations(plan)}

    def test_a_place_goes_along(self):
        """Where the reading stands in the plan file."""
        place = Place("p.yaml", 12, 5)
        plan = attrs.evolve(self.PLAN, places={"indicators.output.readings.2022": place})

        assert {place} == {o.place for o in plan_observations(plan)}

    def test_a_later_reading_of_the_book_wins(self):
        """The book's revision of the base."""
        later = Row("output", "2022", "113.85 亿元", known="2023-10-20")

        book = Book((*plan_observations(self.PLAN), *enter(self.PLAN, [later], UNITS)))

        assert [D("113.85")] == [o.value for o in book.as_known(dt.date(2023, 10, 20)).readings("output")]
        assert [D("114.37")] == [o.value for o in book.as_known(dt.date(2023, 10, 19)).readings("output")]

    def test_a_unit_that_does_not_fit(self):
        """It is told which indicator and period."""
        wrong = indicator("output", "家", readings=self.READINGS)
        plan = Plan("p", Text.of("p"), YEAR, indicators={"output": wrong})

        with pytest.raises(BookError, match="output of 2022: 万元"):
            plan_observations(plan)
