"""The scorecard: a plan judged as of a day."""

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import attrs

from targetkit.assessment import Assessment
from targetkit.errors import Diagnostic, NotFoundError, did_you_mean
from targetkit.plan.model import Plan
from targetkit.status import Status

__all__ = ["Scorecard"]


def _frozen(assessments: Mapping[str, Assessment]) -> Mapping[str, Assessment]:
    return MappingProxyType(dict(assessments))


@attrs.frozen
class Scorecard(Mapping[str, Assessment]):
    """A plan judged as of a day: a mapping of target id to assessment, in the order of the plan.

    Attributes:
        plan: The plan.
        as_of: The day of the judgement, inclusive.
        known: What became known later was not looked at.
        assessments: Every target's assessment by id; none is left out.
        invented: Whether the observations are an example's, and invented.
        diagnostics: What failed on the way: plugins that broke.
    """

    plan: Plan
    as_of: dt.date
    known: dt.date
    assessments: Mapping[str, Assessment] = attrs.field(converter=_frozen)
    invented: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    def __getitem__(self, name: str) -> Assessment:
        """The assessment of the target of that id, or with that printed label.

        Raises:
            NotFoundError: There is none; it is a `LookupError`.
        """
        found = self.assessments.get(name)
        if found is None:
            found = next((a for a in self.assessments.values() if a.target.label == name), None)
        if found is None:
            raise NotFoundError(f"plan {self.plan.id} has no target {name!r}; {did_you_mean(name, self.assessments)}")
        return found

    def __contains__(self, name: object) -> bool:
        """Whether there is a target of that id."""
        return name in self.assessments

    def __iter__(self) -> Iterator[str]:
        """The ids of the targets, in the order of the plan."""
        return iter(self.assessments)

    def __len__(self) -> int:
        """How many targets there are."""
        return len(self.assessments)

    def counts(self) -> dict[str, int]:
        """How many targets have each status; the numbers add up to the number of targets.

        A target that yields to another is judged and listed, but left out of the totals: it is counted under
        `yields` and under no status.
        """
        found = {status.value: 0 for status in Status if status is not Status.NARRATIVE}
        found["yields"] = 0
        for assessment in self.assessments.values():
            found["yields" if assessment.target.yields_to else assessment.status.value] += 1
        return found
