"""The documentation says what the program does: names stand in it, links lead somewhere, sessions run."""

import importlib
import inspect
import pathlib
import pkgutil
import re
from itertools import pairwise

import pytest
from click.testing import CliRunner

import targetkit
from targetkit import cli, hooks
from targetkit.plugins import Host
from targetkit.sources import csv_source
from targetkit.status import Reason, Status
from targetkit.target import BOUND_WORDS
from targetkit.wording import say

ROOT = pathlib.Path(__file__).parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
TUTORIALS = sorted((ROOT / "docs" / "tutorial").glob("*.md"))
READMES = ("README.md", "README.zh.md")
VERBS = [name for name in targetkit.__all__ if inspect.isfunction(getattr(targetkit, name))]


def page(name: str) -> str:
    """One page of the reference."""
    return (ROOT / "docs" / "reference" / f"{name}.md").read_text(encoding="utf-8")


def blocks_of(path: pathlib.Path) -> list[tuple[str, str]]:
    """The code blocks of a page: language and text."""
    return re.findall(r"```(\w*)\n(.*?)```", path.read_text(encoding="utf-8"), re.DOTALL)


def plan_of(path: pathlib.Path) -> str:
    """The first plan of a page."""
    return next(text for language, text in blocks_of(path) if language == "yaml")


def written(path: pathlib.Path) -> str:
    """The name of a page's plan file."""
    return f"{re.findall('^id: (.*)$', plan_of(path), re.MULTILINE)[0]}.targets.yaml"


def run(command: str) -> str:
    """What a command of a page prints; it must end cleanly."""
    result = CliRunner().invoke(cli.cli, command.split()[1:])
    assert result.exit_code == 0, result.output
    return result.output.strip()


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

    @pytest.mark.parametrize("verb", VERBS)
    def test_signatures(self, verb):
        """Each verb stands there with its parameters, in their order and with their defaults."""
        parameters = inspect.signature(getattr(targetkit, verb)).parameters.values()
        bare = [p.replace(annotation=inspect.Parameter.empty) for p in parameters]

        assert f"`tk.{verb}{inspect.Signature(bare)}`".replace("'", '"') in page("python")

    @pytest.mark.parametrize("code", codes())
    def test_codes(self, code):
        """Every code stands in the list of errors."""
        assert f"`{code}`" in page("errors")

    @pytest.mark.parametrize("word", [*Status, *Reason])
    def test_statuses_and_reasons(self, word):
        """Each stands on its page, with the words that people read in English and in Chinese."""
        assert f"`{word.value}` | {say(word, 'en')} | {say(word, 'zh')} |" in page("statuses")

    @pytest.mark.parametrize("kind", [*Host().registry("kinds"), *BOUND_WORDS])
    def test_kinds_and_bound_words(self, kind):
        """Each stands in the reference of the plan file."""
        assert f"`{kind}`" in page("plan-file")

    @pytest.mark.parametrize("evaluator", Host().registry("evaluators"))
    def test_evaluators(self, evaluator):
        """Each has a heading, and each of its parameters stands under it."""
        text = (ROOT / "docs/explanation/judging.md").read_text(encoding="utf-8")
        section = text.partition(f"## {evaluator}\n")[2].partition("\n## ")[0]
        parameters = inspect.signature(Host().registry("evaluators")[evaluator].value).parameters

        assert section
        assert [] == [name for name in parameters if f"`{name}" not in section]

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

    @pytest.mark.parametrize("source", Host().registry("sources"))
    def test_sources(self, source):
        """Each has a heading in the reference of books."""
        assert f"## {source.upper()} files\n" in page("books")

    @pytest.mark.parametrize("column", csv_source.COLUMNS)
    def test_columns(self, column):
        """Each column of a file of observations stands in the reference of books."""
        assert f"`{column}`" in page("books")


@pytest.mark.parametrize("path", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    """Every relative link is a file of the repository."""
    links = re.findall(r"\]\(([^)#]+)", path.read_text(encoding="utf-8"))
    local = [link for link in links if "://" not in link]

    assert [] == [link for link in local if not (path.parent / link).exists()]


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda p: p.name)
def test_the_tutorials_sessions_are_real(path, tmp_path, monkeypatch):
    """The plan and the readings of a tutorial, saved as it says, give the output that it shows."""
    blocks = blocks_of(path)
    monkeypatch.chdir(tmp_path)
    pathlib.Path(written(path)).write_text(plan_of(path), encoding="utf-8")
    readings = next(text for _, text in blocks if text.startswith("indicator,"))
    pathlib.Path("readings.csv").write_text(readings, encoding="utf-8")
    sessions = [(command, shown.strip()) for (language, command), (_, shown) in pairwise(blocks) if language == "sh"]

    found = [run(command) for command, _ in sessions]

    assert [shown for _, shown in sessions] == found
    assert len(found) >= 4


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda p: p.name)
def test_the_tutorials_mistakes_are_real(path, tmp_path, monkeypatch):
    """The misspelt key and the day that does not exist give the findings that the tutorial shows, and exit code 1."""
    monkeypatch.chdir(tmp_path)
    first, last = plan_of(path).rsplit("at_least: ", 1)
    wrong = f"{first}at_leest: {last}".replace("2024-09-30", "2024-09-31")
    pathlib.Path(written(path)).write_text(wrong, encoding="utf-8")

    result = CliRunner().invoke(cli.cli, ["check", written(path)])

    assert result.exit_code == 1
    assert result.output in [text for _, text in blocks_of(path)]


@pytest.mark.parametrize("path", TUTORIALS, ids=lambda p: p.name)
def test_the_tutorials_last_day_is_real(path, tmp_path, monkeypatch):
    """On the milestone's deadline its row is the one that the tutorial shows."""
    monkeypatch.chdir(tmp_path)
    pathlib.Path(written(path)).write_text(plan_of(path), encoding="utf-8")
    blocks = [text for _, text in blocks_of(path)]
    pathlib.Path("readings.csv").write_text(
        next(text for text in blocks if text.startswith("indicator,")), encoding="utf-8"
    )
    shown = next(text for text in blocks if "√" in text).splitlines()

    found = run(f"targetkit status {written(path)} --book readings.csv --as-of 2024-09-30").splitlines()

    assert [] == [line for line in shown if line not in found]


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readmes_run(name, tmp_path, monkeypatch):
    """On the plan and the readings beside them; every command is among them, and the scorecard is the one shown."""
    blocks = blocks_of(ROOT / name)
    text = (ROOT / name).read_text(encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    pathlib.Path(written(ROOT / name)).write_text(plan_of(ROOT / name), encoding="utf-8")
    book = re.findall(r"`(\S+\.csv)`", text)[0]
    pathlib.Path(book).write_text(next(t for _, t in blocks if t.startswith("indicator,")), encoding="utf-8")
    commands = [line for language, block in blocks if language == "sh" for line in block.splitlines()]

    found = {command.split()[1]: run(command) for command in commands}

    assert set(cli.cli.commands) == set(found)
    assert found["status"] in [block.strip() for _, block in blocks]


@pytest.mark.parametrize("name", READMES)
def test_the_readmes_show_the_demo(name):
    """What they show of it stands in the accepted scorecard, line for line."""
    shown = next(block for _, block in blocks_of(ROOT / name) if "示例数据" in block).splitlines()
    golden = (ROOT / "tests" / "golden" / "demo.zh.txt").read_text(encoding="utf-8").splitlines()

    assert [] == [line for line in shown if line not in {*golden, "…"}]


def test_the_example_of_the_readme_runs(monkeypatch, capsys):
    """From the root of the repository, as it stands there."""
    monkeypatch.chdir(ROOT)
    code = re.search(r"```python\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    assert code is not None

    exec(compile(code[1], "README.md", "exec"), {})  # noqa: S102 - the documentation's own example

    assert "on_track" in capsys.readouterr().out


@pytest.mark.parametrize("name", READMES)
def test_the_plans_of_the_readmes_are_clean(name, tmp_path):
    """Each example loads without a finding."""
    path = tmp_path / written(ROOT / name)
    path.write_text(plan_of(ROOT / name), encoding="utf-8")

    assert targetkit.check_plan(path).diagnostics == ()
