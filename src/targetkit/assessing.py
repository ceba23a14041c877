"""Judging a whole plan: each target by its kind and its method, members and parts rolled up, in the order of need.

What a plugin contributes is called guarded: if it fails, the targets that depend on it are `error`, and the others
are judged.
"""

import datetime as dt
import gc
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import attrs

from targetkit.assessment import Assessment, Evaluator, Fault, Judgement
from targetkit.book import Book
from targetkit.errors import did_you_mean
from targetkit.interval import Interval, Value
from targetkit.judging import judge, roll_up, with_beside
from targetkit.plan.model import Plan, Rating
from targetkit.plugins import Contribution, Host, guarded
from targetkit.status import Reason, Status
from targetkit.target import Group, Target
from targetkit.trajectory import Kind, Lacking, Trajectory

__all__ = ["Assessor", "Method", "Methods"]


@attrs.frozen
class Method:
    """An evaluator with what is to be said of it.

    Attributes:
        evaluator: From a trajectory to a judgement; None if it could not be made.
        name: Its name.
        parameters: Its parameters, as pairs of text.
        origin: The distribution that it comes from; empty if it is built in.
        fault: Why it could not be made.
    """

    evaluator: Evaluator | None
    name: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    origin: str = ""
    fault: Fault | None = None


class Assessor:
    """Judges the targets of one plan from one book as of one day."""

    def __init__(
        self,
        plan: Plan,
        book: Book,
        as_of: dt.date,
        *,
        kinds: Mapping[str, Contribution],
        method: Callable[[Target], Method],
        stale: int | None = None,
    ) -> None:
        """Keep them; the book must be as known on a day."""
        self.plan, self.book, self.as_of = plan, book, as_of
        self.kinds, self.method, self.stale = kinds, method, stale
        self.done: dict[str, Assessment] = {}

    def all(self) -> dict[str, Assessment]:
        """Every target's assessment, in the order of the plan."""
        was_on = gc.isenabled()
        gc.disable()  # what grows here has no garbage; walking it again and again takes a third of the time
        try:
            return {name: self.of(name) for name in self.plan.targets}
        finally:
            if was_on:
                gc.enable()

    def of(self, name: str) -> Assessment:
        """The assessment of one target; what it waits for or contains is judged first."""
        found = self.done.get(name)
        if found is None:
            found = self._assess(self.plan.targets[name])
            self.done[name] = found
        return found

    # --- one target

    def _assess(self, target: Target) -> Assessment:
        if target.after and not self._has_come(target.after):
            return self._plain(target, Judgement(Status.NOT_DUE, Reason.WAITING))
        contribution = self.kinds.get(target.kind)
        if contribution is None:
            namespace = target.kind.partition(".")[0]
            fault = Fault(f"there is no kind {target.kind}", namespace, "", "targetkit_kinds")
            return self._plain(target, _ERROR, fault=fault)
        kind = _kind(contribution.value)
        if kind.composite or kind.trajectory is None:
            return self._composite(target)
        if target.each is not None:
            return self._each(target, target.each, contribution)
        whole = self._one(target, contribution)
        if target.including:
            whole = self._including(target, whole)
        if target.stretch is not None:
            whole = attrs.evolve(whole, stretch=self._stretch(target))
        return whole

    def _one(self, target: Target, contribution: Contribution) -> Assessment:
        """One target without members, judged by its kind and its method."""
        trajectory_of = _kind(contribution.value).trajectory
        if contribution.namespace:
            made, failed = guarded(lambda: trajectory_of(target, self.book, self.as_of))  # type: ignore[misc]
            if not failed and not isinstance(made, Trajectory | Lacking):
                failed = f"answered with {type(made).__name__}, not with a Trajectory or Lacking"
            if failed:
                broken = Fault(
                    f"kind {target.kind}: {failed}", contribution.namespace, contribution.origin, "targetkit_kinds"
                )
                return self._plain(target, _ERROR, fault=broken)
        else:
            made = trajectory_of(target, self.book, self.as_of)  # type: ignore[misc]
        method = self.method(target)
        if isinstance(made, Lacking):
            judgement = Judgement(made.status, made.reason)
            if self.as_of < target.opens:
                judgement = Judgement(Status.NOT_DUE, Reason.NOT_BEGUN)
            return self._plain(target, _assumed(judgement, target), lacking=made, origin=contribution.origin)
        judgement, fault = self._judged(made, method)
        return Assessment(
            target,
            self.as_of,
            self.book.known or self.as_of,
            _assumed(judgement, target),
            made,
            None,
            method.name,
            method.parameters,
            contribution.origin,
            fault=fault,
        )

    def _judged(self, t: Trajectory, method: Method) -> tuple[Judgement, Fault | None]:
        if method.evaluator is None:
            return _ERROR, method.fault
        evaluator = method.evaluator
        if not method.origin:
            return judge(t, evaluator, grace=self.plan.grace, stale=self.stale), None
        judgement, failed = guarded(lambda: judge(t, evaluator, grace=self.plan.grace, stale=self.stale))
        if not failed and not isinstance(judgement, Judgement):
            failed = f"answered with {type(judgement).__name__}, not with a Judgement"
        if failed:
            return _ERROR, Fault(
                f"evaluator {method.name}: {failed}", method.name, method.origin, "targetkit_evaluators"
            )
        return judgement, None

    def _plain(
        self,
        target: Target,
        judgement: Judgement,
        *,
        lacking: Lacking | None = None,
        fault: Fault | None = None,
        origin: str = "",
    ) -> Assessment:
        known = self.book.known or self.as_of
        return Assessment(target, self.as_of, known, judgement, lacking=lacking, fault=fault, plugin=origin)

    def _has_come(self, after: str) -> bool:
        """Whether the target that is waited for is achieved, or the event is in the book."""
        if after in self.plan.targets:
            return self.of(after).status is Status.ACHIEVED
        return any(o.period.end <= self.as_of for o in self.book.readings(after, "event"))

    # --- several

    def _composite(self, target: Target) -> Assessment:
        parts = tuple((name, self.of(name)) for name in target.parts)
        judgement = roll_up((a.judgement for _, a in parts), any_of=target.kind == "any_of")
        return attrs.evolve(self._plain(target, judgement), parts=parts)

    def _each(self, target: Target, group: Group, contribution: Contribution) -> Assessment:
        parts = []
        for member in group.members:
            own = attrs.evolve(target, each=None, slice=member, stretch=None, including=())
            parts.append((member, self._one(own, contribution)))
        unnamed = group.unnamed
        judgement = roll_up((a.judgement for _, a in parts), unnamed=unnamed)
        whole = attrs.evolve(self._plain(target, _assumed(judgement, target)), parts=tuple(parts), unnamed=unnamed)
        return attrs.evolve(whole, plugin=contribution.origin)

    def _including(self, target: Target, whole: Assessment) -> Assessment:
        """The count itself, and each of the named ones, which must be among the counted."""
        named = []
        for name in target.including:
            address = f"{target.address}@{name}"
            rows = [*self.book.readings(address, "event"), *self.book.readings(address)]
            counted = any(o.period.end <= min(self.as_of, target.deadline) and _positive(o.value) for o in rows)
            if counted:
                judgement = Judgement(Status.ACHIEVED, Reason.BOUND_KEPT)
            elif self.as_of > target.deadline:
                judgement = Judgement(Status.NO_DATA, Reason.STALE)
            else:
                judgement = Judgement(Status.NO_DATA, Reason.NO_OBSERVATION)
            named.append((name, self._plain(attrs.evolve(target, slice=name, including=()), judgement)))
        open_ones = [a.judgement for _, a in named if whole.status is Status.ACHIEVED]
        rolled = roll_up([whole.judgement, *open_ones])
        judgement = attrs.evolve(whole.judgement, status=rolled.status, reason=rolled.reason)
        return attrs.evolve(whole, judgement=judgement, parts=tuple(named))

    def _stretch(self, target: Target) -> Assessment | None:
        stretch = target.stretch
        if stretch is None:
            return None
        kind = stretch.kind or target.kind
        own = attrs.evolve(
            target, kind=kind, bound=stretch.bound, stretch=None, quote=stretch.quote, assumed=stretch.assumed
        )
        contribution = self.kinds.get(kind)
        return self._one(own, contribution) if contribution else None


_ERROR = Judgement(Status.ERROR, Reason.PLUGIN_FAILED)


def _assumed(judgement: Judgement, target: Target) -> Judgement:
    return with_beside(judgement, (Reason.ASSUMED,)) if target.assumed else judgement


def _positive(value: Value) -> bool:
    return (value.lo if isinstance(value, Interval) else value) > 0


def _kind(value: object) -> Kind:
    """A kind as it was registered: a `Kind`, or a plain function of target, book and day."""
    return value if isinstance(value, Kind) else Kind(value)  # type: ignore[arg-type]


class Methods:
    """The method that judges each target: its rating, made once."""

    def __init__(self, plan: Plan, host: Host) -> None:
        """Begin without any."""
        self.plan, self.host = plan, host
        self.made: dict[str, Method] = {}

    def of(self, target: Target) -> Method:
        """The method of a target's rating, of the default one if it names none."""
        name = target.rating
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def _make(self, name: str) -> Method:
        rating = self.plan.ratings.get(name) or self._registered(name or "default")
        if rating is None:
            return Method(None, name, fault=Fault(f"there is no rating {name}", hook="targetkit_ratings"))
        if rating.rows:
            return self._of_rows(rating)
        evaluators = self.host.all_of("evaluators", self.plan.uses)
        found = evaluators.get(rating.evaluator)
        if found is None:
            hint = did_you_mean(rating.evaluator, evaluators)
            return Method(
                None,
                name,
                fault=Fault(f"there is no evaluator {rating.evaluator}; {hint}", hook="targetkit_evaluators"),
            )
        parameters = tuple((key.replace("-", "_"), value) for key, value in rating.parameters)
        return self._built(found.name, found.value, parameters, name, rating, origin=found.origin)

    def _of_rows(self, rating: Rating) -> Method:
        from targetkit.evaluators import ladder  # noqa: PLC0415 - only for ratings with rows

        if rating.rows_of or rating.unless or ladder.not_judged(rating.rows):
            return Method(ladder.silent, "ladder")
        return self._built("ladder", ladder.Ladder, (("rows", rating.rows),), rating.id, rating)

    def faults(self) -> dict[str, str]:
        """Why a rating of the plan cannot be used, by its id."""
        made = {name: self._make(name).fault for name in self.plan.ratings}
        return {name: fault.message for name, fault in made.items() if fault is not None}

    def silent(self) -> dict[str, str]:
        """Why a rating of the plan is kept and not judged by this version, by its id."""
        from targetkit.evaluators import ladder  # noqa: PLC0415

        found = {}
        for name, rating in self.plan.ratings.items():
            key = "rows_of" if rating.rows_of else "unless" if rating.unless else ""
            why = f"a rating with `{key}` is kept and not judged yet" if key else ladder.not_judged(rating.rows)
            if why:
                found[name] = why
        return found

    def _registered(self, name: str) -> Rating | None:
        found = self.host.all_of("ratings", self.plan.uses).get(name)
        if found is None:
            return None
        with_ = found.value.get("with", {})
        return Rating(name, found.value.get("evaluator", ""), tuple(with_.items()), tuple(found.value.get("rows", ())))

    @staticmethod
    def _built(
        evaluator: str,
        factory: Callable[..., Any],
        parameters: tuple[tuple[str, Any], ...],
        name: str,
        rating: Rating,
        *,
        origin: str = "",
    ) -> Method:
        failed = _unknown_parameter(factory, [key for key, _ in parameters])
        made = None
        if not failed:
            made, failed = guarded(lambda: factory(**dict(parameters)))
        if failed:
            return Method(
                None,
                evaluator,
                rating.parameters,
                origin,
                Fault(f"rating {name or 'default'}: {failed}", hook="targetkit_ratings"),
            )
        return Method(made, evaluator, rating.parameters, origin)


def _unknown_parameter(factory: Callable[..., Any], given: Iterable[str]) -> str:
    """What is wrong with the names of a method's parameters, where the method says which it takes."""
    if not (isinstance(factory, type) and attrs.has(factory)):
        return ""
    known = [field.alias for field in attrs.fields(factory) if field.init and field.alias]
    unknown = next((name for name in given if name not in known), None)
    return f"it has no parameter `{unknown}`; {did_you_mean(unknown, known)}" if unknown else ""
