"""The verdict in one sentence."""

from targetkit import exact
from targetkit.assessment import Assessment
from targetkit.explanation.course import MOVING, course_of
from targetkit.explanation.figures import attained_text, completion_of, in_rates, is_lead, reason_text
from targetkit.explanation.phrases import Lines, listed
from targetkit.status import Reason, Status
from targetkit.wording import day, say, share

__all__ = ["verdict_text"]


def verdict_text(a: Assessment, lang: str | None) -> str:
    """The verdict in one sentence, with its reason and the figures that it rests on."""
    if a.reason is Reason.CANNOT_CHANGE and a.status is Status.ACHIEVED:
        opening = say("explain.verdict.early", lang)
    elif a.reason is Reason.CANNOT_CHANGE:
        opening = say("explain.verdict.lost", lang)
    else:
        opening = say("explain.verdict", lang, status=say(a.status, lang), reason=reason_text(a, lang))
    figures = list(_figures(a, lang))
    text = (
        opening[:1].upper()
        + opening[1:]
        + (say("explain.colon", lang) + listed(figures, lang, by="comma") if figures else "")
    )
    return text + say("explain.stop", lang)


def _figures(a: Assessment, lang: str | None) -> Lines:
    """The figures of the verdict: attained by when, completion, ahead or behind."""
    point = a.point
    if a.parts or point is None:
        return
    when = day(point.day, lang)
    if a.target.kind == "milestone" and point.value in (0, 1):
        yield say("explain.is_done" if point.value else "explain.is_not_done", lang, day=when)
        return
    yield say(f"explain.by_then{_manner(a)}", lang, day=when, attained=attained_text(a, lang))
    if a.trajectory is not None and a.trajectory.withheld is not None:
        return  # what the arithmetic gives is for information only, and no finding
    done = completion_of(a)
    if done is not None and a.target.kind != "milestone":
        yield say("explain.completed", lang, share=share(done))
    found = course_of(a)
    if found is not None and a.gap is not None and found.path.origin != "level" and a.status in MOVING:
        calendar = found.path.origin == "line" and found.path.nodes[0][1] == 0
        path = say("explain.path.calendar" if calendar else "explain.path.other", lang)
        more, less = (
            ("ahead", "behind") if a.judgement.standing and a.judgement.standing.side > 0 else ("under", "over")
        )
        key = more if a.gap > 0 else less if a.gap < 0 else "level"
        yield say(f"explain.{key}", lang, path=path, gap=share(exact.size(a.gap)).rstrip("%"))


def _manner(a: Assessment) -> str:
    """Which sentence says where it stands: a lead, a rate, a cap, or what is attained."""
    if is_lead(a.target):
        return ".lead"
    if in_rates(a):
        return ".rate"
    return ".cap" if a.goal is not None and a.goal.side < 0 else ""
