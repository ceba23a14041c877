"""Plugins: found by their metadata, loaded one at a time when something of theirs is used, and kept apart.

A plugin is a distribution with one entry point in the group `targetkit`; the entry point's name is its namespace.
Nothing of it is imported until a name of it is used or listed. Whatever it raises, `SystemExit` included, becomes a
coded diagnostic that names the distribution, its version, the entry point and the hook; what depends on it is
`error`, and everything else goes on. A plugin runs in this process: isolation is no sandbox.
"""

import importlib
import importlib.metadata
import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

import attrs
import pluggy

from targetkit import hooks
from targetkit.errors import Diagnostic, NotFoundError, PluginError, did_you_mean

__all__ = ["BUILTIN", "CODES", "Contribution", "Found", "Host", "guarded"]

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
    "TKP301": ("plugin-call-failed", "Something that it contributed raised an error when it was called."),
}

_NAME: Final = re.compile(r"[^\W_][\w+-]*")
_FORBIDDEN_FAULTS: Final = (KeyboardInterrupt, GeneratorExit)


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
        self._entries = entries or (lambda: importlib.metadata.entry_points(group=hooks.GROUP))
        self._found: dict[str, tuple[Found, ...]] | None = None
        self._objects: dict[str, Any] = {}
        self._registries: dict[tuple[str, str], dict[str, Contribution]] = {}
        self.diagnostics: list[Diagnostic] = []

    # --- finding

    def found(self) -> Mapping[str, tuple[Found, ...]]:
        """Every namespace with the plugins that claim it, from metadata alone. More than one is a clash."""
        if self._found is None:
            listed: dict[str, list[Found]] = {}
            for entry in self._entries():
                dist = getattr(entry, "dist", None)
                name, version = (dist.metadata["Name"], dist.version) if dist is not None else ("", "")
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
            hint = did_you_mean(namespace, self.found())
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
            self._registries[key] = self._ask(sort, namespace)
        return self._registries[key]

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

        def register(name: str, value: Any, **options: Any) -> None:
            if not _NAME.fullmatch(str(name)):
                raise PluginError(f"{name!r} is no name for a contribution: no dot, no space")
            full = f"{namespace}.{name}" if namespace else name
            if full in listed:
                raise PluginError(f"{full} is registered twice")
            listed[full] = Contribution(full, value, options, namespace, origin)

        manager = pluggy.PluginManager(hooks.GROUP)
        manager.add_hookspecs(hooks)
        manager.register(obj, namespace or "targetkit")
        try:
            getattr(manager.hook, hook)(register=register)
        except BaseException as error:
            if isinstance(error, _FORBIDDEN_FAULTS):
                raise
            code = "TKP202" if isinstance(error, PluginError) and "twice" in error.message else "TKP103"
            raise self._failed(code, plugin, hook, error) from error
        return listed

    def _object(self, namespace: str, plugin: Found | None) -> Any:
        if namespace in self._objects:
            return self._objects[namespace]
        if plugin is None:
            obj: Any = importlib.import_module(BUILTIN)
        else:
            try:
                obj = plugin.entry.load()
            except BaseException as error:
                if isinstance(error, _FORBIDDEN_FAULTS):
                    raise
                raise self._failed("TKP102", plugin, "import", error) from error
            self._verify(obj, plugin)
        self._objects[namespace] = obj
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

    def _failed(self, code: str, plugin: Found | None, hook: str, error: BaseException) -> PluginError:
        who = f"plugin {plugin.namespace} ({plugin.origin}, {plugin.module})" if plugin else "targetkit itself"
        message = f"{who}: {hook} raised {described(error)}"
        hint = "report it to its author, or uninstall it" if plugin else ""
        d = self._note(code, message, about=plugin.namespace if plugin else "", hint=hint)
        return PluginError(message, diagnostics=[d])

    def _note(self, code: str, message: str, *, about: str = "", hint: str = "") -> Diagnostic:
        d = Diagnostic(code=code, name=CODES[code][0], message=message, hint=hint, about=(about,) if about else ())
        if d not in self.diagnostics:
            self.diagnostics.append(d)
        return d


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
    """An exception in one line: its type, its words, and where in the plugin it came from."""
    words = " ".join(str(error).split())[:200]
    return f"{type(error).__name__}: {words}" if words else type(error).__name__


def guarded(call: Callable[[], Any]) -> tuple[Any, str]:
    """Call something that a plugin contributed: its answer and an empty text, or None and what it raised."""
    try:
        return call(), ""
    except BaseException as error:
        if isinstance(error, _FORBIDDEN_FAULTS):
            raise
        return None, described(error)
