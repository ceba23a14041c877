"""Everything that is raised on purpose, and the findings that point into a file.

There is one root, `TargetkitError`; each error is also a fitting builtin, so that code which does not know
targetkit can still catch it. A mistake in a file is a `Diagnostic`: what is wrong, where, what was expected and
the way out. Readers collect all of them and raise once.
"""

import difflib
from collections.abc import Callable, Iterable
from typing import Any, Literal, TypeAlias

import attrs

__all__ = [
    "BookError",
    "Diagnostic",
    "NotFoundError",
    "PeriodError",
    "Place",
    "PlanError",
    "PluginError",
    "QuantityError",
    "Severity",
    "TargetkitError",
    "UnitError",
    "did_you_mean",
]

Severity: TypeAlias = Literal["error", "warning", "info"]


@attrs.frozen(order=True)
class Place:
    """A stretch of a text file.

    Attributes:
        file: The path as it was given, or a name in angle brackets where there is no file.
        line: The first line, counted from 1; 0 where the whole file is meant.
        column: The first column, counted from 1 in characters; 0 where the whole line is meant.
        end_line: The line on which it ends.
        end_column: The column after the last character.
    """

    file: str
    line: int = 0
    column: int = 0
    end_line: int = 0
    end_column: int = 0

    def __str__(self) -> str:
        """`file:line:column`, leaving out what is not known."""
        return ":".join([self.file, *(str(n) for n in (self.line, self.column) if n)])


@attrs.frozen(kw_only=True)
class Diagnostic:
    """One finding.

    Attributes:
        code: The stable code, such as `TKV101`.
        name: The same in words, such as `unknown-key`.
        severity: `error` makes the file unusable, `warning` does not.
        message: What is wrong, in one sentence.
        place: Where, if it has a place.
        hint: The way out: the nearest known name, the form that was expected.
        about: The ids of the targets, indicators or plugins that it concerns.
        line: The text of the line at `place`, for a frame.
    """

    code: str
    name: str
    message: str
    severity: Severity = "error"
    place: Place | None = None
    hint: str = ""
    about: tuple[str, ...] = ()
    line: str = ""

    def __str__(self) -> str:
        """One line: place, code, name, message and hint."""
        where = f"{self.place}: " if self.place else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{where}{self.severity} {self.code} {self.name}: {self.message}{hint}"


class TargetkitError(Exception):
    """The root of everything that targetkit raises on purpose.

    Attributes:
        diagnostics: The findings behind it, if it comes from a file; empty otherwise.
    """

    def __init__(self, message: str, *, diagnostics: Iterable[Diagnostic] = ()) -> None:
        """Keep the message and the findings."""
        super().__init__(message)
        self.message = message
        self.diagnostics = tuple(diagnostics)

    def __reduce__(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        """Pickle with the findings, so that errors cross process borders."""
        return _rebuild, (type(self), self.message, self.diagnostics)


def _rebuild(cls: type[TargetkitError], message: str, diagnostics: tuple[Diagnostic, ...]) -> TargetkitError:
    return cls(message, diagnostics=diagnostics)


class UnitError(TargetkitError, ValueError):
    """A unit is unknown, or two units do not fit each other."""


class QuantityError(TargetkitError, ValueError):
    """A text is not a quantity: a number and its unit."""


class PeriodError(TargetkitError, ValueError):
    """A text is not a day or a period, or two periods do not fit each other."""


class PlanError(TargetkitError, ValueError):
    """A plan file cannot be used; `diagnostics` has every reason."""


class BookError(TargetkitError, ValueError):
    """Observations cannot be used: they contradict each other, or fit no indicator."""


class PluginError(TargetkitError, RuntimeError):
    """A plugin is missing, broken, or claims what belongs to another."""


class NotFoundError(TargetkitError, LookupError):
    """A file, a plan, a target or a plugin of that name does not exist."""


def did_you_mean(name: str, known: Iterable[str], *, most: int = 3) -> str:
    """The way out for a name that is not known.

    Args:
        name: The name as it was written; only its first 60 characters are compared.
        known: The names that exist.
        most: How many near names to offer.

    Returns:
        `did you mean a or b?`, or the known names if there are few, or an empty text.
    """
    names = sorted(set(known))
    near = difflib.get_close_matches(name[:60], names, n=most, cutoff=0.6)
    if near:
        return f"did you mean {' or '.join(near)}?"
    few = 8
    return f"known: {', '.join(names)}" if 0 < len(names) <= few else ""
