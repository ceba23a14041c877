"""A plan: indicators, ledgers, and sections of targets and commitments, for a period."""

import datetime as dt
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import attrs

from targetkit.book import Ledger
from targetkit.errors import NotFoundError, Place, did_you_mean
from targetkit.indicator import Indicator
from targetkit.language import Text
from targetkit.period import Period
from targetkit.target import Due, Grade, Group, Target
from targetkit.units import Quantity

__all__ = ["Amendment", "Commitment", "Issue", "Plan", "Rating", "Section", "Source", "Tree"]

Tree: TypeAlias = "str | tuple[Tree, ...] | Mapping[str, Tree]"
"""Anything in a plan file that is kept as it is written."""


def _frozen(mapping: Mapping[str, Any]) -> Mapping[str, Any]:
    return MappingProxyType(dict(mapping))


@attrs.frozen
class Source:
    """The document that a plan encodes.

    Attributes:
        title: Its title.
        url: Where it is published.
        published: On which day.
        text: The plain text file, relative to the plan, in which quotes are looked up.
    """

    title: str = ""
    url: str = ""
    published: dt.date | None = None
    text: str = ""


@attrs.frozen
class Commitment:
    """A narrative promise: tracked and reviewed by people, never scored.

    Attributes:
        id: Its name, unique among targets and commitments.
        title: What people call it; the quote if nothing else is given.
        quote: The words of the source.
        lead: Governing words that stand earlier in the source.
        evidence: What would show that it is kept.
        see: Targets and indicators to show beside it.
        after: The event that it waits for.
        period: The period that it is promised for.
        due: By when.
        grade: How firmly.
        owner: Who leads.
        support: Who supports.
        rating: The name of a rating, kept; people review it and nothing scores it.
        label: The number printed in the source.
        note: Free text.
        assumed: The keys that the text does not say.
        section: The ids of the sections that it stands in, outermost first.
    """

    id: str
    title: Text
    period: Period
    quote: tuple[str, ...] = ()
    lead: str = ""
    evidence: str = ""
    see: tuple[str, ...] = ()
    after: str = ""
    due: Due | None = None
    grade: Grade | None = None
    owner: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    rating: str = ""
    label: str = ""
    note: str = ""
    assumed: tuple[str, ...] = ()
    section: tuple[str, ...] = ()


@attrs.frozen
class Inherited:
    """What a plan or a section hands down; the nearest wins.

    Attributes:
        period: The period over which values are taken.
        due: By when.
        grade: How firmly.
        owner: Who leads.
        support: Who supports.
        rating: The rating that judges.
        lead: Governing words (from the section only).
    """

    period: Period | None = None
    due: Due | None = None
    grade: Grade | None = None
    owner: tuple[str, ...] = ()
    support: tuple[str, ...] = ()
    rating: str = ""
    lead: str = ""

    def under(self, above: "Inherited") -> "Inherited":
        """What holds below: its own where it has something, else what comes from above."""
        return Inherited(
            self.period or above.period,
            self.due or above.due,
            self.grade or above.grade,
            self.owner or above.owner,
            self.support or above.support,
            self.rating or above.rating,
            self.lead or above.lead,
        )


@attrs.frozen
class Section:
    """A part of a plan.

    Attributes:
        id: Its name.
        title: What people call it.
        heading: The words as printed.
        targets: The ids of its own targets, in the order of the file.
        commitments: The ids of its own commitments.
        sections: Nested sections.
        inherited: What it hands down.
        weight: Its weight in scores, as written.
        note: Free text.
        assumed: The keys that the text does not say.
        path: The ids from the outermost section to this one.
    """

    id: str
    title: Text
    heading: str = ""
    targets: tuple[str, ...] = ()
    commitments: tuple[str, ...] = ()
    sections: tuple["Section", ...] = ()
    inherited: Inherited = Inherited()
    weight: str = ""
    note: str = ""
    assumed: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


@attrs.frozen
class Rating:
    """How targets are judged, as data.

    Attributes:
        id: Its name.
        evaluator: The method, if it names one.
        parameters: The method's parameters, as pairs of text.
        rows: The rows of a ladder, as written.
        rows_of: The ledger for each row of which it is evaluated.
        unless: The excuse that a recorded override may give.
        title: What people call it.
        note: Free text.
    """

    id: str
    evaluator: str = ""
    parameters: tuple[tuple[str, str], ...] = ()
    rows: tuple[Mapping[str, "Tree"], ...] = ()
    rows_of: str = ""
    unless: str = ""
    title: Text = Text(())
    note: str = ""


@attrs.frozen
class Issue:
    """An inconsistency that the office knows of.

    Attributes:
        about: The ids that it concerns.
        text: What it is.
        rule: The code of the finding that it accepts for those ids, if it accepts one.
    """

    about: tuple[str, ...]
    text: str
    rule: str = ""


@attrs.frozen
class Amendment:
    """A change of a promise, from a day on. Read and kept; it never re-judges the past.

    Attributes:
        target: The target that it changes.
        effective: The first day on which it is in force.
        by: Who decided it.
        why: Why.
        changes: The keys that it sets, as written; an empty text removes a key.
        withdrawn: Whether it withdraws the target.
        quote: The words of its source.
    """

    target: str
    effective: dt.date
    by: str = ""
    why: str = ""
    changes: tuple[tuple[str, "Tree"], ...] = ()
    withdrawn: bool = False
    quote: tuple[str, ...] = ()


@attrs.frozen
class Plan:
    """The promises of a period.

    Attributes:
        id: Its name.
        title: What people call it.
        period: The year (or quarter, or range) that is promised for.
        language: The language of its plain strings.
        source: The document that it encodes.
        uses: The plugins that it needs.
        includes: The files that it is spread over; never compared.
        follows: The id of the plan of the year before.
        tolerance: What every `about` may fall short by, unless it says otherwise.
        grace: For how many days after a deadline its reading may still come.
        groups: Who "each" is, by id.
        ledgers: The tables that indicators are counted from, by id.
        indicators: What is measured, by id; the inline one of a target has the target's id.
        ratings: How targets are judged, by id.
        sections: Its parts, in the order of the file.
        targets: Every target by id, in the order of the file.
        commitments: Every commitment by id.
        issues: Inconsistencies that the office knows of.
        amendments: Changes of promises.
        inherited: What it hands down.
        note: Free text.
        assumed: The keys that the text does not say.
        inline: The ids of the indicators that are written inside their target.
        observations: Files of observations that come with the plan; never compared.
        examples: Invented observations that come with the plan, to try it with; never compared.
        places: Where things stand in the files, by path such as `targets.signed.at_least`; never compared.
    """

    id: str
    title: Text
    period: Period
    language: str = "zh"
    source: Source | None = None
    uses: tuple[str, ...] = ()
    includes: tuple[str, ...] = attrs.field(default=(), eq=False)
    follows: str = ""
    tolerance: Quantity | None = None
    grace: int = 0
    groups: Mapping[str, Group] = attrs.field(factory=dict, converter=_frozen)
    ledgers: Mapping[str, Ledger] = attrs.field(factory=dict, converter=_frozen)
    indicators: Mapping[str, Indicator] = attrs.field(factory=dict, converter=_frozen)
    ratings: Mapping[str, Rating] = attrs.field(factory=dict, converter=_frozen)
    sections: tuple[Section, ...] = ()
    targets: Mapping[str, Target] = attrs.field(factory=dict, converter=_frozen)
    commitments: Mapping[str, Commitment] = attrs.field(factory=dict, converter=_frozen)
    issues: tuple[Issue, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    inherited: Inherited = Inherited()
    note: str = ""
    assumed: tuple[str, ...] = ()
    inline: frozenset[str] = frozenset()
    observations: tuple[str, ...] = attrs.field(default=(), eq=False)
    examples: str = attrs.field(default="", eq=False)
    places: Mapping[str, Place] = attrs.field(factory=dict, converter=_frozen, eq=False, repr=False)

    def all_sections(self) -> Iterator[Section]:
        """Every section, nested ones after the one that they stand in."""
        stack = list(reversed(self.sections))
        while stack:
            section = stack.pop()
            yield section
            stack.extend(reversed(section.sections))

    def target(self, name: str) -> Target:
        """The target of that id, or with that printed label.

        Raises:
            NotFoundError: There is none.
        """
        found = self.targets.get(name) or next((t for t in self.targets.values() if t.label == name), None)
        if found is None:
            raise NotFoundError(f"plan {self.id} has no target {name!r}; {did_you_mean(name, self.targets)}")
        return found
