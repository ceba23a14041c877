"""The names that `import targetkit` offers."""

import importlib
import inspect
import pathlib
import subprocess
import sys

import pytest

import targetkit

NAMES = [
    "Assessment",
    "Book",
    "BookError",
    "Bound",
    "Checked",
    "Commitment",
    "Diagnostic",
    "Goal",
    "Grade",
    "Indicator",
    "Interval",
    "Judgement",
    "Lacking",
    "NotFoundError",
    "Observation",
    "Path",
    "Period",
    "PeriodError",
    "Plan",
    "PlanError",
    "PluginError",
    "Point",
    "QuantityError",
    "Reason",
    "Scorecard",
    "Section",
    "Status",
    "Target",
    "TargetkitError",
    "Trajectory",
    "UnitError",
    "__version__",
    "assess",
    "check_plan",
    "dump_plan",
    "explain",
    "load_plan",
    "open_book",
    "render",
]
PUBLIC = [name for name in NAMES if name != "__version__"]


def test_the_names():
    """The public face is exactly this list, sorted."""
    assert NAMES == targetkit.__all__
    assert sorted(NAMES) == NAMES
    assert NAMES == dir(targetkit)


def test_each_name_has_a_home():
    """Every name but the version is imported from one module, where it is public too."""
    assert PUBLIC == sorted(targetkit._HOME)
    for name, home in targetkit._HOME.items():
        assert name in importlib.import_module(f"targetkit.{home}").__all__


@pytest.mark.parametrize("name", PUBLIC)
def test_importable_and_documented(name):
    """Every name can be imported and says what it is."""
    value = getattr(targetkit, name)

    assert inspect.getdoc(value)
    assert name == value.__name__
    assert value is getattr(targetkit, name)


@pytest.mark.parametrize("name", [name for name in PUBLIC if name[0].islower()])
def test_signatures(name):
    """Every argument and answer is annotated, arguments with a default are keyword-only, and errors are told."""
    signature = inspect.signature(getattr(targetkit, name))

    assert signature.return_annotation is not signature.empty
    for parameter in signature.parameters.values():
        assert parameter.annotation is not parameter.empty
        if parameter.default is not parameter.empty:
            assert parameter.kind is parameter.KEYWORD_ONLY


def test_unknown_name():
    """A name that does not exist is an AttributeError, as usual."""
    with pytest.raises(AttributeError, match="no attribute 'judge'"):
        _ = targetkit.judge


def test_typed():
    """The package says that it has types."""
    assert (pathlib.Path(targetkit.__file__).parent / "py.typed").is_file()


def test_errors_are_builtin_errors():
    """Each error has one root and is also the builtin that fits it."""
    errors = {name: getattr(targetkit, name) for name in PUBLIC if name.endswith("Error")}

    assert all(issubclass(error, targetkit.TargetkitError) for error in errors.values())
    assert {"NotFoundError": LookupError, "PluginError": RuntimeError} == {
        name: next(base for base in (LookupError, RuntimeError) if issubclass(error, base))
        for name, error in errors.items()
        if not issubclass(error, ValueError) and name != "TargetkitError"
    }


def fresh(code):
    """What a fresh interpreter prints."""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60)
    return done.stdout.split()


def test_import_costs_nothing():
    """`import targetkit` imports none of its modules and nothing that it depends on."""
    loaded = fresh("import sys; before = set(sys.modules); import targetkit; print(*set(sys.modules) - before)")

    assert ["targetkit"] == [name for name in loaded if name.partition(".")[0] == "targetkit"]
    assert not {"attrs", "attr", "pint", "pluggy", "click", "yaml", "rich", "numpy", "pandas"} & set(loaded)


def test_checking_imports_neither_pint_nor_what_judges():
    """Loading a plan needs no pint, no rich and no pandas."""
    code = "import sys, targetkit as tk; tk.check_plan; tk.load_plan; print(*sys.modules)"

    assert not {"pint", "rich", "pandas", "numpy", "targetkit.assessing", "targetkit.judging"} & set(fresh(code))


def test_the_example_of_the_docstring_runs(monkeypatch):
    """What the docstring shows can be run as it stands."""
    pytest.importorskip("targetkit_nanqiao")
    root = pathlib.Path(__file__).parents[1]
    lines = (targetkit.__doc__ or "").splitlines()
    code = "\n".join(line[4:] for line in lines if line.startswith("    "))
    assert "tk.assess(" in code
    monkeypatch.chdir(root)
    space = {}
    told = {"told": lambda *said: space.setdefault("told", []).append(said)}
    exec(compile(code.replace("print(", "told("), "docstring", "exec"), told)  # noqa: S102 - it is our own

    (status, counts), (text,) = space["told"]
    assert status is targetkit.Status.ON_TRACK
    assert sum(counts.values()) == 38
    assert "规上工业总产值" in text
