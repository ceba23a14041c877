"""Reports of a scorecard: the table for people, JSON for programs."""

import datetime as dt
import json
import re
from decimal import Decimal

import attrs
import pytest
from rich.cells import cell_len

from targetkit.assessment import Assessment
from targetkit.book import Book, Observation
from targetkit.evaluators import Pace
from targetkit.indicator import Better, Indicator, Measure
from targetkit.interval import Interval
from targetkit.judging import judge
from targetkit.kinds import COUNT, GROWTH
from targetkit.language import Text
from targetkit.period import Period
from targetkit.plan.model import Commitment, Plan, Section
from targetkit.reporters import json_report, table
from targetkit.scorecard import Scorecard
from targetkit.status import Status
from targetkit.target import Bound, Target
from targetkit.trajectory import Lacking
from targetkit.units import builtin
from targetkit.wording import SYMBOLS, say

YEAR = Period.parse("2023")
DAY = dt.date(2023, 6, 30)
FIGURES = ("required", "attained", "completion", "calendar", "expected", "gap", "pace", "run_rate")


def target(name: str, kind: str, zh: str, unit: str, **words: str) -> Target:
    """A target on a flow of its own."""
    better = Better.LOWER if "at_most" in words else Better.HIGHER
    of = Indicator(f"{name}-i", Text.of(zh), Measure.FLOW, builtin().unit(unit), better)
    bound = Bound(tuple((word, builtin().quantity(figure)) for word, figure in words.items()))
    title = Text.of({"zh": zh, "en": f"Target {name}"})
    return Target(name, kind, YEAR, title, indicator=of, bound=bound, label=name.upper(), section=("economy",))


def assess(t: Target, *rows: Observation) -> Assessment:
    """The target, judged by pace."""
    made = (GROWTH if t.kind == "growth" else COUNT).trajectory(t, Book(rows).as_known(DAY), DAY)
    assert isinstance(made, Lacking) is False
    return Assessment(
        t, DAY, DAY, judge(made, Pace()), trajectory=made, evaluator="pace", parameters=(("path", "days"),)
    )


def seen(t: Target, period: str, value: Decimal | Interval) -> Observation:
    """One observation of the target's own indicator."""
    return Observation(t.address, Period.parse(period), value, DAY, source="表一")


OUTPUT = target("h1", "growth", "规上工业总产值增长[亿元]", "亿元", at_least="16%")
SIGNED = target("h2", "count", "新签约项目", "个", at_least="27 个")
EMPTY = target("h3", "count", "签约3-5个", "个", at_least="3 个", at_most="5 个")
YIELDS = attrs.evolve(SIGNED, id="h4", label="H4", yields_to="h2")
VAGUE = Interval(Decimal(300), Decimal(400), lo_open=True, hi_open=True)
VISITS = target("h5", "count", "走访企业", "次", at_least="700 次")
ASSESSMENTS = (
    assess(OUTPUT, seen(OUTPUT, "2022", Decimal("114.37")), seen(OUTPUT, "2023-H1", Decimal("68.92"))),
    assess(SIGNED, seen(SIGNED, "2023-H1", Decimal(9))),
    assess(EMPTY),
    assess(YIELDS, seen(SIGNED, "2023-H1", Decimal(9))),
    assess(VISITS, seen(VISITS, "2023-H1", VAGUE)),
)
COMMITMENT = Commitment("help", Text.of({"zh": "服务企业", "en": "Help firms"}), YEAR, label="Q1", owner=("办公室",))
PLAN = Plan(
    "park-2023",
    Text.of({"zh": "开发区2023年工作计划", "en": "Work plan 2023"}),
    YEAR,
    sections=(
        Section(
            "economy",
            Text.of({"zh": "经济运行", "en": "Economy"}),
            targets=tuple(a.target.id for a in ASSESSMENTS),
            commitments=("help",),
            path=("economy",),
        ),
    ),
    targets={a.target.id: a.target for a in ASSESSMENTS},
    commitments={"help": COMMITMENT},
)
CARD = Scorecard(PLAN, DAY, DAY, {a.target.id: a for a in ASSESSMENTS}, invented=True)


@pytest.fixture(name="report")
def _report():
    return json.loads(json_report.render(CARD))


class TestTable:
    """The table."""

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("width", [80, 100, 120, 140])
    def test_fits_and_has_no_trailing_spaces(self, width, lang):
        """No line is wider than it may be, Chinese characters counting twice, and none ends with a space."""
        lines = table.render(CARD, lang=lang, width=width).splitlines()

        assert all(cell_len(line) <= width for line in lines)
        assert lines == [line.rstrip() for line in lines]

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("width", [80, 100, 120, 140])
    def test_columns_line_up_and_no_status_is_cut(self, width, lang):
        """The status of every target stands in full, and all in one column."""
        lines = table.render(CARD, lang=lang, width=width).splitlines()
        rows = [next(line for line in lines if line.startswith(a.target.label)) for a in ASSESSMENTS]
        wanted = [f"{SYMBOLS[a.status]:<2} {say(a.status, lang)}" for a in ASSESSMENTS]

        assert all(words in row for words, row in zip(wanted, rows, strict=True))
        assert len({cell_len(row.partition(words)[0]) for words, row in zip(wanted, rows, strict=True)}) == 1

    def test_rows_show_what_is_required_and_attained(self):
        """Figures come with their units, a growth with its rate; brackets of a title are no markup."""
        text = table.render(CARD, width=140)

        assert re.search(
            r"规上工业总产值增长\[亿元\] +≥ 132\.6692 亿元 \(\+16%\) +68\.92 亿元 +51\.9% +50\.0% +\+  进度正常", text
        )
        assert re.search(r"签约3-5个 +3–5 个 +- +- +50\.0% +\.  无数据 +尚未报送数据", text)

    def test_head_and_foot(self):
        """The head names plan, day and invented data; the foot counts every target once, and the commitments."""
        text = table.render(CARD)

        assert text.startswith("开发区2023年工作计划,截至2023")
        assert "示例数据,纯属虚构" in text
        assert "合计 5 项目标:" in text
        assert "让位不计 1" in text
        assert "1 项承诺为定性表述,由人评议,不计分" in text

    def test_colour_only_where_it_is_asked_for(self):
        """Without colour there is no escape code; with it the words are the same."""
        plain, coloured = (table.render(CARD, width=120, colour=colour) for colour in (False, True))
        bare = "\n".join(line.rstrip() for line in re.sub(r"\x1b\[[0-9;]*m", "", coloured).splitlines()) + "\n"

        assert "\x1b" not in plain
        assert "\x1b" in coloured
        assert plain == bare

    def test_prints_on_a_chinese_console(self):
        """Every character exists in GBK, the character set of Chinese Windows consoles."""
        text = table.render(CARD)

        assert text == text.encode("gbk").decode("gbk")

    def test_a_plan_without_targets_has_a_table(self):
        """An empty plan is no error, and not green."""
        text = table.render(Scorecard(Plan("p", Text.of("空"), YEAR), DAY, DAY, {}))

        assert "合计 0 项目标" in text
        assert say(Status.ACHIEVED) not in text


class TestJson:
    """The JSON."""

    def test_same_bytes_each_time(self):
        """Rendering twice gives the same text, and Chinese stays readable in it."""
        assert json_report.render(CARD) == json_report.render(CARD)
        assert "开发区2023年工作计划" in json_report.render(CARD)

    def test_plan_order_and_counts(self, report):
        """Targets stand in the order of the plan, and the counts add up to them."""
        counts = {key: n for key, n in report["summary"].items() if key not in ("targets", "commitments")}

        assert list(PLAN.targets) == [a["id"] for a in report["assessments"]]
        assert report["summary"]["targets"] == sum(counts.values())
        assert report["invented"] is True

    def test_figures_are_texts_with_all_their_digits(self, report):
        """No figure is a JSON number: decimals are in full, computed ones have six, vague values are intervals."""
        output, signed, empty, _, visits = report["assessments"]

        assert all(a[key] is None or isinstance(a[key], str) for a in report["assessments"] for key in FIGURES)
        assert output["required"] == "132.6692"
        assert output["completion"] == "51.948757"
        assert signed["completion"] == "33.333333"
        assert visits["attained"] == "(300, 400)"
        assert (empty["required"], empty["required_upper"], empty["attained"]) == ("3", "5", None)

    def test_bounds_are_as_written(self, report):
        """The words of the bound with the figures as they stand in the plan."""
        assert report["assessments"][0]["bound"] == {"at_least": "16%"}
        assert report["assessments"][2]["bound"] == {"at_least": "3 个", "at_most": "5 个"}

    def test_evidence_is_the_very_observations(self, report):
        """Each observation comes with its period, its value and the day on which it became known."""
        (row,) = report["assessments"][1]["evidence"]

        assert (row["name"], row["period"], row["value"], row["known"], row["source"]) == (
            "h2-i",
            "2023-H1",
            "9",
            "2023-06-30",
            "表一",
        )

    def test_titles_follow_the_language(self):
        """Titles are in the language that is asked for."""
        report = json.loads(json_report.render(CARD, lang="en"))

        assert report["assessments"][0]["title"] == "Target h1"
        assert report["plan"]["title"] == "Work plan 2023"

    def test_commitments_are_narrative(self, report):
        """A commitment is listed and never judged."""
        (commitment,) = report["commitments"]

        assert (commitment["id"], commitment["status"], commitment["owner"]) == ("help", "narrative", ["办公室"])
