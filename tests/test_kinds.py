"""What each kind makes of a promise and its records, end to end: a plan of one target, some rows, a day, a verdict."""

import datetime as dt
from decimal import Decimal

import pytest

import targetkit as tk

HEAD = "targetkit: 1\nid: p\ntitle: p\nperiod: 2023\n"
FIRMS = "{title: 企业, unit: 家, measure: stock}"
OUTPUT = "{title: 产值, unit: 亿元, measure: flow}"
RATE = '{title: 失业率, unit: "%", measure: rate, better: lower}'


@pytest.fixture
def judged(tmp_path):
    """Judge one target `t` (and others), written in the plan's own words, on rows `(name, period, value, known)`."""

    def judge(targets: str, rows=(), as_of="2023-06-30", *, indicators="", head="") -> tk.Scorecard:
        text = f"{HEAD}{head}indicators:\n  i: {OUTPUT}\n  j: {OUTPUT}\n  f: {FIRMS}\n  r: {RATE}\n{indicators}"
        text += "sections:\n  s:\n    title: s\n    targets:\n" + "".join(f"      {t}\n" for t in targets.splitlines())
        path = tmp_path / "p.targets.yaml"
        path.write_text(text, encoding="utf-8")
        plan = tk.load_plan(path)
        keys = ("indicator", "period", "value", "known")
        return tk.assess(plan, tk.open_book(plan, [dict(zip(keys, row, strict=False)) for row in rows]), as_of)

    return judge


def verdict(card: tk.Scorecard, name: str = "t") -> tuple[str, str]:
    """Status and reason of one target."""
    return card[name].status.value, card[name].reason.value


class TestGrowth:
    """Growth and decline, from levels and from reported rates."""

    def test_a_level_is_required(self, judged):
        """114.37 × 1.16 is 132.6692, not a hair less."""
        rows = [("i", "2022", "114.37 亿元"), ("i", "2023-H1", "70 亿元")]

        card = judged("t: {kind: growth, indicator: i, at_least: 16%}", rows)

        assert Decimal("132.6692") == card["t"].required
        assert verdict(card) == ("on_track", "on_pace")

    def test_last_years_course_is_the_path(self, judged):
        """A year of which a third fell into the first half asks for a third by June."""
        rows = [("i", "2022-H1", "30 亿元"), ("i", "2022", "90 亿元"), ("i", "2023-H1", "33 亿元")]

        card = judged("t: {kind: growth, indicator: i, at_least: 10%}", rows)

        assert Decimal(33) == card["t"].expected
        assert card["t"].trajectory.path.origin == "profile"
        assert verdict(card) == ("on_track", "on_pace")

    def test_without_a_base_there_is_nothing_to_grow_from(self, judged):
        """The levels of this year alone say nothing."""
        card = judged("t: {kind: growth, indicator: i, at_least: 16%}", [("i", "2023-H1", "70 亿元")])

        assert verdict(card) == ("no_data", "baseline_missing")

    def test_reported_rates_are_judged_as_rates(self, judged):
        """Where only rates are reported, they are compared with the promised rate; one month's rate is no use."""
        target = "t: {kind: growth, indicator: i, at_least: 16%}"

        cumulative = judged(target, [("i", "2023-01..2023-06", "16.0%")])
        of_a_month = judged(target, [("i", "2023-06", "30%")])

        assert verdict(cumulative) == ("on_track", "on_pace")
        assert verdict(of_a_month)[0] == "no_data"

    def test_a_base_of_zero_has_no_rate(self, judged):
        """Growth over nothing is not a number."""
        rows = [("i", "2022", "0 亿元"), ("i", "2023", "5 亿元")]

        card = judged("t: {kind: growth, indicator: i, at_least: 10%}", rows, "2024-01-10")

        assert verdict(card) == ("indeterminate", "base_not_positive")

    def test_price_bases_are_not_mixed(self, judged):
        """A real series does not grow from a nominal base."""
        more = "  a: {title: a, unit: 亿元, measure: flow, basis: real}\n"
        more += "  b: {title: b, unit: 亿元, measure: flow, basis: nominal}\n"
        rows = [("b", "2022", "100 亿元"), ("a", "2023", "120 亿元")]
        target = "t: {kind: growth, indicator: a, at_least: 10%, baseline: {indicator: b, match: proxy}}"

        card = judged(target, rows, "2024-01-10", indicators=more)

        assert verdict(card) == ("indeterminate", "basis_mismatch")

    def test_percentage_points_add_to_a_share(self, judged):
        """From 50 %, two points more are 52 %; 51.9 is missed."""
        more = '  q: {title: q, unit: "%", measure: rate}\n'
        target = "t: {kind: growth, indicator: q, at_least: 2 百分点}"

        found = [
            verdict(judged(target, [("q", "2022", "50%"), ("q", "2023", value)], "2024-01-10", indicators=more))
            for value in ("52%", "51.9%")
        ]

        assert found == [("achieved", "bound_kept"), ("missed", "bound_broken")]

    def test_a_decline_is_positive_and_turns_the_bound(self, judged):
        """At least 10 % down from 100 is at most 90."""
        target = "t: {kind: decline, indicator: f, at_least: 10%}"

        found = [
            verdict(judged(target, [("f", "2022", "100 家"), ("f", "2023", f"{n} 家")], "2024-01-10")) for n in (90, 91)
        ]

        assert found == [("achieved", "bound_kept"), ("missed", "bound_broken")]

    def test_growth_against_another_series(self, judged):
        """Two points above the other's growth, on the days on which both are known."""
        target = "t: {kind: growth, indicator: i, at_least: {of: j, plus: 2 百分点}}"
        rows = [("i", "2023", "8.0%"), ("j", "2023", "6.0%")]

        kept = judged(target, rows, "2024-01-10")
        broken = judged(target, [rows[0], ("j", "2023", "6.1%")], "2024-01-10")
        missing = judged(target, rows[:1], "2024-01-10")

        assert verdict(kept) == ("achieved", "bound_kept")
        assert verdict(broken) == ("missed", "bound_broken")
        assert verdict(missing) == ("no_data", "reference_missing")

    def test_a_doubling_over_an_earlier_base(self, judged):
        """Any period may be the base."""
        target = "t: {kind: growth, indicator: i, at_least: 100%, baseline: {period: 2020}}"

        card = judged(target, [("i", "2020", "50 亿元"), ("i", "2023", "100 亿元")], "2024-01-10")

        assert verdict(card) == ("achieved", "bound_kept")


class TestLevels:
    """Counts, amounts, ratios and ranks."""

    def test_a_flow_is_achieved_early(self, judged):
        """A total that cannot fall keeps its promise as soon as it is there."""
        card = judged("t: {kind: amount, indicator: i, at_least: 10 亿元}", [("i", "2023-Q1", "10 亿元")])

        assert verdict(card) == ("achieved", "cannot_change")

    def test_a_cap_is_broken_at_once_and_kept_at_the_end(self, judged):
        """One accident breaks zero tolerance; none is kept only when the year is over and read."""
        more = "  a: {title: a, unit: 起, measure: flow, better: lower}\n"
        target = "t: {kind: count, indicator: a, at_most: 0 起}"

        one = judged(target, [("a", "2023-H1", "1 起")], indicators=more)
        none_so_far = judged(target, [("a", "2023-H1", "0 起")], indicators=more)
        none = judged(target, [("a", "2023", "0 起")], "2024-01-10", indicators=more)

        assert verdict(one) == ("missed", "cannot_change")
        assert verdict(none_so_far) == ("on_track", "on_pace")
        assert verdict(none) == ("achieved", "bound_kept")

    def test_a_level_over_its_goal_is_on_track_until_the_deadline(self, judged):
        """Levels may fall again."""
        card = judged("t: {kind: count, indicator: f, at_least: 100 家}", [("f", "2023-06-30", "120 家")])

        assert verdict(card) == ("on_track", "on_pace")

    def test_a_level_goes_from_where_it_stood(self, judged):
        """From 100 at the turn of the year to 120: 110 in June is on pace."""
        rows = [("f", "2022-12-31", "100 家"), ("f", "2023-06-30", "110 家")]

        card = judged("t: {kind: count, indicator: f, at_least: 120 家}", rows)

        assert Decimal(110) == card["t"].expected
        assert Decimal(50) == card["t"].progress

    def test_throughout_counts_the_worst_so_far(self, judged):
        """One reading above the cap breaks it for good, however low the last one is."""
        target = "t: {kind: ratio, indicator: r, at_most: 5.5%, throughout: true}"
        rows = [("r", "2023-01", "5.6%"), ("r", "2023-06", "5.0%")]

        assert verdict(judged(target, rows)) == ("missed", "cannot_change")
        assert verdict(judged(target, rows[1:])) == ("on_track", "on_pace")
        assert verdict(judged(target)) == ("no_data", "no_observation")

    def test_a_range_throughout_counts_what_breaks_it(self, judged):
        """One reading outside is one too many, and the table says what it counts."""
        target = "t: {kind: ratio, indicator: r, at_least: 4%, at_most: 5%, throughout: true}"

        card = judged(target, [("r", "2023-01", "3.9%"), ("r", "2023-06", "4.5%")])

        assert verdict(card) == ("missed", "cannot_change")
        assert "1 次超出范围" in tk.render(card, lang="zh")

    def test_a_range_is_settled_by_both_ends(self, judged):
        """3 to 5: four keep it, six break it at once."""
        target = "t: {kind: count, indicator: f, at_least: 3 家, at_most: 5 家}"

        found = [verdict(judged(target, [("f", "2023-12-31", f"{n} 家")], "2024-01-10"))[0] for n in (2, 3, 5, 6)]

        assert found == ["missed", "achieved", "achieved", "missed"]

    def test_a_vague_reading_may_not_settle(self, judged):
        """300余 lies above 300 and below 400: at least 350 stays open."""
        target = "t: {{kind: count, indicator: f, {}}}"
        rows = [("f", "2023-12-31", "300余 家")]

        found = [
            verdict(judged(target.format(bound), rows, "2024-01-10"))
            for bound in ("at_least: 300 家", "at_least: 350 家", "at_least: 400 家")
        ]

        assert found == [("achieved", "bound_kept"), ("indeterminate", "straddles_bound"), ("missed", "bound_broken")]

    def test_an_open_figure_waits(self, judged):
        """The promise stands, its number does not yet."""
        card = judged("t: {kind: amount, indicator: i, at_least: {open: 省下达任务}}", [("i", "2023-H1", "5 亿元")])

        assert verdict(card) == ("no_data", "reference_missing")

    def test_no_worse_than_another_year(self, judged):
        """The bound is the reading of another period."""
        target = "t: {kind: amount, indicator: i, at_most: {of: i, period: 2020}}"

        card = judged(target, [("i", "2020", "50 亿元"), ("i", "2023", "50 亿元")], "2024-01-10")

        assert verdict(card) == ("achieved", "bound_kept")

    def test_accumulation_since_a_day(self, judged):
        """Years add up from the day on which counting began."""
        target = "t: {kind: amount, indicator: i, since: 2021-01-01, at_least: 90 亿元}"
        rows = [("i", "2021", "30 亿元"), ("i", "2022", "40 亿元"), ("i", "2023", "20 亿元")]

        assert verdict(judged(target, rows, "2024-01-10")) == ("achieved", "bound_kept")

    def test_checkpoints_are_the_path(self, judged):
        """The office's own plan asks for 2 by March and 4 by June."""
        target = "t: {kind: amount, indicator: i, at_least: 20 亿元, checkpoints: {2023-Q1: 2 亿元, 2023-H1: 4 亿元}}"

        card = judged(target, [("i", "2023-H1", "4 亿元")])

        assert Decimal(4) == card["t"].expected
        assert verdict(card) == ("on_track", "on_pace")

    def test_a_due_range_is_at_risk_at_best(self, judged):
        """Between the two days the promise should be kept already."""
        target = "t: {kind: amount, indicator: i, at_least: 20 亿元, due: 2023-06-30..2023-12-31}"

        before = judged(target, [("i", "2023-05", "9 亿元"), ("i", "2023-01..2023-04", "9 亿元")], "2023-05-31")
        within = judged(target, [("i", "2023-H1", "19 亿元")], "2023-06-30")

        assert verdict(before) == ("on_track", "on_pace")
        assert verdict(within) == ("at_risk", "in_due_range")

    def test_grace_gives_the_last_reading_time(self, judged):
        """After the deadline its reading may still come; then it is missing."""
        target = "t: {kind: amount, indicator: i, at_least: 20 亿元}"
        rows = [("i", "2023-H1", "9 亿元")]

        waiting = judged(target, rows, "2024-01-20", head="grace: 30\n")
        late = judged(target, rows, "2024-02-20", head="grace: 30\n")

        assert verdict(waiting) == ("indeterminate", "awaiting_final")
        assert verdict(late) == ("no_data", "stale")


class TestMilestones:
    """States that must be reached by a day, and cadences."""

    def test_done_in_time_and_done_late(self, judged):
        """An event dates the day on which the state was reached; before it, it was not."""
        target = "t: {kind: milestone, title: 完成评价, due: 2023-06-30}"

        in_time = judged(target, [("t", "2023-06-30", "done")], "2023-07-31")
        late = judged(target, [("t", "2023-07-01", "完成")], "2023-07-31")
        silent = judged(target, [], "2023-07-31")

        assert verdict(in_time) == ("achieved", "bound_kept")
        assert verdict(late) == ("missed", "bound_broken")
        assert verdict(silent) == ("no_data", "stale")

    def test_an_unfinished_report_is_evidence_only_for_its_own_day(self, judged):
        """60 % in May cannot make it missed in July."""
        target = "t: {kind: milestone, title: 完成评价, due: 2023-06-30}"

        card = judged(target, [("t", "2023-05-31", "60%")], "2023-07-05", head="grace: 30\n")

        assert verdict(card) == ("indeterminate", "awaiting_final")

    def test_stages_have_weights_and_days(self, judged):
        """Two of three stages, of which one counts double, are three quarters."""
        stages = "{a: {title: a, due: 2023-03-31}, b: {title: b, due: 2023-06-30, weight: 2}, c: {title: c}}"
        target = f"t: {{kind: milestone, title: m, stages: {stages}}}"
        rows = [("t.a", "2023-03-20", "done"), ("t.b", "2023-06-20", "done")]

        card = judged(target, rows)
        behind = judged(target, [rows[0], ("t.c", "2023-06-30", "not done")])

        assert Decimal("0.75") == card["t"].attained
        assert verdict(card)[0] == "on_track"
        assert verdict(behind)[0] == "off_track"

    def test_a_cadence_fails_where_a_record_says_so(self, judged):
        """Silence is nothing; a quarter with none has failed, and the year with it."""
        target = "t: {kind: cadence, title: 报进展, every: quarter}"

        kept = judged(target, [("t", "2023-03-20", "1 次"), ("t", "2023-06-20", "1 次")])
        failed = judged(target, [("t", "2023-Q1", "0 次"), ("t", "2023-06-20", "1 次")])

        assert verdict(kept) == ("on_track", "on_pace")
        assert verdict(failed) == ("missed", "cannot_change")

    def test_a_day_without_fails_a_daily_cadence(self, judged):
        """A record of the very day covers it."""
        target = "t: {kind: cadence, title: 日报, every: day, period: 2023-01}"

        assert verdict(judged(target, [("t", "2023-01-05", "0 次")], "2023-01-10")) == ("missed", "cannot_change")
        assert verdict(judged(target, [("t", "2023-01-01..2023-01-10", "10 次")], "2023-01-10"))[0] != "missed"

    def test_all_intervals_kept_is_achieved(self, judged):
        """Four quarters, four reports."""
        rows = [("t", f"2023-{m}-20", "done") for m in ("03", "06", "09", "12")]

        card = judged("t: {kind: cadence, title: 报进展, every: quarter}", rows, "2024-01-10")

        assert verdict(card)[0] == "achieved"


class TestSeveral:
    """Members, parts, tiers and what waits."""

    def test_each_member_must_keep_it(self, judged):
        """One that misses breaks it, one without data keeps it open."""
        target = "t: {kind: count, indicator: f, each: [甲, 乙], at_least: 1 家}"
        one = ("f@甲", "2023-12-31", "1 家")

        both = judged(target, [one, ("f@乙", "2023-12-31", "2 家")], "2024-01-10")
        broken = judged(target, [one, ("f@乙", "2023-12-31", "0 家")], "2024-01-10")
        half = judged(target, [one], "2023-12-31")

        assert verdict(both)[0] == "achieved"
        assert verdict(broken)[0] == "missed"
        assert verdict(half)[0] == "no_data"

    def test_members_to_name_keep_it_open(self, judged):
        """All who are named have kept it, and yet it is not achieved."""
        groups = "groups:\n  g: {title: g, count: 3, members: [甲]}\n"
        target = "t: {kind: count, indicator: f, each: g, at_least: 1 家}"

        card = judged(target, [("f@甲", "2023-12-31", "1 家")], "2023-12-31", head=groups)

        assert verdict(card) == ("no_data", "members_missing")
        assert card["t"].unnamed == 2

    def test_named_ones_must_be_among_the_counted(self, judged):
        """The count alone is not enough."""
        target = "t: {kind: amount, indicator: i, at_least: 8 亿元, including: [甲]}"
        count = ("i", "2023-H1", "8 亿元")

        assert verdict(judged(target, [count]))[0] == "no_data"
        assert verdict(judged(target, [count, ("i@甲", "2023-05-04", "done")]))[0] == "achieved"

    def test_what_waits_is_not_due(self, judged):
        """Until the event is in the book."""
        target = "t: {kind: milestone, title: 报规委会审定, after: 选址确定}"

        assert verdict(judged(target)) == ("not_due", "waiting")
        assert verdict(judged(target, [("选址确定", "2023-05-01", "done")])) == ("no_data", "no_observation")

    def test_what_waits_for_a_target(self, judged):
        """Until that target is achieved."""
        targets = "a: {kind: milestone, title: a}\nt: {kind: milestone, title: b, after: a}"

        assert verdict(judged(targets)) == ("not_due", "waiting")
        assert verdict(judged(targets, [("a", "2023-05-01", "done")]))[0] == "no_data"

    def test_composites(self, judged):
        """All of them, or any one."""
        targets = (
            "a: {kind: milestone, title: a}\nb: {kind: milestone, title: b}\n"
            "all: {kind: all_of, title: x, parts: [a, b]}\nany: {kind: any_of, title: y, parts: [a, b]}"
        )

        card = judged(targets, [("a", "2023-05-01", "done")])

        assert verdict(card, "all")[0] == "no_data"
        assert verdict(card, "any")[0] == "achieved"

    def test_a_stretch_is_judged_beside(self, judged):
        """The committed bound is achieved; the tier above is still open and changes nothing."""
        target = "t: {kind: amount, indicator: i, at_least: 10 亿元, grade: committed, stretch: {at_least: 16 亿元}}"

        card = judged(target, [("i", "2023-H1", "10 亿元")])

        assert verdict(card)[0] == "achieved"
        assert tk.Status.ON_TRACK is card["t"].stretch.status

    def test_a_target_of_one_member(self, judged):
        """`for` reads the slice of that member."""
        target = "t: {kind: amount, indicator: i, for: 局长, at_least: 10 亿元}"

        card = judged(target, [("i@局长", "2023-H1", "10 亿元"), ("i", "2023-H1", "2 亿元")])

        assert verdict(card)[0] == "achieved"


class TestRatings:
    """Thresholds as data."""

    @pytest.mark.parametrize(
        ("rating", "value", "expected"),
        [
            ("{evaluator: pace, with: {at_risk: -10 百分点, off_track: -30 百分点}}", "8 亿元", "on_track"),
            ("{evaluator: pace, with: {at_risk: 100%, off_track: 80%}}", "8 亿元", "at_risk"),
            ("{evaluator: pace, with: {at_risk: 100%, off_track: 80%}}", "7.9 亿元", "off_track"),
            ("{evaluator: pace, with: {path: days}}", "9.9 亿元", "at_risk"),
            ("{evaluator: attainment}", "8 亿元", "off_track"),
            ("{evaluator: attainment, with: {at_risk: 50%, off_track: 30%}}", "8 亿元", "at_risk"),
            ("{rows: [{status: on_track, when: {gap: {at_least: 0 百分点}}}]}", "10 亿元", "on_track"),
            ("{rows: [{status: on_track, when: {gap: {at_least: 0 百分点}}}]}", "9 亿元", "indeterminate"),
            ("{rows: [{status: off_track, when: {pace: {less_than: 60%}}}]}", "5.9 亿元", "off_track"),
        ],
    )
    def test_a_rating_says_what_is_at_risk(self, judged, rating, value, expected):
        """Against 20 by the end of the year, 10 are expected by June."""
        head = f"ratings:\n  x: {rating}\n"
        target = "t: {kind: amount, indicator: i, at_least: 20 亿元, rating: x}"

        assert verdict(judged(target, [("i", "2023-H1", value)], head=head))[0] == expected

    def test_a_rating_that_cannot_be_made_is_an_error_and_never_a_pass(self, judged):
        """A wrong parameter fails that target alone, with its reason."""
        head = "ratings:\n  x: {evaluator: pace, with: {at_risk: 5 亿元}}\n"
        targets = (
            "t: {kind: amount, indicator: i, at_least: 20 亿元, rating: x}\n"
            "u: {kind: amount, indicator: i, at_least: 20 亿元}"
        )

        card = judged(targets, [("i", "2023-H1", "10 亿元")], head=head)

        assert verdict(card) == ("error", "plugin_failed")
        assert "5 亿元" in card["t"].fault.message
        assert verdict(card, "u")[0] == "on_track"


class TestBooks:
    """Whatever a book is opened from."""

    class Frame:
        """A table in the manner of pandas."""

        def __init__(self, *records):
            """Keep the rows."""
            self.records = records

        def to_dict(self, orient):
            """The rows."""
            assert orient == "records"
            return list(self.records)

    class Polars(Frame):
        """A table in the manner of polars."""

        def to_dicts(self):
            """The rows."""
            return list(self.records)

    @pytest.mark.parametrize("frame", [Frame, Polars])
    def test_a_frame_is_a_table(self, judged, frame):
        """Missing cells are empty, dates and numbers are read as they print."""
        plan = judged("t: {kind: amount, indicator: i, at_least: 10 亿元}").plan
        row = {
            "indicator": "i",
            "period": "2023-Q1",
            "value": Decimal(10),
            "unit": "亿元",
            "known": dt.date(2023, 4, 9),
        }

        book = tk.open_book(plan, frame({**row, "source": None, "note": float("nan")}))

        assert tk.Status.ACHIEVED is tk.assess(plan, book, "2023-06-30")["t"].status
        assert tk.Status.NO_DATA is tk.assess(plan, book, "2023-04-08")["t"].status

    def test_what_is_no_source_is_refused(self, judged):
        """With the way out."""
        plan = judged("t: {kind: amount, indicator: i, at_least: 10 亿元}").plan

        with pytest.raises(tk.BookError, match="int is no source of observations"):
            tk.open_book(plan, 5)

    def test_known_later_is_not_seen(self, judged):
        """`known` cuts the book, `as_of` the calendar."""
        plan = judged("t: {kind: amount, indicator: i, at_least: 10 亿元}").plan
        book = tk.open_book(plan, [{"indicator": "i", "period": "2023-H1", "value": "12 亿元", "known": "2023-07-09"}])

        assert tk.Status.NO_DATA is tk.assess(plan, book, "2023-06-30")["t"].status
        assert tk.Status.ACHIEVED is tk.assess(plan, book, "2023-06-30", known="2023-07-31")["t"].status


class TestRatingsAreChecked:
    """`check` looks at ratings too."""

    def test_what_a_rating_cannot_mean_is_found(self, tmp_path):
        """Wrong parameters, methods and rows are errors; what is kept and not judged yet is a warning."""
        path = tmp_path / "p.targets.yaml"
        path.write_text(
            HEAD + "ratings:\n"
            "  a: {evaluator: pace, with: {at_risk: 5 亿元}}\n"
            "  b: {evaluator: pase}\n"
            "  c: {rows: [{status: off_track, when: {month: {less_than: 100%}}, running: 2 months}]}\n"
            "  d: {rows: [{status: on_trck, when: {gap: {at_least: 0 百分点}}}]}\n"
            "  e: {rows: [{status: on_track, when: {gap: {at_least: 0 百分点}}}]}\n"
            "  g: {evaluator: pace, with: {at_rsk: 0 百分点}}\n",
            encoding="utf-8",
        )

        found = [(d.code, d.severity, d.about) for d in tk.check_plan(path).diagnostics]

        assert found == [
            ("TKV118", "error", ("a",)),
            ("TKV118", "error", ("b",)),
            ("TKQ511", "warning", ("c",)),
            ("TKV118", "error", ("d",)),
            ("TKV118", "error", ("g",)),
        ]
        assert "did you mean at_risk" in tk.check_plan(path).diagnostics[-1].message

    def test_a_rule_that_is_kept_and_not_judged_is_silent(self, judged):
        """Its targets are neither good nor bad."""
        head = "ratings:\n  x: {rows: [{status: off_track, when: {month: {less_than: 100%}}, running: 2 months}]}\n"
        target = "t: {kind: amount, indicator: i, at_least: 20 亿元, rating: x}"

        assert verdict(judged(target, [("i", "2023-H1", "9 亿元")], head=head)) == ("indeterminate", "rule_silent")


def test_an_explanation_speaks_the_language_of_its_target(judged):
    """Without being told, in the language of the target's title."""
    plan = "t: {kind: amount, indicator: i, at_least: 10 亿元, title: %s}"

    chinese = tk.explain(judged(plan % "{zh: 产值, en: Output}")["t"])
    english = tk.explain(judged(plan % "{en: Output, zh: 产值}")["t"])

    assert "目标内容" in chinese
    assert "What was promised" in english
