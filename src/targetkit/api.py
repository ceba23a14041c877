"""The verbs: load a plan, open a book, assess, explain, check. Everything that they need is in their arguments."""

import datetime as dt
import os
import pathlib
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import attrs

from targetkit import textfile
from targetkit.book import Book, Observation, Row
from targetkit.errors import (
    BookError,
    Diagnostic,
    NotFoundError,
    Place,
    PlanError,
    PluginError,
    UnitError,
    did_you_mean,
)
from targetkit.period import parse_day
from targetkit.plan import documents, structure
from targetkit.plan.model import Plan
from targetkit.plugins import Contribution, Host, guarded, sound_evaluator, sound_kind
from targetkit.trajectory import Kind
from targetkit.units import Units, load

if TYPE_CHECKING:  # `check` judges nothing
    from targetkit.assessing import Method
    from targetkit.assessment import Assessment
    from targetkit.scorecard import Scorecard

__all__ = ["CODES", "Checked", "assess", "check_plan", "dump_plan", "explain", "load_plan", "open_book", "render"]

PathLike: TypeAlias = str | os.PathLike[str]
CODES: Final = {
    "TKB112": ("no-source", "Nothing that is installed reads observations from that."),
}
"""What is wrong with what is given as a book, by code: the name, and what it means."""

_LARGEST_SOURCE: Final = 64 * 1024 * 1024
_NAMESPACED: Final = re.compile(r"[^\W\d_][\w-]*:[^/\\]+")


# --- plans ---------------------------------------------------------------------------------------------------------


@attrs.frozen
class Checked:
    """What `check_plan` found.

    Attributes:
        plan: The plan, as far as it could be read; None if it could not be read at all.
        diagnostics: Every finding, by place.
        name: The name of the file.
    """

    plan: Plan | None
    diagnostics: tuple[Diagnostic, ...]
    name: str

    @property
    def clean(self) -> bool:
        """Whether there is no error among the findings."""
        return not any(d.severity == "error" for d in self.diagnostics)


@attrs.frozen
class _Located:
    path: pathlib.Path
    name: str
    options: Mapping[str, Any] = attrs.field(factory=dict)


def _locate(ref: PathLike, host: Host) -> _Located:
    """The file of a plan: a path, or `namespace:name` for one that a plugin ships.

    Raises:
        NotFoundError: There is no such file, plugin or plan.
        PluginError: The plugin is broken.
    """
    text = os.fspath(ref)
    path = pathlib.Path(text)
    if not _NAMESPACED.fullmatch(text) or path.exists():
        return _Located(path, text)
    namespace, _, name = text.partition(":")
    plans = host.registry("plans", namespace)
    found = plans.get(f"{namespace}.{name}")
    if found is None:
        known = [full.partition(".")[2] for full in plans]
        hint = did_you_mean(name, known)
        raise NotFoundError(f"plugin {namespace} ({host.plugin(namespace).origin}) has no plan {name!r}; {hint}")
    return _Located(pathlib.Path(os.fspath(found.value)), text, found.options)


def _read(ref: PathLike, host: Host) -> structure.Loaded:
    located = _locate(ref, host)
    document = documents.read_file(located.path, name=located.name if located.options == {} else located.path.name)
    uses = structure.used_plugins(document)
    loaded = structure.structure(
        document,
        units=_units(uses, host),
        kinds={name: _as_kind(c.value) for name, c in host.all_of("kinds", uses).items()},
        ratings=host.all_of("ratings", uses),
        folder=located.path.parent,
    )
    if loaded.plan is None or not located.options:
        return loaded
    options = located.options
    plan = attrs.evolve(
        loaded.plan,
        observations=tuple(os.fspath(p) for p in options.get("observations", ())),
        examples=os.fspath(options.get("examples") or ""),
    )
    return attrs.evolve(loaded, plan=plan)


def _as_kind(value: Any) -> Kind:
    return value if isinstance(value, Kind) else Kind(value)


def _units(uses: Iterable[str], host: Host) -> Units:
    """The units that are built in, and those of plugins that can be read and take no other's name."""
    texts: tuple[str, ...] = ()
    for c in host.all_of("units", tuple(uses)).values():
        try:
            load((*texts, c.value))
        except UnitError as error:
            if not c.namespace:
                raise
            host.refuse(c, error.message)
        else:
            texts = (*texts, c.value)
    return load(texts)


def load_plan(ref: PathLike, *, host: Host | None = None) -> Plan:
    """Load a plan.

    Args:
        ref: A path to `NAME.targets.yaml` (or `.toml`, `.json`), or `namespace:name` for a plan that a plugin ships.
        host: Where plugins are looked up; a new one by default.

    Raises:
        NotFoundError: There is no such file, plugin or plan.
        PlanError: The plan has mistakes; `diagnostics` has all of them, with file, line and column.
        PluginError: A plugin that it is shipped by is broken.
    """
    host = host or Host()
    loaded = _read(ref, host)
    plan = loaded.plan
    broken = [_placed(d, plan) for d in host.diagnostics if set(d.about) & set(plan.uses)] if plan else []
    if broken:
        lines = {d.name: d.line for d in loaded.documents}
        raise PlanError(
            f"{loaded.documents[0].name} uses a plugin that is missing or broken: {broken[0].message}",
            diagnostics=[_framed(d, lines) for d in (*broken, *loaded.problems.found)],
        )
    return loaded.or_raise()


def dump_plan(plan: Plan) -> str:
    """A plan as the text of a YAML file, which loads as an equal plan."""
    from targetkit.plan.writing import written  # noqa: PLC0415 - needed only for writing

    return written(plan)


def check_plan(ref: PathLike, *, source: PathLike | None = None, host: Host | None = None) -> Checked:
    """Check a plan: every problem in one run.

    Args:
        ref: A path, or `namespace:name`.
        source: A text file in which every quote must stand; the plan's own `source.text` by default.
        host: Where plugins are looked up; a new one by default.

    Raises:
        NotFoundError: There is no such file, plugin or plan.
        PluginError: A plugin that it is shipped by is broken.
    """
    host = host or Host()
    try:
        loaded = _read(ref, host)
    except PlanError as error:
        return Checked(None, error.diagnostics, os.fspath(ref))
    found = list(loaded.problems.found)
    plan = loaded.plan
    if plan is not None:
        uses = [n for n in plan.uses if not any(n in d.about for d in host.diagnostics)]
        if not any(d.severity == "error" for d in found):
            found.extend(_by_rules(plan, tuple(uses), host))
            found.extend(_by_ratings(plan, host))
            found.extend(_by_source(plan, ref, source, host))
        found.extend(_placed(d, plan) for d in host.diagnostics)
    lines = {d.name: d.line for d in loaded.documents}
    found = [_framed(d, lines) for d in found]
    found.sort(key=lambda d: (d.place or Place(""), d.code, d.message))
    return Checked(plan, tuple(found), loaded.documents[0].name)


def _placed(d: Diagnostic, plan: Plan) -> Diagnostic:
    return d if d.place or not set(d.about) & set(plan.uses) else attrs.evolve(d, place=plan.places.get("plan.uses"))


def _framed(d: Diagnostic, lines: Mapping[str, Callable[[int], str]]) -> Diagnostic:
    if d.line or d.place is None or not d.place.line or d.place.file not in lines:
        return d
    return attrs.evolve(d, line=lines[d.place.file](d.place.line))


def _by_rules(plan: Plan, uses: tuple[str, ...], host: Host) -> list[Diagnostic]:
    accepted = {(issue.rule, name) for issue in plan.issues if issue.rule for name in issue.about}
    found: list[Diagnostic] = []
    for c in host.all_of("rules", uses).values():
        answers, failed = guarded(lambda c=c: _findings(c.value(plan)))  # type: ignore[misc]
        if failed:
            place = plan.places.get("plan.uses") if c.namespace else None
            found.append(_call_failed(f"rule {c.name} ({c.origin or 'targetkit'}, targetkit_rules)", failed, c, place))
            continue
        found.extend(d for d in answers if not any((d.code, name) in accepted for name in d.about))
    return found


def _findings(answer: Any) -> list[Diagnostic]:
    """What a rule answers, if it answers with findings.

    Raises:
        TypeError: It does not.
    """
    found: list[Any] = list(answer)
    for d in found:
        if not isinstance(d, Diagnostic):
            raise TypeError(f"answered with {d!r:.100}, not with a Diagnostic")
    return found


def _call_failed(who: str, failed: str, c: Contribution, place: Place | None = None) -> Diagnostic:
    return Diagnostic(
        code="TKP301",
        name="plugin-call-failed",
        message=f"{who}: {failed}",
        place=place,
        hint="report it to the author of the plugin, or uninstall it" if c.namespace else "",
        about=(c.namespace,) if c.namespace else (),
    )


def _by_ratings(plan: Plan, host: Host) -> list[Diagnostic]:
    """Ratings that cannot be used, and those that are kept and not judged yet."""
    if not plan.ratings:
        return []
    from targetkit.assessing import Methods  # noqa: PLC0415 - only for plans with ratings

    methods = Methods(plan, host)
    found = [_of_rating(plan, name, "TKV118", "bad-parameter", why) for name, why in methods.faults().items()]
    silent = [_of_rating(plan, name, "TKQ511", "not-judged", why) for name, why in methods.silent().items()]
    hint = "targets rated by it are indeterminate, rule_silent"
    return [*found, *(attrs.evolve(d, severity="warning", hint=hint) for d in silent)]


def _of_rating(plan: Plan, rating: str, code: str, name: str, why: str) -> Diagnostic:
    message = why if why.startswith("rating") else f"rating {rating}: {why}"
    place = plan.places.get(f"ratings.{rating}")
    return Diagnostic(code=code, name=name, message=message, place=place, about=(rating,))


def _by_source(plan: Plan, ref: PathLike, source: PathLike | None, host: Host) -> list[Diagnostic]:
    from targetkit.rules.findings import finding  # noqa: PLC0415 - only where a source is given
    from targetkit.rules.quotes import quotes_stand_in  # noqa: PLC0415

    if source is not None:
        path = pathlib.Path(os.fspath(source))
        return list(quotes_stand_in(plan, _source_text(path), name=path.name))
    if plan.source is None or not plan.source.text:
        return []
    path = _locate(ref, host).path.parent / plan.source.text
    try:
        return list(quotes_stand_in(plan, _source_text(path), name=path.name))
    except (NotFoundError, PlanError) as error:
        hint = "mend `source.text`, or give the text with --source"
        return [finding(plan, "TKQ512", error.message, path="plan.source.text", about=(plan.id,), hint=hint)]


def _source_text(path: pathlib.Path) -> str:
    """The text of a source document, in UTF-8.

    Raises:
        NotFoundError: There is no such file.
        PlanError: It is no text in UTF-8.
    """
    try:
        return textfile.decoded(textfile.content(path, most=_LARGEST_SOURCE))
    except textfile.Unreadable as error:
        if error.trouble == "missing":
            raise NotFoundError(f"there is no source file {path}; expected a text in UTF-8") from None
        raise PlanError(f"the source {path} cannot be read: {error}") from None


# --- books ---------------------------------------------------------------------------------------------------------


def open_book(plan: Plan, *sources: Any, host: Host | None = None) -> Book:
    """Open the book of a plan: its own readings, what comes with it, and what is given.

    Args:
        plan: The plan; its indicators say in which unit everything is kept.
        sources: Paths of files (`.csv`) or folders of them, tables (pandas or polars frames, or iterables of
            mappings) with the columns `indicator, period, value, unit, known, status, source, note`, observations, or
            books.
        host: Where plugins are looked up; a new one by default.

    Raises:
        NotFoundError: There is no such file or folder.
        BookError: Rows that cannot be used, or that contradict each other; `diagnostics` has all of them.
    """
    from targetkit.plan.entry import enter, plan_observations  # noqa: PLC0415 - `check` opens no book

    host = host or Host()
    readers = host.all_of("sources", plan.uses)
    rows: list[Row] = []
    observations: list[Observation] = list(plan_observations(plan))
    faults: list[Diagnostic] = []
    for source in (*plan.observations, *sources):
        try:
            _gather(source, readers, rows, observations)
        except BookError as error:
            faults.extend(
                error.diagnostics or (Diagnostic(code="TKB112", name=CODES["TKB112"][0], message=error.message),)
            )
    try:
        observations.extend(enter(plan, rows, _units(plan.uses, host)))
    except BookError as error:
        faults.extend(error.diagnostics)
    if faults:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        raise BookError(f"{faults[0].message}{more}", diagnostics=faults)
    return Book(observations)


def _gather(source: Any, readers: Mapping[str, Contribution], rows: list[Row], observations: list[Observation]) -> None:
    """Add what one source has, whatever it is."""
    if isinstance(source, Book):
        observations.extend(source.observations)
    elif isinstance(source, Observation):
        observations.append(source)
    elif isinstance(source, Row):
        rows.append(source)
    elif isinstance(source, str | os.PathLike):
        for path in _files(pathlib.Path(os.fspath(source)), readers):
            rows.extend(_read_rows(path, readers))
    else:
        for n, item in enumerate(_records(source), start=1):
            if isinstance(item, Mapping):
                rows.append(_row(item, n))
            else:
                _gather(item, readers, rows, observations)


def _records(source: Any) -> Iterable[Any]:
    """The rows of a frame, or the members of a list.

    Raises:
        BookError: It is neither.
    """
    if callable(getattr(source, "to_dicts", None)):
        return list(source.to_dicts())
    if callable(getattr(source, "to_dict", None)) and not isinstance(source, Mapping):
        return list(source.to_dict(orient="records"))
    if isinstance(source, Iterable) and not isinstance(source, bytes | Mapping):
        return source
    raise BookError(
        f"{type(source).__name__} is no source of observations: expected a path, a table, observations or a book"
    )


def _files(path: pathlib.Path, readers: Mapping[str, Contribution]) -> list[pathlib.Path]:
    if not path.is_dir():
        return [path]
    suffixes = {name.rpartition(".")[2] for name in readers}
    found = sorted(p for p in path.iterdir() if p.is_file() and p.suffix.removeprefix(".").lower() in suffixes)
    if not found:
        raise NotFoundError(f"the folder {path} has no file of observations ({', '.join(sorted(suffixes))})")
    return found


def _read_rows(path: pathlib.Path, readers: Mapping[str, Contribution]) -> Iterable[Row]:
    if not path.exists():
        raise NotFoundError(f"there is no file {path}")
    suffix = path.suffix.removeprefix(".").lower()
    reader = next((c for name, c in readers.items() if name.rpartition(".")[2] == suffix), None)
    if reader is None:
        known = ", ".join(sorted("." + name.rpartition(".")[2] for name in readers))
        raise BookError(f"{path}: no source reads files of the suffix {path.suffix!r}; known: {known}")
    if not reader.namespace:
        return list(reader.value(path))
    found, failed = guarded(lambda: _raw_rows(reader.value(path), path))
    if failed:
        d = _call_failed(f"source {reader.name} ({reader.origin}, targetkit_sources)", failed, reader, Place(str(path)))
        raise BookError(str(d), diagnostics=[d])
    return list(found)


def _raw_rows(answer: Iterable[Any], path: pathlib.Path) -> list[Row]:
    """What a plugin's source answers: rows, or mappings with the columns of a row.

    Raises:
        TypeError: It answers with something else.
    """
    found = []
    for n, item in enumerate(answer, start=1):
        row = _row(item, n, file=str(path)) if isinstance(item, Mapping) else item
        if not isinstance(row, Row) or not all(isinstance(getattr(row, key), str) for key in _CELLS):
            raise TypeError(f"answered with {item!r:.100}, not with rows of text")
        found.append(row)
    return found


_CELLS: Final = ("name", "period", "value", "unit", "known", "status", "source", "note")
_ABSENT: Final = frozenset({"nan", "NaN", "NaT", "<NA>"})


def _row(record: Mapping[Any, Any], n: int, *, file: str = "<table>") -> Row:
    """A row of a table; what is missing, or not a number, is empty."""

    def cell(key: str) -> str:
        value = record.get(key)
        if value is None or (not isinstance(value, str) and str(value) in _ABSENT):
            return ""
        return value.date().isoformat() if isinstance(value, dt.datetime) else str(value)

    return Row(
        name=cell("indicator"),
        period=cell("period"),
        value=cell("value"),
        unit=cell("unit"),
        known=cell("known"),
        status=cell("status"),
        source=cell("source"),
        note=cell("note"),
        place=Place(file, n, 0),
    )


# --- judging -------------------------------------------------------------------------------------------------------


def assess(
    plan: Plan,
    book: Book,
    as_of: dt.date | str,
    *,
    known: dt.date | str | None = None,
    stale: int | None = None,
    host: Host | None = None,
) -> "Scorecard":
    """Judge every target of a plan as of a day.

    Args:
        plan: The plan.
        book: What happened.
        as_of: The day of the judgement, inclusive: what ended later is not seen.
        known: What became known later is not looked at; the day of the judgement by default.
        stale: After how many days without a newer one a reading no longer counts as news; None for never.
        host: Where plugins are looked up; a new one by default.

    Raises:
        PeriodError: A text is no day.
    """
    from targetkit.assessing import Assessor, Methods  # noqa: PLC0415 - `check` judges nothing
    from targetkit.scorecard import Scorecard  # noqa: PLC0415

    host = host or Host()
    day = parse_day(as_of) if isinstance(as_of, str) else as_of
    until = day if known is None else parse_day(known) if isinstance(known, str) else known
    methods = Methods(plan, host)
    assessor = Assessor(
        plan,
        book.as_known(until),
        day,
        kinds={name: _sound(c) for name, c in host.all_of("kinds", plan.uses).items()},
        method=lambda target: _sound_method(methods.of(target), host),
        stale=stale,
    )
    assessments = assessor.all()
    return Scorecard(plan, day, until, assessments, _invented(book), tuple(host.diagnostics))


def _sound(c: Contribution) -> Contribution:
    """A kind; what a plugin's one answers is looked at before it is used."""
    return attrs.evolve(c, value=sound_kind(_as_kind(c.value))) if c.namespace else c


def _sound_method(method: "Method", host: Host) -> "Method":
    """A method; what a plugin's one answers is looked at, and where it is missing, its plugin's trouble is named."""
    if method.evaluator is not None and method.origin:
        return attrs.evolve(method, evaluator=sound_evaluator(method.evaluator))
    broken = next((d for d in host.diagnostics if d.about), None)
    if method.evaluator is None and method.fault is not None and broken is not None:
        message = f"{method.fault.message}; {broken.message}"
        return attrs.evolve(method, fault=attrs.evolve(method.fault, message=message))
    return method


def _invented(book: Book) -> bool:
    """Whether an observation says of itself that it is invented, as the shipped examples do."""
    return any("虚构" in source or "invented" in source for source in book.sources())


# --- telling -------------------------------------------------------------------------------------------------------


def explain(assessment: "Assessment", *, lang: str | None = None) -> str:
    """Explain an assessment: the verdict, the arithmetic, the evidence, the rule, and what would change it.

    Args:
        assessment: Of one target.
        lang: `zh` or `en`; the language of the target's title by default.
    """
    from targetkit.explanation import explain as explained  # noqa: PLC0415 - words are needed only here

    versions = assessment.target.title.versions
    return explained(assessment, lang=lang or (versions[0][0] if versions else None))


def render(
    card: "Scorecard", *, reporter: str = "table", lang: str | None = None, host: Host | None = None, **options: Any
) -> str:
    """A scorecard as text.

    Args:
        card: The scorecard.
        reporter: `table`, `json`, or a plugin's `namespace.name`.
        lang: `zh` or `en`; the plan's language by default.
        host: Where plugins are looked up; a new one by default.
        options: What the reporter takes besides.

    Raises:
        NotFoundError: There is no such reporter.
        PluginError: A plugin's reporter failed, or the plugin is broken.
    """
    host = host or Host()
    namespace = reporter.partition(".")[0] if "." in reporter else ""
    reporters = host.registry("reporters", namespace)
    found = reporters.get(reporter)
    if found is None:
        raise NotFoundError(f"there is no reporter {reporter!r}; {did_you_mean(reporter, reporters)}")
    if not found.namespace:
        return str(found.value(card, lang=lang or card.plan.language, **options))
    text, failed = guarded(lambda: found.value(card, lang=lang or card.plan.language, **options))
    if not failed and not isinstance(text, str):
        failed = f"answered with {type(text).__name__}, not with a text"
    if failed:
        d = _call_failed(f"reporter {reporter} ({found.origin}, targetkit_reporters)", failed, found)
        raise PluginError(d.message, diagnostics=[d])
    return str(text)
