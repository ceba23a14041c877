"""The documentation says what the program does: names stand in it, links lead somewhere, sessions run."""

import importlib
import pathlib
import pkgutil
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner

import targetkit
from targetkit import cli, hooks
from targetkit.plugins import Host
from targetkit.status import Reason, Status
from targetkit.target import BOUND_WORDS

ROOT = pathlib.Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))


def page(name: str) -> str:
    """One page of the reference."""
    return (ROOT / "docs" / "reference" / f"{name}.md").read_text(encoding="utf-8")


def codes() -> list[str]:
    """Every code of a finding, from every table of codes in the package."""
    found: set[str] = set()
    for module in pkgutil.walk_packages(targetkit.__path__, "targetkit."):
        if not module.name.endswith("__main__"):
            found |= set(getattr(importlib.import_module(module.name), "CODES", ()))
    return sorted(found)


class TestNames:
    """What exists is documented."""

    @pytest.mark.parametrize("name", targetkit.__all__)
    def test_the_public_face(self, name):
        """Every public name stands in the Python reference."""
        assert f"`{name}`" in page("python") or f"tk.{name}" in page("python")

    @pytest.mark.parametrize("code", codes())
    def test_codes(self, code):
        """Every code stands in the list of errors."""
        assert f"`{code}`" in page("errors")

    @pytest.mark.parametrize("word", [*Status, *Reason])
    def test_statuses_and_reasons(self, word):
        """Each stands on its page."""
        assert f"`{word.value}`" in page("statuses")

    @pytest.mark.parametrize("kind", [*Host().registry("kinds"), *BOUND_WORDS])
    def test_kinds_and_bound_words(self, kind):
        """Each stands in the reference of the plan file."""
        assert f"`{kind}`" in page("plan-file")

    @pytest.mark.parametrize("evaluator", Host().registry("evaluators"))
    def test_evaluators(self, evaluator):
        """Each has a heading."""
        assert f"## {evaluator}\n" in (ROOT / "docs/explanation/judging.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("hook", hooks.HOOKS)
    def test_hooks(self, hook):
        """Each stands in the guide for plugins."""
        assert f"`{hook}`" in (ROOT / "docs/how-to/write-a-plugin.md").read_text(encoding="utf-8")

    @pytest.mark.parametrize("command", cli.cli.commands)
    def test_commands_and_their_options(self, command):
        """Each command has a heading, and each of its options stands under it."""
        text = page("command-line")
        options = [o for p in cli.cli.commands[command].params for o in p.opts if o.startswith("--")]

        assert f"## `{command}" in text
        assert [] == [option for option in options if option not in text]

    @pytest.mark.parametrize("reporter", Host().registry("reporters"))
    def test_reporters(self, reporter):
        """Each stands in the reference of the command line."""
        assert f"`{reporter}`" in page("command-line")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    """Every relative link is a file of the repository."""
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]

    assert [] == [link for link in local if not (path.parent / link).exists()]


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda p: p.name)
def test_the_tutorials_sessions_are_real(path, tmp_path, monkeypatch):
    """The plan and the readings of a tutorial, saved as it says, give the output that it shows."""
    blocks = re.findall(r"```(\w+)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)
    plan = next(text for language, text in blocks if language == "yaml")
    readings = next(text for _, text in blocks if text.startswith("indicator,"))
    name = re.search(r"`(\S+\.targets\.yaml)`", path.read_text(encoding="utf-8"))
    assert name is not None
    monkeypatch.chdir(tmp_path)
    pathlib.Path(name[1]).write_text(plan, encoding="utf-8")
    pathlib.Path("readings.csv").write_text(readings, encoding="utf-8")
    sessions = [(command.split(), shown) for (language, command), (_, shown) in pairwise(blocks) if language == "sh"]

    found = [CliRunner().invoke(cli.cli, command[1:]).output.strip() for command, _ in sessions]

    assert [shown.strip() for _, shown in sessions] == found
    assert len(found) >= 4


def test_the_example_of_the_readme_runs(monkeypatch, capsys):
    """From the root of the repository, as it stands there."""
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None

    exec(compile(code[1], "README.md", "exec"), {})  # noqa: S102 - the documentation's own example

    assert "on_track" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_plans_of_the_readmes_are_clean(name, tmp_path):
    """Each example loads without a finding."""
    text = re.search(r"```yaml\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.DOTALL)
    assert text is not None
    path = tmp_path / "park-2023.targets.yaml"
    path.write_text(text[1], encoding="utf-8")

    assert targetkit.check_plan(path).diagnostics == ()
