"""What the modules may import, and what `import targetkit` does not."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
HEAVY = {"click", "hypothesis", "pint", "rich", "yaml"}


def run(code: str) -> subprocess.CompletedProcess[str]:
    """Run Python code in a fresh interpreter, from the root of the repository, on the sources of this checkout."""
    path = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])
    return subprocess.run(
        [sys.executable, "-c", code],
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"},
    )


@pytest.mark.slow
def test_imports_point_down() -> None:
    """The layers of pyproject.toml hold, no module is missing from them, and only `units` imports pint."""
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"

    result = run(code)

    assert result.returncode == 0, result.stdout + result.stderr


def test_importing_targetkit_imports_nothing_heavy() -> None:
    """`import targetkit` leaves pint, click, rich and yaml to those who use them."""
    result = run("import sys; before = set(sys.modules); import targetkit; print(*sorted(set(sys.modules) - before))")

    assert result.stderr == ""
    assert set() == HEAVY & set(result.stdout.split())


def test_the_same_tools_are_named_and_pinned() -> None:
    """requirements-dev.txt pins each tool of the group `dev` to one version, without an index or an address."""
    group = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["dependency-groups"]["dev"]
    lines = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]

    assert all(re.fullmatch(r"[A-Za-z-]+==[0-9.]+", pin) for pin in pins)
    assert sorted(group) == sorted(pin.partition("==")[0] for pin in pins)
