"""The code in the documentation runs: every Python block, and every YAML block that is a plan.

The blocks of one page share a namespace and a temporary folder. A YAML block that begins with `targetkit:` is a plan:
it must load without a finding of any severity but `info`, and stands in the folder as `ID.targets.yaml` for the blocks
below it.
"""

import os
import pathlib
import tempfile
from typing import Any

import yaml
from sybil import Example, Sybil
from sybil.parsers.markdown import CodeBlockParser, PythonCodeBlockParser

import targetkit


def _plan(example: Example) -> str | None:
    """What is wrong with a plan in the documentation, or None; a block that is no plan must be YAML."""
    text = str(example.parsed)
    tree = yaml.safe_load(text)
    if not text.startswith("targetkit:"):
        return None
    path = pathlib.Path(f"{tree['id']}.targets.yaml")
    path.write_text(text, encoding="utf-8")
    found = [str(d) for d in targetkit.check_plan(path).diagnostics if d.severity != "info"]
    return "\n".join(found) or None


def _enter(namespace: dict[str, Any]) -> None:
    """Give a page a folder of its own."""
    namespace["_before"], namespace["_folder"] = pathlib.Path.cwd(), tempfile.TemporaryDirectory()
    os.chdir(namespace["_folder"].name)


def _leave(namespace: dict[str, Any]) -> None:
    """Leave and remove it."""
    os.chdir(namespace["_before"])
    namespace["_folder"].cleanup()


pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(), CodeBlockParser(language="yaml", evaluator=_plan)],
    patterns=["*.md"],
    setup=_enter,
    teardown=_leave,
).pytest()
