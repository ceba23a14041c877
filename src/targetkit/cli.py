"""The command line: arguments in, exit code out.

Exit codes: 0 clean, 1 findings, 2 usage or configuration, 3 could not run (no such path, nothing matched, plugin
missing), 4 internal error. A traceback never reaches a user.
"""

import contextlib
import datetime as dt
import gc
import os
import pathlib
import sys
from collections.abc import Iterable, Sequence
from typing import Any, Final, NoReturn

import click

import targetkit
from targetkit.errors import Diagnostic, NotFoundError, PeriodError, PluginError, TargetkitError
from targetkit.frames import concise, framed

__all__ = ["main"]

CLEAN, FINDINGS, USAGE, COULD_NOT_RUN, INTERNAL = range(5)
INTERRUPTED: Final = 130
_SUFFIXES: Final = (".targets.yaml", ".targets.yml", ".targets.toml", ".targets.json")
_SKIPPED: Final = frozenset({".git", ".venv", "node_modules", "__pycache__", ".tox", "build", "dist"})


def _day(ctx: click.Context, param: click.Parameter, value: str | None) -> dt.date | None:
    """Read a day, or say which form it has."""
    from targetkit.period import parse_day  # noqa: PLC0415 - only where a day is given

    if value is None:
        return None
    try:
        return parse_day(value)
    except PeriodError as error:
        raise click.BadParameter(error.message, ctx, param) from None


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(targetkit.__version__, prog_name="targetkit")
def cli() -> None:
    """Keep track of promises: check plans, judge targets as of a date, explain the verdicts."""


# --- check ---------------------------------------------------------------------------------------------------------


@cli.command()
@click.argument("paths", nargs=-1)
@click.option("--source", metavar="FILE", help="A text file in which every quote of the plan must stand.")
@click.option(
    "--output",
    "outputs",
    metavar="FORMAT[:PATH]",
    multiple=True,
    help="text, concise or json, to the terminal or to a file. May be given several times.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "never"]),
    default="error",
    show_default=True,
    help="From which severity on the exit code is 1.",
)
def check(paths: tuple[str, ...], source: str | None, outputs: tuple[str, ...], fail_on: str) -> None:
    """Check plan files; every problem in one run.

    PATHS are files, folders (searched for *.targets.yaml, .toml, .json), or NAMESPACE:NAME for a plan that a plugin
    ships. Without any, the current folder is searched.
    """
    from targetkit import api  # noqa: PLC0415

    wanted = [_output(given, ("text", "concise", "json")) for given in outputs or ("text",)]
    refs = [found for path in paths or (".",) for found in _plans_in(path)]
    if not refs:
        raise NotFoundError(f"no plan file in {' '.join(paths) or 'this folder'}: expected files named *{_SUFFIXES[0]}")
    checked: list[api.Checked] = []
    missing: list[TargetkitError] = []
    for ref in refs:
        try:
            checked.append(api.check_plan(ref, source=source))
        except (NotFoundError, PluginError) as error:
            missing.append(error)
    diagnostics = [d for c in checked for d in c.diagnostics]
    targets = sum(len(c.plan.targets) for c in checked if c.plan)
    failed = fail_on != "never" and any(
        _SEVERITIES.index(d.severity) <= _SEVERITIES.index(fail_on) for d in diagnostics
    )
    for form, path in wanted if checked else ():
        _write(_findings(form, diagnostics, plans=len(checked), targets=targets, failed=failed), path)
    for fault in missing[:-1]:
        _complain(fault)
    if missing:
        raise missing[-1]
    sys.exit(FINDINGS if failed else CLEAN)


_SEVERITIES: Final = ("error", "warning", "info")


def _plans_in(path: str) -> Iterable[str]:
    """The plan files of a folder; a file or a plugin's plan itself."""
    if not os.path.isdir(path):  # noqa: PTH112 - pathlib costs more than the whole search
        yield path
        return
    for folder, names, files in os.walk(path):
        names[:] = sorted(n for n in names if n not in _SKIPPED and not n.startswith("."))
        for name in sorted(files):
            if name.endswith(_SUFFIXES):
                yield os.path.normpath(os.path.join(folder, name))  # noqa: PTH118


def _findings(form: str, found: Sequence[Diagnostic], *, plans: int, targets: int, failed: bool) -> str:
    if form == "json":
        return _findings_json(found, plans=plans, targets=targets, failed=failed)
    if form == "concise":
        return "".join(f"{concise(d)}\n" for d in found)
    text = "".join(f"{framed(d)}\n" for d in found)
    return text + _summary(found, plans=plans, targets=targets) + "\n"


def _summary(found: Sequence[Diagnostic], *, plans: int, targets: int) -> str:
    counts = [(n, severity) for severity in _SEVERITIES if (n := sum(d.severity == severity for d in found))]
    words = ", ".join(f"{n} {severity if severity == 'info' else _plural(n, severity)}" for n, severity in counts)
    return f"{words or 'No problems'} in {_plural_of(plans, 'plan')}, {_plural_of(targets, 'target')} checked."


def _plural(n: int, word: str) -> str:
    return word if n == 1 else word + "s"


def _plural_of(n: int, word: str) -> str:
    return f"{n} {_plural(n, word)}"


def _findings_json(found: Sequence[Diagnostic], *, plans: int, targets: int, failed: bool) -> str:
    def one(d: Diagnostic) -> dict[str, Any]:
        p = d.place
        return {
            "code": d.code,
            "name": d.name,
            "severity": d.severity,
            "message": d.message,
            "hint": d.hint,
            "about": list(d.about),
            "place": p
            and {
                "file": p.file,
                "start": {"line": p.line, "column": p.column},
                "end": {"line": p.end_line, "column": p.end_column},
            },
        }

    report = {
        "targetkit": targetkit.__version__,
        "status": "findings" if failed else "clean",
        "plans": plans,
        "targets": targets,
        "diagnostics": [one(d) for d in found],
    }
    import json  # noqa: PLC0415 - only for this format

    return json.dumps(report, ensure_ascii=False, indent=2) + "\n"


# --- status and explain --------------------------------------------------------------------------------------------

_PLAN = click.argument("plan")
_BOOK = click.option(
    "--book",
    "books",
    metavar="PATH",
    multiple=True,
    help="A file or folder of observations. May be given several times. Without any, the plan's own examples.",
)
_AS_OF = click.option(
    "--as-of", callback=_day, required=True, metavar="DAY", help="The day of the judgement, inclusive."
)
_KNOWN = click.option(
    "--known", callback=_day, metavar="DAY", help="Ignore what became known later [default: --as-of]."
)
_LANG = click.option("--lang", type=click.Choice(["zh", "en"]), help="[default: the plan's language]")


@cli.command(short_help="Print the scorecard of a plan.")
@_PLAN
@_BOOK
@_AS_OF
@_KNOWN
@click.option("--stale", type=click.IntRange(min=0), metavar="DAYS", help="After so many days a reading is no news.")
@_LANG
@click.option(
    "--output",
    "outputs",
    metavar="FORMAT[:PATH]",
    multiple=True,
    help="table, json or a plugin's reporter, to the terminal or to a file. May be given several times.",
)
def status(
    plan: str,
    books: tuple[str, ...],
    as_of: dt.date,
    known: dt.date | None,
    stale: int | None,
    lang: str | None,
    outputs: tuple[str, ...],
) -> None:
    """Print the scorecard of PLAN as of a date: a path, or NAMESPACE:NAME."""
    from targetkit import api  # noqa: PLC0415

    wanted = [_output(given, ("table", "json"), plugins=True) for given in outputs or ("table",)]
    card = _card(plan, books, as_of, known, stale)
    reports = []
    for form, path in wanted:
        options: dict[str, Any] = {"width": _width(path), "colour": _colour(path)} if form == "table" else {}
        reports.append((api.render(card, reporter=form, lang=lang, **options), path))
    for text, path in reports:
        _write(text, path)
    sys.exit(_faults(card))


@cli.command(short_help="Explain the verdict on one target.")
@_PLAN
@click.argument("target")
@_BOOK
@_AS_OF
@_KNOWN
@_LANG
def explain(
    plan: str, target: str, books: tuple[str, ...], as_of: dt.date, known: dt.date | None, lang: str | None
) -> None:
    """Explain the verdict on one TARGET of PLAN, by its id or by its printed label."""
    from targetkit import api  # noqa: PLC0415

    card = _card(plan, books, as_of, known, None)
    _write(api.explain(card[target], lang=lang or card.plan.language), "")
    sys.exit(_faults(card, card[target]))


def _faults(card: Any, *assessments: Any) -> int:
    """Say on stderr what failed, each thing once, and give the exit code: 1 if something did."""
    faults = {a.fault: None for a in assessments or card.values() if a.fault is not None}
    found = [
        Diagnostic(
            code="TKP301",
            name="plugin-call-failed",
            message=": ".join(filter(None, (f"{f.distribution}, {f.hook}" if f.distribution else "", f.message))),
        )
        for f in faults
    ]
    _warn([*card.diagnostics, *found])
    return FINDINGS if card.diagnostics or found else CLEAN


def _card(plan: str, books: tuple[str, ...], as_of: dt.date, known: dt.date | None, stale: int | None) -> Any:
    from targetkit import api  # noqa: PLC0415
    from targetkit.plugins import Host  # noqa: PLC0415

    host = Host()
    loaded = api.load_plan(plan, host=host)
    sources = books or ((loaded.examples,) if loaded.examples else ())
    book = api.open_book(loaded, *sources, host=host)
    return api.assess(loaded, book, as_of, known=known, stale=stale, host=host)


def _width(path: str) -> int | None:
    import shutil  # noqa: PLC0415 - only for a terminal

    return shutil.get_terminal_size().columns if not path and sys.stdout.isatty() else None


def _colour(path: str) -> bool:
    return not path and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


# --- plugins -------------------------------------------------------------------------------------------------------


@cli.command(short_help="List the installed plugins.")
@click.option("--output", "form", type=click.Choice(["text", "json"]), default="text", help="[default: text]")
@click.option("--contents", is_flag=True, help="Load each plugin and list what it contributes.")
def plugins(form: str, *, contents: bool) -> None:
    """List the installed plugins; nothing of theirs is imported unless --contents is given."""
    from targetkit.hooks import SORTS  # noqa: PLC0415
    from targetkit.plugins import Host  # noqa: PLC0415

    host = Host()
    listed = [(found, len(claims) > 1) for claims in host.found().values() for found in claims]
    brings: dict[str, dict[str, list[str]]] = {}
    if contents:
        for found, clash in listed:
            brings[found.namespace] = {} if clash else _brings(host, found.namespace, SORTS)
    if form == "json":
        rows = [
            {
                "namespace": p.namespace,
                "distribution": p.distribution,
                "version": p.version,
                "module": p.module,
                "clash": clash,
                **({"contributes": brings[p.namespace]} if contents else {}),
            }
            for p, clash in listed
        ]
        import json  # noqa: PLC0415 - only for this format

        _write(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", "")
    else:
        _write(
            "".join(_plugin_line(p, clash, brings.get(p.namespace, {})) for p, clash in listed) or "No plugins.\n", ""
        )
    clashes = [p.namespace for p, clash in listed if clash]
    for namespace in dict.fromkeys(clashes):
        try:
            host.plugin(namespace)
        except PluginError:
            continue
    _warn(host.diagnostics)
    sys.exit(FINDINGS if host.diagnostics else CLEAN)


def _brings(host: Any, namespace: str, sorts: Iterable[str]) -> dict[str, list[str]]:
    found = {}
    for sort in sorts:
        try:
            names = sorted(host.registry(sort, namespace))
        except PluginError:
            continue
        if names:
            found[sort] = names
    return found


def _plugin_line(p: Any, clash: bool, brings: dict[str, list[str]]) -> str:  # noqa: FBT001 - private
    state = "  CLASH: claimed more than once" if clash else ""
    lines = [f"{p.namespace}  {p.origin}  ({p.module}){state}"]
    lines += [f"    {sort}: {', '.join(names)}" for sort, names in brings.items()]
    return "\n".join(lines) + "\n"


# --- the rim -------------------------------------------------------------------------------------------------------


def _output(given: str, known: tuple[str, ...], *, plugins: bool = False) -> tuple[str, str]:
    """Format and path of `FORMAT[:PATH]`; a format with a dot in it is a plugin's."""
    form, _, path = given.partition(":")
    if form not in known and not (plugins and "." in form):
        more = " or a plugin's NAMESPACE.NAME" if plugins else ""
        raise click.BadParameter(f"{form!r} is not one of {', '.join(known)}{more}", param_hint="--output")
    return form, path


def _write(text: str, path: str) -> None:
    """Write a report: to the terminal, or to a file, which is replaced whole or not at all."""
    if not path:
        sys.stdout.write(text if text.endswith("\n") else text + "\n")
        return
    target = pathlib.Path(path)
    if not target.parent.is_dir():
        raise NotFoundError(f"cannot write {path}: there is no folder {target.parent}")
    name = ""
    import tempfile  # noqa: PLC0415 - only where a file is written

    try:
        with tempfile.NamedTemporaryFile("wb", dir=target.parent, prefix=".targetkit-", delete=False) as file:
            name = file.name
            file.write(text.encode("utf-8", "replace"))
        pathlib.Path(name).chmod(_mode(target))
        pathlib.Path(name).replace(target)
    except OSError as error:
        if name:
            pathlib.Path(name).unlink(missing_ok=True)
        raise NotFoundError(f"cannot write {path}: {error.strerror or error}") from None


def _mode(target: pathlib.Path) -> int:
    """The permissions of a file that is replaced, or those of a new one."""
    if target.exists():
        return target.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask


def _warn(diagnostics: Iterable[Diagnostic]) -> None:
    for d in diagnostics:
        click.echo(framed(d).rstrip("\n"), err=True)


def _complain(error: TargetkitError) -> None:
    """Say what went wrong, on standard error."""
    found = [d for d in error.diagnostics if d.severity == "error"] or list(error.diagnostics)
    if found:
        _warn(found)
    else:
        click.echo(f"error: {error.message}", err=True)


def _fail(code: int, error: TargetkitError) -> NoReturn:
    _complain(error)
    sys.exit(code)


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command line; no exception leaves it but `SystemExit`."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="replace")
    was_on = gc.isenabled()
    gc.disable()  # a process that lives for a tenth of a second has nothing to collect
    try:
        _run(arguments)
    except click.exceptions.Exit as done:
        sys.exit(done.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(USAGE)
    except TargetkitError as error:
        _fail(COULD_NOT_RUN if isinstance(error, NotFoundError | PluginError) else FINDINGS, error)
    except BrokenPipeError:
        _nobody_reads()
    except (click.Abort, KeyboardInterrupt):
        sys.exit(INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last resort
        _internal(error)
    finally:
        if was_on:
            gc.enable()
    sys.exit(CLEAN)


def _run(arguments: Sequence[str] | None) -> None:
    """Run a command and hand over all that it printed, while a closed pipe can still be told apart."""
    try:
        cli.main(args=list(arguments) if arguments is not None else None, prog_name="targetkit", standalone_mode=False)
    finally:
        sys.stdout.flush()


def _nobody_reads() -> None:
    """Let what is still to be printed go nowhere, also what the interpreter flushes at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _internal(error: Exception) -> NoReturn:
    """Say in one line that targetkit itself failed, and keep the traceback in a file."""
    import tempfile  # noqa: PLC0415 - nobody hopes to need it
    import traceback  # noqa: PLC0415

    way_out = "please report it"
    with (
        contextlib.suppress(OSError),
        tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="replace", prefix="targetkit-", suffix=".log", delete=False
        ) as file,
    ):
        traceback.print_exception(error, file=file)
        way_out = f"please report it with the file {file.name}"
    words = " ".join(str(error).split())[:200]
    click.echo(f"internal error: {type(error).__name__}: {words}; {way_out}", err=True)
    sys.exit(INTERNAL)
