"""From the documents of a plan to the plan: every mistake in one run."""

import datetime as dt
import pathlib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

import attrs

from targetkit.book import Ledger
from targetkit.errors import NotFoundError, Place, PlanError, did_you_mean
from targetkit.indicator import Indicator
from targetkit.language import Text
from targetkit.period import Period
from targetkit.plan import fields as f
from targetkit.plan.documents import Document, read_file
from targetkit.plan.fields import Fields, Problems, Wrong
from targetkit.plan.indicators import Reader
from targetkit.plan.model import Amendment, Commitment, Inherited, Issue, Plan, Rating, Section, Source, Tree
from targetkit.plan.nodes import Mapping as MappingNode
from targetkit.plan.nodes import Node, shown
from targetkit.plan.references import check_references
from targetkit.plan.targets import TARGET_KEYS, Context, inherited, read_commitment, read_target
from targetkit.target import Group, Target
from targetkit.trajectory import Kind
from targetkit.units import Units

__all__ = ["Loaded", "structure", "used_plugins"]

_FORMAT: Final = "1"
_NO_PLACE: Final = Place("")


@attrs.frozen
class Loaded:
    """A plan as far as it could be read, and what was found.

    Attributes:
        plan: The plan; None if not even its head could be read.
        problems: The findings, and where things stand.
        documents: The files that it was read from, the first being the plan's own.
    """

    plan: Plan | None
    problems: Problems
    documents: tuple[Document, ...]

    def or_raise(self) -> Plan:
        """The plan.

        Raises:
            PlanError: It has mistakes; all of them are in `diagnostics`.
        """
        errors = [d for d in self.problems.found if d.severity == "error"]
        if errors or self.plan is None:
            first = f"{errors[0].place}: {errors[0].message}" if errors else "it has no head"
            more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
            name = self.documents[0].name if self.documents else "the plan"
            raise PlanError(f"{name} cannot be used: {first}{more}", diagnostics=self.problems.found)
        return self.plan


def used_plugins(document: Document) -> tuple[str, ...]:
    """The plugins that a plan says it uses, read before anything else is."""
    root = document.root
    entries = root.entries if isinstance(root, MappingNode) else ()
    node = next((value for key, value in entries if key.text == "uses"), None)
    try:
        return f.names(node) if node is not None else ()
    except Wrong:
        return ()


def structure(
    document: Document,
    *,
    units: Units,
    kinds: Mapping[str, Kind],
    ratings: Iterable[str] = (),
    folder: pathlib.Path | None = None,
) -> Loaded:
    """Read a plan from its document and the files that it includes.

    Args:
        document: The plan's own file.
        units: The units that exist.
        kinds: The kinds that exist, by name; a plugin's under `namespace.name`.
        ratings: The names of the ratings that plugins bring.
        folder: Where included files are; None if there can be none.
    """
    problems = Problems()
    problems.lines[document.name] = document.line
    head = Fields(document.root, problems, what="the plan", path="plan")
    if not head.is_mapping:
        return Loaded(None, problems, (document,))
    return _Building(head, document, problems, units, kinds, tuple(ratings), folder).build()


class _Building:
    """A plan under construction."""

    def __init__(
        self,
        head: Fields,
        document: Document,
        problems: Problems,
        units: Units,
        kinds: Mapping[str, Kind],
        ratings: tuple[str, ...],
        folder: pathlib.Path | None,
    ) -> None:
        self.head, self.problems, self.units, self.kinds, self.known_ratings = head, problems, units, kinds, ratings
        self.documents = [document]
        self.folder = folder
        self.parts: list[Fields] = [head]
        self.indicators: dict[str, Indicator] = {}
        self.groups: dict[str, Group] = {}
        self.ledgers: dict[str, Ledger] = {}
        self.ratings: dict[str, Rating] = {}
        self.targets: dict[str, Target] = {}
        self.unread: set[str] = set()
        self.commitments: dict[str, Commitment] = {}
        self.inline: set[str] = set()
        self.ids: dict[str, Place] = {}
        self.section_ids: dict[str, Place] = {}

    def build(self) -> Loaded:
        head = self.head
        self._version()
        language = head.take("language", self._language, "zh")
        source = self._source()
        self.reader = Reader(
            self.problems, self.units, language=language, published=source.published if source else None
        )
        plan_id = head.take("id", f.identifier, "", required=True)
        title = head.take("title", self.reader.words, Text.of(plan_id), required=True)
        period = head.take("period", f.period, None, required=True)
        uses = head.take("uses", f.names, ())
        includes = self._includes()
        tolerance = head.take("tolerance", self.reader.quantity, None)
        grace = head.take("grace", self._days, 0)
        self._declarations()
        handed = inherited(head, of_section=False)
        span = period or Period(dt.date(2000, 1, 1), dt.date(2000, 12, 31))
        above = attrs.evolve(handed, period=span)
        context = Context(self.reader, self.kinds, self.indicators, self.groups, tolerance, span, uses)
        sections = self._sections(context, above)
        plan = Plan(
            plan_id,
            title,
            span,
            language,
            source,
            uses,
            includes,
            follows=head.take("follows", f.text, ""),
            tolerance=tolerance,
            grace=grace,
            groups=self.groups,
            ledgers=self.ledgers,
            indicators=self.indicators,
            ratings=self.ratings,
            sections=sections,
            targets=self.targets,
            commitments=self.commitments,
            issues=self._issues(),
            amendments=self._amendments(),
            inherited=attrs.evolve(handed, period=None),
            note=head.take("note", f.text, ""),
            assumed=head.take("assumed", f.list_of_texts, ()),
            inline=frozenset(self.inline),
            places=self.problems.places,
        )
        for part in self.parts:
            part.close()
        check_references(plan, self.problems, unread=self.unread, ratings=self.known_ratings)
        self.problems.found.sort(key=lambda d: (d.place or _NO_PLACE, d.code, d.message))
        return Loaded(plan, self.problems, tuple(self.documents))

    # --- the head

    def _version(self) -> None:
        version = self.head.take("targetkit", f.text, "", required=True)
        if version and version != _FORMAT:
            message = f"this is version {shown(version)} of the format; this targetkit reads version {_FORMAT}"
            self.head.error("TKV117", message, "targetkit", hint=f"write targetkit: {_FORMAT}")

    @staticmethod
    def _language(node: Node) -> str:
        word = f.text(node)
        if word not in ("zh", "en"):
            raise Wrong(f"{shown(word)} is not one of zh, en", code="TKV104")
        return word

    def _days(self, node: Node) -> int:
        word = f.text(node)
        if word.isascii() and word.isdigit():
            return f.whole(node)
        quantity = self.reader.quantity(node)
        if quantity.unit.sort != "time" or not quantity.unit.fits(self.units.unit("天")):
            raise Wrong(f"{shown(word)} is no number of days", code="TKU303", hint="such as grace: 30 天")
        value = quantity.unit.convert(quantity.value, self.units.unit("天"))
        days = int(value)  # type: ignore[arg-type]
        if days < 0 or days != value:
            raise Wrong(f"{shown(word)} is no whole number of days", code="TKV104")
        return days

    def _source(self) -> Source | None:
        node = self.head.node("source")
        if node is None:
            return None
        s = Fields(node, self.problems, what="`source`", path="plan.source")
        made = Source(
            s.take("title", f.text, ""),
            s.take("url", f.text, ""),
            s.take("published", f.day, None),
            s.take("text", f.text, ""),
        )
        s.close()
        return made if made != Source() else None

    # --- included files

    def _includes(self) -> tuple[str, ...]:
        names = self.head.take("include", f.texts, ())
        seen = {self.documents[0].name}
        for name in names:
            place = self.head.place_of("include")
            wanted = pathlib.PurePosixPath(name)
            if wanted.is_absolute() or ".." in wanted.parts or "\\" in name or self.folder is None:
                hint = "an included file stands in the plan's folder or below it"
                self.problems.add("TKR204", f"{shown(name)} leads out of the plan's folder", place, hint=hint)
                continue
            if name in seen:
                self.problems.add("TKR204", f"{shown(name)} is included twice", place)
                continue
            seen.add(name)
            self._include(self.folder / name, name, place)
        return names

    def _include(self, path: pathlib.Path, name: str, place: Place) -> None:
        own = pathlib.PurePath(self.documents[0].name).parent / name
        try:
            document = read_file(path, name=str(own))
        except NotFoundError:
            self.problems.add("TKR204", f"the included file {shown(name)} does not exist", place)
            return
        except PlanError as error:
            self.problems.found.extend(error.diagnostics)
            return
        self.documents.append(document)
        self.problems.lines[document.name] = document.line
        part = Fields(document.root, self.problems, what=f"the included file {name}", path=f"files.{name}")
        if part.has("targetkit"):
            part.take("targetkit", f.text, "")
        self.parts.append(part)

    # --- what a plan declares

    def _each_entry(self, key: str) -> Iterator[tuple[str, Node]]:
        """The entries of a top-level mapping in all files; a name that stands twice is noted and read once."""
        first: dict[str, Place] = {}
        for part in self.parts:
            node = part.node(key)
            if node is None:
                continue
            group = Fields(node, self.problems, what=f"`{key}`", path=f"{part.path}.{key}")
            for key_node, value in group.entries.values():
                word = self.problems.attempt(f.identifier, key_node, "")
                if not word:
                    continue
                if word in first:
                    self._twice(word, key_node.place, first[word])
                    continue
                first[word] = key_node.place
                yield word, value

    def _twice(self, word: str, place: Place, before: Place) -> None:
        self.problems.add(
            "TKR201", f"{shown(word)} stands at {before} already", place, hint="ids are unique", about=(word,)
        )

    def _declarations(self) -> None:
        reader = self.reader
        for name, node in self._each_entry("groups"):
            self.groups[name] = reader.group(name, node)
        for name, node in self._each_entry("ledgers"):
            self.ledgers[name] = reader.ledger(name, node)
        for name, node in self._each_entry("indicators"):
            self.indicators[name] = reader.indicator(name, node, path=f"indicators.{name}")
        for name, node in self._each_entry("ratings"):
            self.ratings[name] = self._rating(name, node)
        for part in self.parts:
            sections = part.entries.get("sections")
            if sections is not None:
                self._inline_indicators(sections[1])

    def _inline_indicators(self, node: Node) -> None:
        """Indicators written inside their target, before the targets themselves, so that all can be referred to."""
        for _, section in node.entries if isinstance(node, MappingNode) else ():
            for key, value in section.entries if isinstance(section, MappingNode) else ():
                if key.text == "sections":
                    self._inline_indicators(value)
                if key.text == "targets" and isinstance(value, MappingNode):
                    for name, target in value.entries:
                        self._inline_of(unicodedata.normalize("NFC", name.text), target)

    def _inline_of(self, name: str, target: Node) -> None:
        for key, value in target.entries if isinstance(target, MappingNode) else ():
            if key.text == "indicator" and isinstance(value, MappingNode):
                if name in self.indicators:
                    message = (
                        f"target {shown(name)} has an indicator of its own, but an indicator of that id stands already"
                    )
                    self.problems.add("TKR201", message, key.place, hint="name the indicator, or rename the target")
                    continue
                self.inline.add(name)
                self.indicators[name] = self.reader.indicator(name, value, path=f"targets.{name}.indicator")

    def _rating(self, name: str, node: Node) -> Rating:
        k = Fields(node, self.problems, what=f"rating {name}", path=f"ratings.{name}", about=(name,))
        made = Rating(
            name,
            k.take("evaluator", f.text, ""),
            k.take("with", _pairs, ()),
            rows=k.take("rows", _rows, ()),
            rows_of=k.take("rows_of", f.text, ""),
            unless=k.take("unless", f.text, ""),
            title=k.take("title", self.reader.words, Text(())),
            note=k.take("note", f.text, ""),
        )
        k.close()
        if bool(made.evaluator) == bool(made.rows):
            k.error("TKV113", f"rating {name} needs either `rows` or an `evaluator`", hint="evaluator: pace")
        return made

    # --- sections

    def _sections(self, context: Context, above: Inherited) -> tuple[Section, ...]:
        found = []
        for part in self.parts:
            node = part.node("sections")
            if node is not None:
                found.extend(self._sections_of(node, context, above, (), what="`sections`"))
        return tuple(found)

    def _sections_of(
        self, node: Node, context: Context, above: Inherited, path: tuple[str, ...], *, what: str
    ) -> list[Section]:
        group = Fields(node, self.problems, what=what, path=".".join(("sections", *path)))
        found = []
        for key, value in group.entries.values():
            name = self.problems.attempt(f.identifier, key, "")
            if not name:
                continue
            if name in self.section_ids:
                self._twice(name, key.place, self.section_ids[name])
                continue
            self.section_ids[name] = key.place
            found.append(self._section(name, value, context, above, (*path, name)))
        return found

    def _section(self, name: str, node: Node, context: Context, above: Inherited, path: tuple[str, ...]) -> Section:
        k = Fields(node, self.problems, what=f"section {name}", path=".".join(("sections", *path)), about=(name,))
        own = inherited(k, of_section=True)
        handed = own.under(above)
        title = k.take("title", self.reader.words, Text.of(name), required=True)
        targets, commitments = self._members(k, context, handed, path)
        nested = k.node("sections")
        made = Section(
            name,
            title,
            k.take("heading", f.text, ""),
            targets,
            commitments,
            tuple(self._sections_of(nested, context, handed, path, what=f"the sections of {name}")) if nested else (),
            own,
            k.take("weight", f.text, ""),
            k.take("note", f.text, ""),
            k.take("assumed", f.list_of_texts, ()),
            path,
        )
        k.close()
        return made

    def _members(
        self, k: Fields, context: Context, handed: Inherited, path: tuple[str, ...]
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        targets: list[str] = []
        commitments: list[str] = []
        for word, node in self._ids(k, "targets"):
            target = read_target(word, node, context, handed, path)
            if target is None:
                self.unread.add(word)
                continue
            self.targets[word] = target
            targets.append(word)
        for word, node in self._ids(k, "commitments"):
            self.commitments[word] = read_commitment(word, node, context, handed, path)
            commitments.append(word)
        return tuple(targets), tuple(commitments)

    def _ids(self, k: Fields, key: str) -> Iterator[tuple[str, Node]]:
        node = k.node(key)
        if node is None:
            return
        group = Fields(node, self.problems, what=f"the {key} of {k.what}", path=f"{k.path}.{key}")
        for key_node, value in group.entries.values():
            word = self.problems.attempt(f.identifier, key_node, "")
            if not word:
                continue
            if word in self.ids:
                self._twice(word, key_node.place, self.ids[word])
                continue
            self.ids[word] = key_node.place
            yield word, value

    # --- issues and amendments

    def _lists(self, key: str, read: Callable[[Node, str], object]) -> list[object]:
        found: list[object] = []
        for part in self.parts:
            for n, node in enumerate(part.take(key, f.items, ())):
                made = read(node, f"{key}.{n}")
                if made is not None:
                    found.append(made)
        return found

    def _issues(self) -> tuple[Issue, ...]:
        return tuple(self._lists("issues", self._issue))  # type: ignore[arg-type]

    def _issue(self, node: Node, path: str) -> Issue:
        k = Fields(node, self.problems, what="an issue", path=path)
        made = Issue(
            k.take("about", f.texts, (), required=True),
            k.take("text", f.text, "", required=True),
            k.take("rule", f.text, ""),
        )
        k.close()
        return made

    def _amendments(self) -> tuple[Amendment, ...]:
        return tuple(self._lists("amendments", self._amendment))  # type: ignore[arg-type]

    def _amendment(self, node: Node, path: str) -> Amendment | None:
        k = Fields(node, self.problems, what="an amendment", path=path)
        target = k.take("target", f.text, "", required=True)
        effective = k.take("effective", f.day, None, required=True)
        changes = k.take("set", _changes, ())
        made = Amendment(
            target,
            effective or dt.date.max,
            k.take("by", f.text, ""),
            k.take("why", f.text, ""),
            changes,
            k.take("withdrawn", f.yes, default=False),
            k.take("quote", f.texts, ()),
        )
        k.close()
        if made.withdrawn == bool(changes) and k.is_mapping:
            k.error("TKV113", "an amendment has either `set` or `withdrawn: true`", hint="set: {at_least: 25 个}")
        return made if effective else None


def _pairs(node: Node) -> tuple[tuple[str, str], ...]:
    if not isinstance(node, MappingNode):
        raise Wrong("expected a mapping of parameters, such as {at_risk: -10 百分点}")
    return tuple((key.text, f.text(value)) for key, value in node.entries)


def _rows(node: Node) -> tuple[Mapping[str, Tree], ...]:
    found = []
    for item in f.items(node):
        if not isinstance(item, MappingNode):
            raise Wrong("a row of a rating is a mapping, such as {status: on_track, when: {gap: {at_least: 0 百分点}}}")
        unknown = next((key for key, _ in item.entries if key.text not in _ROW_KEYS), None)
        if unknown is not None:
            hint = did_you_mean(unknown.text, _ROW_KEYS)
            raise Wrong(f"a row has no {shown(unknown.text)}", code="TKV101", hint=hint, place=unknown.place)
        found.append(f.branch(item))
    return tuple(found)


_ROW_KEYS: Final = ("status", "score", "lamp", "when", "running", "unless", "note")


def _changes(node: Node) -> tuple[tuple[str, Tree], ...]:
    if not isinstance(node, MappingNode):
        raise Wrong("expected the keys that are set, such as {at_least: 25 个}")
    unknown = next((key for key, _ in node.entries if key.text not in TARGET_KEYS), None)
    if unknown is not None:
        hint = did_you_mean(unknown.text, TARGET_KEYS)
        raise Wrong(f"a target has no key {shown(unknown.text)}", code="TKV101", hint=hint, place=unknown.place)
    return tuple((key.text, f.tree(value)) for key, value in node.entries)
