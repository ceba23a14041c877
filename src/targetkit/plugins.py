"""Plugins: found by their metadata, loaded one at a time when something of theirs is used, and kept apart.

A plugin is a distribution with one entry point in the group `targetkit`; the entry point's name is its namespace.
Nothing of it is imported until a name of it is used or listed. Whatever it raises, `SystemExit` included, becomes a
coded diagnostic that names the distribution, its version, the entry point and the hook; what depends on it is
`error`, and everything else goes on. A plugin runs in this process: isolation is no sandbox.
"""

import datetime as dt
import importlib
import inspect
import os
import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

import attrs
import pluggy

from targetkit import hooks
from targetkit.book import Book
from targetkit.errors import Diagnostic, NotFoundError, PluginError, TargetkitError, did_you_mean
from targetkit.interval import Interval
from targetkit.status import Reason, Status
from targetkit.target import Goal, Target
from targetkit.trajectory import Kind, Lacking, Point, Trajectory

if TYPE_CHECKING:  # `check` judges nothing
    from targetkit.assessment import Evaluator, Judgement

__all__ = ["BUILTIN", "CODES", "Contribution", "Found", "Host", "guarded", "sound_evaluator", "sound_kind"]

BUILTIN: Final = "targetkit.builtins"
"""The module that registers what is built in, through the same hooks."""

CODES: Final = {
    "TKP101": ("plugin-missing", "No installed distribution has the namespace."),
    "TKP102": ("plugin-import-failed", "Importing the plugin raised an error."),
    "TKP103": ("plugin-hook-failed", "One of its hooks raised an error; nothing of that hook is used."),
    "TKP104": ("plugin-hook-unknown", "It has a function named like a hook that does not exist."),
    "TKP105": ("plugin-hook-unmarked", "It has a function named like a hook, without `@hookimpl`."),
    "TKP106": (
        "plugin-hook-signature",
        "A hook has an argument with a default, one that it is never given, or is async.",
    ),
    "TKP107": ("plugin-is-class", "The entry point is a class; it must be a module or an object."),
    "TKP108": ("plugin-empty", "It implements no hook."),
    "TKP201": ("plugin-namespace-taken", "Two distributions claim one namespace; neither is used."),
    "TKP202": ("plugin-name-taken", "It registers one name twice."),
    "TKP203": ("plugin-bad-name", "It registers something under a name that names may not have."),
    "TKP204": ("plugin-bad-contribution", "It registers something that cannot be what its hook is for."),
    "TKP301": ("plugin-call-failed", "Something that it contributed raised an error, or gave a useless answer."),
}

_Number: Final = Decimal | Fraction
_NAME: Final = re.compile(r"[^\W_][\w+-]*")
_OPTIONS: Final = {"plans": ("examples", "observations")}


@attrs.frozen
class Found:
    """A plugin as its metadata shows it; nothing is imported.

    Attributes:
        namespace: The name of its entry point.
        distribution: The distribution.
        version: Its version.
        module: What the entry point refers to.
        entry: The entry point itself.
    """

    namespace: str
    distribution: str
    version: str
    module: str
    entry: Any = attrs.field(default=None, eq=False, repr=False)

    @property
    def origin(self) -> str:
        """Distribution and version, such as `targetkit-nanqiao 0.1.0`."""
        return f"{self.distribution} {self.version}".strip()


@attrs.frozen
class Contribution:
    """What a plugin registered.

    Attributes:
        name: Its full name: `namespace.name`, or the bare name of what is built in.
        value: The contribution.
        options: What was registered with it.
        namespace: The plugin; empty for what is built in.
        origin: The distribution and its version; empty for what is built in.
    """

    name: str
    value: Any
    options: Mapping[str, Any] = attrs.field(factory=dict)
    namespace: str = ""
    origin: str = ""


class _Refused(PluginError):  # noqa: N818 - never leaves this module
    """A registration that is refused; it knows its code."""

    def __init__(self, code: str, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.code, self.hint = code, hint


def installed() -> Any:
    """The entry points of the installed distributions. Their metadata is looked up only where it is asked for."""
    from importlib.metadata import entry_points  # noqa: PLC0415 - a tenth of the start of a program without plugins

    return entry_points(group=hooks.GROUP)


class Host:
    """Finds, loads and asks plugins. Make one for each piece of work; it keeps no state beyond itself.

    Attributes:
        diagnostics: What went wrong with plugins so far.
    """

    def __init__(self, *, entries: Callable[[], Any] | None = None) -> None:
        """Begin without looking at anything.

        Args:
            entries: Gives the entry points; those of the installed distributions by default.
        """
        self._entries = entries or installed
        self._found: dict[str, tuple[Found, ...]] | None = None
        self._objects: dict[str, Any] = {}
        self._registries: dict[tuple[str, str], dict[str, Contribution] | PluginError] = {}
        self.diagnostics: list[Diagnostic] = []

    # --- finding

    def found(self) -> Mapping[str, tuple[Found, ...]]:
        """Every namespace with the plugins that claim it, from metadata alone. More than one is a clash."""
        if self._found is None:
            listed: dict[str, list[Found]] = {}
            for entry in self._entries():
                name, version = _of_distribution(entry)
                listed.setdefault(entry.name, []).append(Found(entry.name, name, version, entry.value, entry))
            self._found = {
                namespace: tuple(sorted(set(claims), key=lambda p: (p.distribution, p.module)))
                for namespace, claims in sorted(listed.items())
            }
        return self._found

    def plugin(self, namespace: str) -> Found:
        """The plugin of a namespace.

        Raises:
            NotFoundError: None is installed.
            PluginError: More than one distribution claims it.
        """
        claims = self.found().get(namespace, ())
        if not claims:
            near = did_you_mean(namespace, self.found())
            hint = near if near.startswith("did") else f"install it, such as `pip install targetkit-{namespace}`"
            d = self._note("TKP101", f"no installed plugin has the namespace {namespace!r}", about=namespace, hint=hint)
            raise NotFoundError(
                f"{d.message}; install it, such as `pip install targetkit-{namespace}`", diagnostics=[d]
            )
        if len(claims) > 1:
            both = " and ".join(claim.origin or claim.module for claim in claims)
            d = self._note(
                "TKP201",
                f"the namespace {namespace!r} is claimed by {both}",
                about=namespace,
                hint="uninstall all but one of them",
            )
            raise PluginError(d.message, diagnostics=[d])
        return claims[0]

    # --- loading

    def registry(self, sort: str, namespace: str = "") -> Mapping[str, Contribution]:
        """What one plugin (or, without a namespace, targetkit itself) contributes of one sort, by full name.

        Raises:
            NotFoundError: The plugin is not installed.
            PluginError: It cannot be loaded, or its hook failed.
        """
        key = (sort, namespace)
        if key not in self._registries:
            try:
                self._registries[key] = self._ask(sort, namespace)
            except PluginError as error:
                self._registries[key] = error
        found = self._registries[key]
        if isinstance(found, PluginError):
            raise found
        return found

    def all_of(self, sort: str, namespaces: tuple[str, ...]) -> dict[str, Contribution]:
        """What is built in and what some plugins contribute of one sort. A plugin that fails contributes nothing.

        What failed is in `diagnostics`.
        """
        found = dict(self.registry(sort))
        for namespace in namespaces:
            try:
                found.update(self.registry(sort, namespace))
            except (PluginError, NotFoundError):
                continue
        return found

    def _ask(self, sort: str, namespace: str) -> dict[str, Contribution]:
        hook = f"targetkit_{sort}"
        plugin = self.plugin(namespace) if namespace else None
        obj = self._object(namespace, plugin)
        origin = plugin.origin if plugin else ""
        listed: dict[str, Contribution] = {}

        def register(name: Any, value: Any, **options: Any) -> None:
            if not isinstance(name, str) or not _NAME.fullmatch(name):
                hint = "a name has letters, digits, - and +, no dot and no space; the namespace is put before it"
                raise _Refused("TKP203", f"{name!r} is no name for a contribution", hint=hint)
            full = f"{namespace}.{name}" if namespace else name
            if full in listed:
                raise _Refused("TKP202", f"{full} is registered twice", hint="give one of them another name")
            _refuse_useless(sort, full, value, options)
            listed[full] = Contribution(full, value, options, namespace, origin)

        try:
            manager = pluggy.PluginManager(hooks.GROUP)
            manager.add_hookspecs(hooks)
            manager.register(obj, namespace or "targetkit")
            getattr(manager.hook, hook)(register=register)
        except KeyboardInterrupt:
            raise
        except _Refused as refused:
            raise self._failed(refused.code, plugin, f"{hook}: {refused.message}", refused.hint) from None
        except BaseException as error:
            raise self._failed("TKP103", plugin, f"{hook} raised {described(error)}") from error
        return listed

    def _object(self, namespace: str, plugin: Found | None) -> Any:
        found = self._objects.get(namespace)
        if found is None:
            try:
                found = self._loaded(plugin) if plugin else importlib.import_module(BUILTIN)
            except PluginError as error:
                found = error
            self._objects[namespace] = found
        if isinstance(found, PluginError):
            raise found
        return found

    def _loaded(self, plugin: Found) -> Any:
        """Import a plugin and look at it; it is tried once.

        Raises:
            PluginError: Importing it failed, or pluggy would not see its hooks.
        """
        try:
            obj = plugin.entry.load()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            raise self._failed("TKP102", plugin, f"importing it raised {described(error)}") from error
        try:
            self._verify(obj, plugin)
        except PluginError:
            raise
        except Exception as error:
            raise self._failed("TKP103", plugin, f"looking at its hooks raised {described(error)}") from error
        return obj

    def _verify(self, obj: Any, plugin: Found) -> None:
        """Refuse what pluggy would take without a word.

        Raises:
            PluginError: The object is a class, has a misspelt, unmarked or badly made hook, or has none.
        """
        faults = list(_faults(obj))
        if faults:
            where = f"plugin {plugin.namespace} ({plugin.origin}, {plugin.module})"
            noted = [
                self._note(code, f"{where}: {message}", about=plugin.namespace, hint=hint)
                for code, message, hint in faults
            ]
            raise PluginError("; ".join(d.message for d in noted), diagnostics=noted)

    def _failed(self, code: str, plugin: Found | None, what: str, hint: str = "") -> PluginError:
        who = f"plugin {plugin.namespace} ({plugin.origin}, {plugin.module})" if plugin else "targetkit itself"
        message = f"{who}: {what}"
        if plugin:
            hint = hint or "report it to the author of the plugin, or uninstall it"
        d = self._note(code, message, about=plugin.namespace if plugin else "", hint=hint)
        return PluginError(message, diagnostics=[d])

    def refuse(self, contribution: Contribution, what: str) -> None:
        """Note that something that a plugin registered cannot be used."""
        claims = self.found().get(contribution.namespace, ())
        self._failed("TKP204", claims[0] if claims else None, f"{contribution.name}: {what}")

    def _note(self, code: str, message: str, *, about: str = "", hint: str = "") -> Diagnostic:
        d = Diagnostic(code=code, name=CODES[code][0], message=message, hint=hint, about=(about,) if about else ())
        if d not in self.diagnostics:
            self.diagnostics.append(d)
        return d


def _of_distribution(entry: Any) -> tuple[str, str]:
    """Name and version of the distribution of an entry point, as far as its metadata says."""
    dist = getattr(entry, "dist", None)
    try:
        return (str(dist.metadata["Name"] or ""), str(dist.version or "")) if dist is not None else ("", "")
    except Exception:  # noqa: BLE001 - damaged metadata of one distribution stop nobody
        return "", ""


def _refuse_useless(sort: str, name: str, value: Any, options: Mapping[str, Any]) -> None:
    """Refuse what cannot be a contribution of its sort, before anything depends on it.

    Raises:
        _Refused: It is of another type, or has options that are not read.
    """
    unknown = sorted(set(options) - set(_OPTIONS.get(sort, ())))
    if unknown:
        raise _Refused("TKP204", f"{name} has the option {unknown[0]!r}, which {sort} do not have")
    expected = _expected(sort, value, options)
    if expected:
        raise _Refused("TKP204", f"{name} is of type {type(value).__name__}; expected {expected}")


def _expected(sort: str, value: Any, options: Mapping[str, Any]) -> str:
    """What was expected of a contribution, or an empty text if it is that."""
    if sort == "kinds":
        fine = isinstance(value, Kind) or callable(value)
        return "" if fine else "a Kind, or a function of target, book and day"
    if sort == "units":
        return "" if isinstance(value, str) else "a text with the definitions"
    if sort == "ratings":
        fine = isinstance(value, Mapping) and isinstance(value.get("with", {}), Mapping)
        return "" if fine else 'a mapping such as {"evaluator": "pace", "with": {"at_risk": "-10 百分点"}}'
    if sort == "plans":
        paths = (value, options.get("examples") or "", *options.get("observations", ()))
        return "" if all(isinstance(path, str | os.PathLike) for path in paths) else "paths of files"
    return "" if callable(value) else "something to call"


def _faults(obj: Any) -> Iterator[tuple[str, str, str]]:
    """What is wrong with a plugin object: code, message, way out."""
    if inspect.isclass(obj):
        yield "TKP107", f"the entry point is the class {obj.__name__}", "let it be a module, or an instance"
        return
    names = [name for name in dir(obj) if name.startswith("targetkit_")]
    for name in names:
        function = inspect.getattr_static(obj, name)
        function = getattr(function, "__func__", function)
        if name not in hooks.HOOKS:
            hint = did_you_mean(name, hooks.HOOKS)
            if callable(function):
                yield "TKP104", f"there is no hook {name}", hint
        elif not hasattr(function, f"{hooks.GROUP}_impl"):
            yield (
                "TKP105",
                f"{name} is not marked as a hook",
                "from targetkit.hooks import hookimpl; put @hookimpl above it",
            )
        else:
            yield from _signature_faults(name, function)
    if not names:
        yield "TKP108", "it implements no hook", f"such as {next(iter(hooks.HOOKS))}(register)"


def _signature_faults(name: str, function: Any) -> Iterator[tuple[str, str, str]]:
    if (
        inspect.iscoroutinefunction(function)
        or inspect.isasyncgenfunction(function)
        or inspect.isgeneratorfunction(function)
    ):
        yield "TKP106", f"{name} is a coroutine or a generator", "write a plain function"
        return
    for parameter in inspect.signature(function).parameters.values():
        if parameter.name == "self":
            continue
        if parameter.default is not parameter.empty:
            yield "TKP106", f"{name} has the argument {parameter.name} with a default", f"write def {name}(register)"
        elif parameter.name != "register":
            yield (
                "TKP106",
                f"{name} has the argument {parameter.name}, which it is never given",
                f"write def {name}(register)",
            )


def described(error: BaseException) -> str:
    """An exception in one line: its type and its words."""
    try:
        words = " ".join(str(error).split())[:200]
    except Exception:  # noqa: BLE001 - a plugin's exception may be broken itself
        words = ""
    if isinstance(error, TargetkitError) and words:
        return words  # raised on purpose, in words that stand alone
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def guarded(call: Callable[[], Any]) -> tuple[Any, str]:
    """Call something that a plugin contributed: its answer and an empty text, or None and what it raised."""
    try:
        return call(), ""
    except KeyboardInterrupt:
        raise
    except BaseException as error:  # noqa: BLE001 - whatever a plugin raises, SystemExit included
        return None, described(error)


# --- what answers must be ------------------------------------------------------------------------------------------


def sound_kind(kind: Kind) -> Kind:
    """A plugin's kind, whose answers are looked at before anything calculates with them."""
    made = kind.trajectory
    if made is None:
        return kind

    def trajectory(target: Target, book: Book, as_of: dt.date) -> Trajectory | Lacking:
        answer = made(target, book, as_of)
        _refuse_answer(_unsound_answer(answer, as_of))
        return answer

    return attrs.evolve(kind, trajectory=trajectory)


def sound_evaluator(evaluator: "Evaluator") -> "Evaluator":
    """A plugin's method, whose judgements are looked at before anything counts them."""

    def judge(t: Trajectory) -> "Judgement":
        answer = evaluator(t)
        _refuse_answer(_unsound_judgement(answer))
        return answer

    return judge


def _refuse_answer(why: str) -> None:
    if why:
        raise TypeError(why)


def _unsound_judgement(j: Any) -> str:
    from targetkit.assessment import Judgement  # noqa: PLC0415

    if not isinstance(j, Judgement):
        return f"answered with {type(j).__name__}, not with a Judgement"
    return _wrong_type(("status", j.status, Status), ("reason", j.reason, Reason), ("score", j.score, _Number | None))


def _unsound_answer(t: Any, as_of: dt.date) -> str:
    """Why what a kind answers is no use, or an empty text."""
    if isinstance(t, Lacking):
        return _wrong_type(("status", t.status, Status), ("reason", t.reason, Reason)) or _unsound_points(
            t.points, as_of
        )
    if not isinstance(t, Trajectory):
        return f"answered with {type(t).__name__}, not with a Trajectory or Lacking"
    paths = (*((t.path,) if t.path else ()), *t.others)
    return (
        _wrong_type(("unit", t.unit, str), ("goal", t.goal, Goal | None), ("span", t.span, Interval))
        or _wrong_type(*(("path", value, _Number) for path in paths for _, value in path.nodes))
        or (_unsound_points((t.start,), dt.date.max) if t.start else "")
        or _unsound_points(t.points, as_of)
    )


def _unsound_points(points: Any, as_of: dt.date) -> str:
    if not isinstance(points, tuple) or not all(isinstance(p, Point) for p in points):
        return "the points are not a tuple of Point"
    wrong = _wrong_type(*((f"point of {p.day}", p.value, _Number | Interval) for p in points))
    wrong = wrong or _wrong_type(*(("half of a point", p.half, _Number) for p in points))
    if wrong:
        return wrong
    late = next((p.day for p in points if p.day > as_of), None)
    if late is not None:
        return f"a point is of {late}, after the day of the judgement, {as_of}"
    if any(later.day <= earlier.day for earlier, later in pairwise(points)):
        return "the points are not in the order of their days, one for each day"
    return ""


def _wrong_type(*parts: tuple[str, Any, Any]) -> str:
    """Name the first part that is not of its type."""
    for what, value, expected in parts:
        if not isinstance(value, expected):
            names = getattr(expected, "__name__", str(expected).replace(" | None", ""))
            wanted = " or ".join(name.rpartition(".")[2] for name in names.split(" | "))
            return f"{what}: {value!r} is a {type(value).__name__}; expected a {wanted}"
    return ""
