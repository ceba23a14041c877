"""Laws of judging: what every method and every trajectory keeps to."""

import copy
import datetime as dt
import pickle
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import attrs
from hypothesis import assume, event, given
from hypothesis import strategies as st
from tests.strategies import (
    DAYS,
    DEADLINES,
    EVE,
    OPENS,
    days,
    factors,
    goals,
    intervals,
    lines,
    numbers,
    one_sided,
    probes,
    trajectories,
    values,
)

from targetkit import exact
from targetkit.assessment import Evaluator, Judgement
from targetkit.evaluators.attainment import Attainment
from targetkit.evaluators.growth_ratio import EUROSTAT, GrowthRatio
from targetkit.evaluators.pace import Pace
from targetkit.exact import Number
from targetkit.interval import Interval, Value, as_interval
from targetkit.judging import judge, no_better, reach, roll_up, settle
from targetkit.status import Reason, Status
from targetkit.target import Goal
from targetkit.trajectory import Clock, Path, Point, Trajectory, line

EVALUATORS: list[Evaluator] = [
    Pace(),
    Pace(at_risk="-5 百分点", off_track="-20 百分点", path="days"),
    Pace(at_risk="90%", off_track="50%"),
    Attainment(),
    GrowthRatio(preset=attrs.evolve(EUROSTAT, zero=None)),
]
RANKED = EVALUATORS[:4]
SETTLED = (Status.ACHIEVED, Status.MISSED)
evaluators = st.sampled_from(EVALUATORS)
ranked = st.sampled_from(RANKED)
graces = st.sampled_from([0, 1, 31])
stales = st.sampled_from([None, 0, 30])


def mapped(t: Trajectory, change: Callable[[Number], Number], goal: Goal) -> Trajectory:
    """The trajectory with every number changed; `change` keeps the order."""

    def value(x: Value) -> Value:
        if isinstance(x, Interval):
            return Interval(change(x.lo), change(x.hi), x.lo_open, x.hi_open)
        return change(x)

    def point(p: Point) -> Point:
        return attrs.evolve(p, value=value(p.value), half=change(p.half))

    def path(p: Path | None) -> Path | None:
        return attrs.evolve(p, nodes=tuple((day, change(x)) for day, x in p.nodes)) if p else None

    return attrs.evolve(
        t,
        start=point(t.start) if t.start else None,
        goal=goal,
        path=path(t.path),
        scale=path(t.scale),
        span=Interval(change(t.span.lo), change(t.span.hi)),
        points=tuple(point(p) for p in t.points),
    )


def fell(t: Trajectory) -> bool:
    """Whether a total that cannot fall fell, or one that cannot rise rose."""
    judgement = settle(attrs.evolve(t, as_of=DAYS[-1], withheld=None))
    return judgement is not None and judgement.reason is Reason.TOTAL_FELL


class TestUnits:
    """Law 3: the same data in other units of the same dimension have the same status."""

    @given(trajectories(), evaluators, factors)
    def test_a_factor_changes_no_status(self, t: Trajectory, evaluator: Evaluator, factor: Number) -> None:
        """All numbers times a positive factor: the same status for the same reasons."""
        assert t.goal is not None
        scaled = mapped(t, lambda x: exact.mul(x, factor), t.goal.mapped(factor, Decimal(0)))
        here, there = judge(t, evaluator), judge(scaled, evaluator)

        assert (here.status, here.reason, here.beside) == (there.status, there.reason, there.beside)


class TestBetterNeverHurts:
    """Law 4: moving the last reading towards a one-sided bound never lowers the rank."""

    @given(trajectories(goal=one_sided), ranked, st.sampled_from([Decimal("0.5"), Decimal(1), Fraction(4, 3)]))
    def test_a_better_last_reading_is_ranked_no_worse(self, t: Trajectory, evaluator: Evaluator, step: Number) -> None:
        """Where both statuses have a rank, the better reading's is no lower."""
        assume(t.points)
        assert t.goal is not None
        last = t.points[-1]
        moved = as_interval(last.value).plus(step if t.goal.side > 0 else exact.neg(step))
        better = attrs.evolve(last, value=moved if isinstance(last.value, Interval) else moved.lo)
        improved = attrs.evolve(t, points=(*t.points[:-1], better))
        compared = no_better(judge(t, evaluator).status, judge(improved, evaluator).status)
        event(f"compared: {compared is not None}")

        assert compared is not False


class TestSettled:
    """Law 5: settled means that every possible continuation ends in the same verdict."""

    @given(trajectories(cut=False), st.data(), ranked)
    def test_no_continuation_changes_a_verdict(self, whole: Trajectory, data: st.DataObject, way: Evaluator) -> None:
        """A later day and more readings, early and late ones, change nothing that is settled."""
        last = max([OPENS, whole.as_of, *(p.day for p in whole.points)])
        whole = attrs.evolve(whole, as_of=last)
        assume(all(as_interval(p.value).within(whole.span) for p in whole.points) and not fell(whole))
        early = min(last, data.draw(days))
        known = [p for p in whole.points if p.day <= early and data.draw(st.integers(0, 4))]
        part = attrs.evolve(whole, as_of=early, points=tuple(known))
        before = judge(part, way)
        event(f"before: {before.status}")
        if before.status in SETTLED:
            assert before.status is judge(whole, way).status

    @given(trajectories(of=numbers), numbers)
    def test_what_is_in_reach_can_still_be_read_on_the_deadline(self, t: Trajectory, value: Number) -> None:
        """Without a reading on the deadline, the reach is exactly what a reading there could still show."""
        assume(t.deadline is not None and all(p.day != t.deadline for p in t.points))
        assume(all(p.value in t.span for p in t.points))
        assume(not fell(t))
        assert t.deadline is not None
        seen = sorted((*t.points, Point(t.deadline, value)), key=lambda p: p.day)
        possible = value in t.span and not fell(attrs.evolve(t, points=tuple(seen)))

        assert possible == (value in reach(t)[0])

    @given(trajectories(), graces, stales)
    def test_grace_and_staleness_settle_nothing(self, t: Trajectory, grace: int, stale: int | None) -> None:
        """They decide only how the lack of a reading is called."""
        plain, other = settle(t), settle(t, grace=grace, stale=stale)
        mild = (None, Reason.STALE, Reason.AWAITING_FINAL)
        if plain != other:
            assert (plain.reason if plain else None) in mild
            assert (other.reason if other else None) in mild

    @given(trajectories(), evaluators)
    def test_what_is_settled_rests_on_a_reading_of_the_trajectory(self, t: Trajectory, evaluator: Evaluator) -> None:
        """The reading that is named is one that was seen, unless nothing but the span decides."""
        judgement = judge(t, evaluator)

        assert judgement.point is None or judgement.point in t.points

    @given(trajectories(of=numbers))
    def test_the_reading_that_is_named_gives_the_verdict(self, t: Trajectory) -> None:
        """Under a covered deadline the named reading itself keeps or breaks the bound."""
        judgement = settle(t)
        if judgement and judgement.point and judgement.reason in (Reason.BOUND_KEPT, Reason.BOUND_BROKEN):
            assert t.goal is not None
            assert (judgement.status is Status.ACHIEVED) is t.goal.test(judgement.point.value)


class TestGoals:
    """Law 6: implication is exact; a verdict on an interval is the verdict on each of its numbers."""

    @given(goals, goals)
    def test_implies_means_that_nothing_keeps_one_and_breaks_the_other(self, a: Goal, b: Goal) -> None:
        """Checked on every sort of number that the two bounds can tell apart."""
        kept = [x for x in probes(a.keeps, b.keeps) if a.test(x)]

        assert all(b.test(x) for x in kept) is a.implies(b)

    @given(goals, values)
    def test_a_verdict_on_a_vague_value_is_that_on_each_of_its_numbers(self, goal: Goal, value: Value) -> None:
        """True if all its numbers keep the goal, false if none does, unknown if some do."""
        inside = as_interval(value)
        verdicts = {goal.test(x) for x in probes(inside, goal.keeps) if x in inside}

        assert (verdicts.pop() if len(verdicts) == 1 else None) is goal.test(value)

    @given(trajectories(of=intervals(endless=False)), evaluators, st.data())
    def test_a_narrower_reading_never_turns_a_verdict(self, t: Trajectory, way: Evaluator, data: st.DataObject) -> None:
        """What a vague reading settles, every reading inside it settles alike."""
        assume(t.points)
        before = judge(t, way)
        chosen = data.draw(st.sampled_from(t.points))
        inside = as_interval(chosen.value)
        exactly = attrs.evolve(chosen, value=data.draw(st.sampled_from([x for x in probes(inside) if x in inside])))
        after = judge(attrs.evolve(t, points=tuple(exactly if p is chosen else p for p in t.points)), way)

        event(f"before: {before.status}")
        if before.status in SETTLED:
            assert after.status is before.status or after.reason is Reason.TOTAL_FELL

    @given(goals, factors, numbers)
    def test_a_goal_in_another_unit_keeps_the_same_values(self, goal: Goal, factor: Number, shift: Number) -> None:
        """`factor * x + shift` keeps the mapped goal exactly if x keeps the goal, for negative factors too."""
        for by in (factor, exact.neg(factor)):
            moved = goal.mapped(by, shift)
            for x in probes(goal.keeps):
                assert goal.test(x) is moved.test(exact.add(exact.mul(by, x), shift))


class TestSameAnswer:
    """Laws 15 and 17: no hidden state, and nothing but the trajectory is read."""

    @given(trajectories(), evaluators)
    def test_judging_twice_gives_the_same(self, t: Trajectory, evaluator: Evaluator) -> None:
        """Also for a copy and for one that travelled through a pickle; and the trajectory stays as it was."""
        before = repr(t)
        first = repr(judge(t, evaluator))

        assert first == repr(judge(t, evaluator))
        assert first == repr(judge(copy.deepcopy(t), evaluator))
        assert first == repr(judge(pickle.loads(pickle.dumps(t)), evaluator))
        assert before == repr(t)

    @given(trajectories(), evaluators)
    def test_equal_trajectories_have_equal_judgements(self, t: Trajectory, evaluator: Evaluator) -> None:
        """2.50, 2.5 and 5/2 are one number, however it is written."""

        def rewritten(x: Number) -> Number:
            return x if isinstance(x, Decimal) and not x.is_finite() else Fraction(x)

        assert t.goal is not None
        keeps = t.goal.keeps
        goal = Goal(Interval(rewritten(keeps.lo), rewritten(keeps.hi), keeps.lo_open, keeps.hi_open))
        other = mapped(t, rewritten, goal)

        assert t == other
        assert judge(t, evaluator) == judge(other, evaluator)

    @given(trajectories(), evaluators, days)
    def test_before_it_begins_nothing_is_due(self, t: Trajectory, evaluator: Evaluator, opens: dt.date) -> None:
        """Whatever else a trajectory holds."""
        judgement = judge(attrs.evolve(t, as_of=EVE, opens=opens), evaluator)

        assert (Status.NOT_DUE, Reason.NOT_BEGUN) == (judgement.status, judgement.reason)

    @given(trajectories(), evaluators)
    def test_every_trajectory_has_an_answer(self, t: Trajectory, evaluator: Evaluator) -> None:
        """Never an exception, never a status that only people or failures give."""
        judgement = judge(t, evaluator)

        assert judgement.status not in (Status.NARRATIVE, Status.ERROR)
        assert judgement.reason not in judgement.beside


class TestPaths:
    """Law 16: the time at which a path reaches the value that it has on a day is that day's."""

    @given(lines(), days)
    def test_when_turns_at_round(self, path: Path, day: dt.date) -> None:
        """On a strictly rising or strictly falling line, in whole months as in days."""
        heights = [value for _, value in path.nodes]
        steps = {(a < b) - (a > b) for a, b in pairwise(heights)}
        assume(steps in ({1}, {-1}))
        value = path.at(day)
        assert value is not None

        assert path.clock_at(day) == path.when(value)

    @given(st.integers(2016, 2031), numbers, numbers)
    def test_years_are_counted_whole(self, year: int, start: Number, goal: Number) -> None:
        """A path in years from year end to year end."""
        assume(start != goal)
        path = line((dt.date(2015, 12, 31), start), (dt.date(2030, 12, 31), goal), clock=Clock.YEARS)
        value = path.at(dt.date(year, 12, 31))
        assert value is not None

        assert min(year, 2030) - 2015 == path.when(value)

    @given(lines(), days)
    def test_a_line_stays_between_its_nodes(self, path: Path, day: dt.date) -> None:
        """Clamped at both ends, and never beyond the highest and the lowest node."""
        heights = [value for _, value in path.nodes]
        value = path.at(day)
        assert value is not None

        assert min(heights) <= value <= max(heights)
        assert heights[0] == path.at(EVE)
        assert heights[-1] == path.at(path.nodes[-1][0])


ROLLED = [s for s in Status if s is not Status.NARRATIVE]
judgements = st.sampled_from(ROLLED).map(lambda status: Judgement(status, Reason.BY_RULE))
parts = st.lists(judgements, max_size=5)


class TestRollUp:
    """Many promises as one: nothing that is missing counts as kept or as broken."""

    @given(parts, st.booleans(), st.randoms(use_true_random=False))
    def test_the_order_of_parts_has_no_meaning(self, some: list[Judgement], any_of: bool, rng: object) -> None:  # noqa: FBT001
        """Shuffled parts have the same status."""
        shuffled = list(some)
        rng.shuffle(shuffled)  # type: ignore[attr-defined]

        assert roll_up(some, any_of=any_of).status is roll_up(shuffled, any_of=any_of).status

    @given(parts.filter(bool))
    def test_all_is_kept_only_if_each_is(self, some: list[Judgement]) -> None:
        """And broken as soon as one is."""
        statuses = {j.status for j in some}
        status = roll_up(some).status

        assert (statuses == {Status.ACHIEVED}) is (status is Status.ACHIEVED)
        assert (Status.MISSED in statuses) is (status is Status.MISSED)

    @given(parts.filter(bool))
    def test_any_is_broken_only_if_each_is(self, some: list[Judgement]) -> None:
        """And kept as soon as one is."""
        statuses = {j.status for j in some}
        status = roll_up(some, any_of=True).status

        assert (statuses == {Status.MISSED}) is (status is Status.MISSED)
        assert (Status.ACHIEVED in statuses) is (status is Status.ACHIEVED)

    @given(parts)
    def test_parts_that_nobody_named_keep_the_whole_open(self, some: list[Judgement]) -> None:
        """It cannot be achieved before they are named and judged."""
        assert roll_up(some, unnamed=1).status is not Status.ACHIEVED


def test_the_drawn_days_have_a_deadline_in_their_middle() -> None:
    """The strategies draw readings before, on and after the deadline; otherwise the laws would be empty."""
    assert OPENS == DAYS[0]
    assert all(DAYS[0] < deadline < DAYS[-1] for deadline in DEADLINES)
