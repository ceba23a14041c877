"""Explanations and words: what is said of a verdict, in Chinese and in English."""

import datetime as dt
import os
import string
from decimal import Decimal
from pathlib import Path

import attrs
import pytest

from targetkit import kinds, wording
from targetkit.assessment import Assessment, Fault, Judgement
from targetkit.book import Book, Observation
from targetkit.evaluators import Attainment, Pace
from targetkit.explanation import _LINES, bound_text, explain, period_text, required_text
from targetkit.indicator import Better, Finality, Indicator, Measure
from targetkit.interval import Interval
from targetkit.judging import judge, roll_up
from targetkit.language import Text
from targetkit.period import Period
from targetkit.status import RANK, Reason, Status
from targetkit.target import BOUND_WORDS, Bound, Due, Every, Figure, Grade, OpenFigure, Reference, Target
from targetkit.trajectory import Lacking
from targetkit.units import builtin
from targetkit.wording import say, share

GOLDEN = Path(__file__).parent / "golden"
KINDS = {"growth": kinds.GROWTH, "decline": kinds.DECLINE, "count": kinds.COUNT, "milestone": kinds.MILESTONE}
YEAR = Period.parse("2023")


def bound(**words: str | Figure) -> Bound:
    """A bound from its words: `bound(at_least="16%")`."""
    return Bound(tuple((w, builtin().quantity(f) if isinstance(f, str) else f) for w, f in words.items()))


def indicator(name: str, zh: str, en: str, unit: str, better: Better = Better.HIGHER) -> Indicator:
    """A flow."""
    return Indicator(name, Text.of({"zh": zh, "en": en}), Measure.FLOW, builtin().unit(unit), better)


def seen(name: str, period: str, value: str, known: str, **more: object) -> Observation:
    """One observation."""
    return Observation(name, Period.parse(period), Decimal(value), dt.date.fromisoformat(known), **more)


def assess(target: Target, rows: list[Observation], day: str, *, known: str = "") -> Assessment:
    """The target, judged by pace."""
    as_of, until = dt.date.fromisoformat(day), dt.date.fromisoformat(known or day)
    made = KINDS[target.kind].trajectory(target, Book(rows).as_known(until), as_of)
    if isinstance(made, Lacking):
        judgement = Judgement(made.status, made.reason)
        return Assessment(target, as_of, until, judgement, lacking=made, evaluator="pace")
    return Assessment(target, as_of, until, judge(made, Pace()), trajectory=made, evaluator="pace")


OUTPUT = indicator("output", "规上工业总产值", "Industrial output", "亿元")
SIGNED = indicator("signed", "新签约项目数", "Projects signed", "个")
ACCIDENTS = indicator("accidents", "事故起数", "Accidents", "起", Better.LOWER)

GROWTH = Target(
    "output-16",
    "growth",
    YEAR,
    Text.of({"zh": "规上工业总产值增长", "en": "Growth of industrial output"}),
    indicator=OUTPUT,
    bound=bound(at_least="16%"),
    grade=Grade.EXPECTED,
    lead="主要预期经济指标",
    quote=("规上工业总产值增长16%",),
    assumed=("at_least",),
    label="H1",
    owner=("经济发展局",),
)
COUNT = Target(
    "signed-27",
    "count",
    YEAR,
    Text.of({"zh": "新签约项目", "en": "Projects signed"}),
    indicator=SIGNED,
    bound=bound(at_least="27 个"),
    grade=Grade.ASPIRATIONAL,
    quote=("力争全年新签约项目不少于27个",),
    label="1.3",
)
CAP = Target("safe", "count", YEAR, Text.of("事故"), indicator=ACCIDENTS, bound=bound(at_most="2 起"))
MILESTONE = Target(
    "plant",
    "milestone",
    YEAR,
    Text.of({"zh": "污水处理厂开工", "en": "Sewage plant begun"}),
    due=Due(dt.date(2023, 9, 30)),
    quote=("9月底前开工",),
)
BASE = seen(
    "output", "2022", "114.37", "2022-12-31", half=Decimal("0.005"), status=Finality.PROVISIONAL, source="工作总结"
)
HALF = seen("output", "2023-H1", "68.92", "2023-06-30", half=Decimal("0.005"), status=Finality.PROVISIONAL)
MAY = seen("signed", "2023-01..2023-05", "9", "2023-06-05")

EXAMPLES = {
    "growth": assess(GROWTH, [BASE, HALF], "2023-06-30"),
    "count": assess(COUNT, [MAY], "2023-06-30"),
    "milestone": assess(MILESTONE, [seen("plant", "2023-08-20", "1", "2023-08-21", what="event")], "2023-08-31"),
    "baseline-missing": assess(GROWTH, [HALF], "2023-06-30"),
}


class TestExplain:
    """The explanation of one assessment."""

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("name", sorted(EXAMPLES))
    def test_reads_as_it_was_approved(self, name, lang):
        """Every line of the examples is as a person has read and approved it."""
        path, found = GOLDEN / f"explain-{name}.{lang}.txt", explain(EXAMPLES[name], lang=lang)
        if os.environ.get("TARGETKIT_ACCEPT"):
            path.write_text(found, encoding="utf-8")

        assert path.read_text(encoding="utf-8") == found

    def test_speaks_chinese_unless_told_otherwise(self):
        """Without a language, or with one that is not known, the explanation is in Chinese."""
        a = EXAMPLES["growth"]

        assert explain(a, lang="zh") == explain(a)
        assert explain(a, lang="zh") == explain(a, lang="fr")
        assert explain(a, lang="en") == explain(a, lang="en-GB")

    def test_pace_is_shown_on_the_day_of_the_reading(self):
        """A reading for May, judged in June, is compared with 5 months of 12, and the text says so."""
        text = explain(EXAMPLES["count"], lang="en")

        assert "5 ÷ 12 months ≈ 41.7% (when the figure ends; 50.0% on the day of the judgement)" in text
        assert "27 × 5 ÷ 12 = 11.25" in text

    def test_fragile_verdict_says_so(self):
        """132.67 against 132.6692, both printed to two decimals, is achieved within its rounding only."""
        a = assess(GROWTH, [BASE, seen("output", "2023", "132.67", "2024-01-15", half=Decimal("0.005"))], "2024-01-20")
        text = explain(a, lang="en")

        assert "Only a revision of the figure to < 132.6692 亿元 would change it, to “missed”" in text
        assert "within that the verdict could differ (fragile)" in text
        assert "132.67 ÷ 132.6692 ≈ 100.001%" in text

    def test_cap_is_not_attained_but_controlled(self):
        """Of a cap the text speaks of a limit, and of being over it, never of an attained share."""
        text = explain(assess(CAP, [seen("accidents", "2023-01..2023-05", "1", "2023-06-15")], "2023-06-30"))

        assert "上限:≤ 2 起" in text
        assert "超出时序进度 8.3 个百分点" in text
        assert "完成率" not in text

    def test_later_knowledge_is_excluded_aloud(self):
        """Where the book is read as of an earlier day than the judgement, the explanation says so."""
        text = explain(assess(COUNT, [MAY], "2023-06-30", known="2023-06-20"))

        assert "仅采用2023年6月20日前(含当日)已知的数据。" in text

    def test_open_figure_asks_for_the_plan(self):
        """A figure that is set elsewhere is asked for in the plan, not in the book."""
        target = attrs.evolve(COUNT, bound=bound(at_least=OpenFigure("另行下达")))

        assert "目标值尚未确定(“另行下达”);确定后请写入计划文件" in explain(assess(target, [], "2023-06-30"))

    def test_parts_are_one_line_each(self):
        """A composite lists its parts, and how many members are still to be named."""
        part = assess(attrs.evolve(MILESTONE, slice="文慧路"), [], "2023-06-30")
        whole = roll_up([part.judgement], unnamed=3)
        a = Assessment(MILESTONE, part.as_of, part.known, whole, parts=(("文慧路", part),), unnamed=3)
        text = explain(a)

        assert "  文慧路:无数据(尚未报送数据;登记名 plant@文慧路)\n  另有 3 个未列名" in text

    def test_failure_names_who_failed(self):
        """An error names the plugin and what happened."""
        failed = Judgement(Status.ERROR, Reason.PLUGIN_FAILED)
        a = Assessment(COUNT, dt.date(2023, 6, 30), dt.date(2023, 6, 30), failed, fault=Fault("boom", "mu"))

        assert "mu: boom; update or remove the plugin" in explain(a, lang="en")

    def test_stretch_is_explained_beside(self):
        """The tier above stands at the end, with its own arithmetic."""
        above = assess(attrs.evolve(COUNT, bound=bound(at_least="36 个")), [MAY], "2023-06-30")
        text = explain(attrs.evolve(EXAMPLES["count"], stretch=above), lang="en")

        assert "The tier above\n  Bound: at least 36\n" in text
        assert "9 ÷ 36 = 25.0%" in text

    def test_text_from_files_steers_no_terminal(self):
        """Control characters of a title or a source never reach the output."""
        target = attrs.evolve(COUNT, title=Text.of("a\x1b[31mb\r\nc"))
        text = explain(assess(target, [attrs.evolve(MAY, source="x\x1b]0;y\x07")], "2023-06-30"))

        assert all(c.isprintable() or c == "\n" for c in text)

    @pytest.mark.parametrize("name", sorted(EXAMPLES))
    def test_prints_on_a_chinese_console(self, name):
        """Every character exists in GBK, the character set of Chinese Windows consoles."""
        text = explain(EXAMPLES[name])

        assert text == text.encode("gbk").decode("gbk")

    def test_lines_of_the_methods_are_their_defaults(self):
        """Where parameters do not say, the lines that the text computes with are the methods' own."""
        for name, method in (("pace", Pace()), ("attainment", Attainment())):
            assert _LINES[name] == (str(method.at_risk), str(method.off_track))

    @pytest.mark.parametrize("value", ["67", "66.3346", "66.3345", "53.06768", "53.06767", "40"])
    def test_named_flips_are_the_methods_own(self, value):
        """The figures at which the text says that the verdict changes are those at which it does, on both sides."""
        a = assess(GROWTH, [BASE, seen("output", "2023-H1", value, "2023-06-30")], "2023-06-30")
        text = explain(a)
        risk, off = "66.3346", "53.06768"
        named = {
            Status.ON_TRACK: [f"低于 {risk} 亿元,即为“进度滞后”", f"低于 {off} 亿元,即为“明显滞后”"],
            Status.AT_RISK: [f"达到 {risk} 亿元,即为“进度正常”", f"低于 {off} 亿元,即为“明显滞后”"],
            Status.OFF_TRACK: [f"达到 {off} 亿元,即为“进度滞后”", f"达到 {risk} 亿元,即为“进度正常”"],
        }

        assert all(words in text for words in named[a.status])


class TestTexts:
    """Bounds, periods and what is required, in short."""

    def test_bounds_read_naturally(self):
        """Counts are `不少于`, rates `不低于`, ranks `前`; measure words have no English."""
        assert bound_text(bound(at_least="27 个")) == "不少于 27 个"
        assert bound_text(bound(at_least="27 个"), "en") == "at least 27"
        assert bound_text(bound(at_least="16%")) == "不低于 16%"
        assert bound_text(bound(at_most="3 位")) == "前 3 位"
        assert bound_text(bound(at_least=Reference(OUTPUT, plus=builtin().quantity("2 百分点"))), growth=True) == (
            "不低于规上工业总产值增速加 2 个百分点"
        )

    def test_periods_read_naturally(self):
        """Months of one year are a range of months."""
        assert period_text(Period.parse("2023-H1")) == "2023年1—6月"
        assert period_text(Period.parse("2023-H1"), "en") == "January to June 2023"
        assert period_text(YEAR) == "2023年"
        assert period_text(Period.parse("2023-06"), "en") == "June 2023"
        assert period_text(Period.parse("2023-06-30"), "en") == "30 June 2023"

    def test_required_of_a_growth_is_a_level_and_its_rate(self):
        """The level comes first, the promised rate behind it with its sign."""
        assert required_text(EXAMPLES["growth"]) == "≥ 132.6692 亿元 (+16%)"
        assert required_text(EXAMPLES["baseline-missing"]) == "≥ +16%"
        assert required_text(EXAMPLES["milestone"], "en") == "by 2023-09-30"

    def test_decline_without_a_level_is_not_mistaken_for_a_rate(self):
        """`at_least 5%` of a decline is a fall of 5% or more, never a growth of at least -5%."""
        target = attrs.evolve(GROWTH, kind="decline", bound=bound(at_least="5%"))

        assert required_text(assess(target, [], "2023-06-30")) == "降幅 ≥ 5%"


class TestWords:
    """The vocabulary."""

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("thing", [*Status, *Reason, *Grade, *Every, *Finality, *BOUND_WORDS], ids=str)
    def test_everything_has_words(self, thing, lang):
        """No status, reason, grade, interval or bound word is without words, and codes are never shown as words."""
        words = say(thing, lang)

        assert words.strip() == words != ""
        assert "_" not in words

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_statuses_are_told_apart(self, lang):
        """No two statuses have the same words, and no two the same sign."""
        assert len(Status) == len({say(status, lang) for status in Status}) == len(set(wording.SYMBOLS.values()))

    def test_whatever_withholds_a_verdict_has_advice(self):
        """Every reason for `no_data`, `indeterminate`, `not_due` and `error` says what to do."""
        first, last = list(Reason).index(Reason.NOT_BEGUN), list(Reason).index(Reason.PLUGIN_FAILED)

        assert all(say(f"advice.{reason.value}") for reason in list(Reason)[first : last + 1])
        assert Status.NO_DATA not in RANK

    @pytest.mark.parametrize("key", sorted(wording._ALL))
    def test_both_languages_are_filled_alike(self, key):
        """A Chinese and an English sentence have the same blanks."""
        zh, en = ({name for _, name, _, _ in string.Formatter().parse(words) if name} for words in wording._ALL[key])

        assert zh == en

    def test_shares_have_one_decimal_unless_that_would_lie(self):
        """99.99 is not 100.0%, and a small gap is not 0.0."""
        assert [share(Decimal(x)) for x in ("50", "51.949", "99.993", "0.004", "100", "0")] == [
            "50.0%",
            "51.9%",
            "99.99%",
            "0.004%",
            "100.0%",
            "0.0%",
        ]

    def test_intervals_are_read_as_people_write_them(self):
        """Both ends of a range share the unit; an open end keeps its sign."""
        three, five = Decimal(3), Decimal(5)

        assert wording.limits(Interval(three, five), "个") == "3–5 个"
        assert wording.limits(Interval(three, five, lo_open=True), "个") == "> 3 个,且 ≤ 5 个"
        assert wording.limits(Interval(three, five, lo_open=True), "个", "en") == "> 3 and ≤ 5"
