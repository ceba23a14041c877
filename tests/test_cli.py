"""The command line: what each verb prints, where it prints it, and with which exit code it ends."""

# ruff: noqa: ARG002 - the folder is where the command runs

import json
import os
import pathlib
import re
import stat
import subprocess
import sys
import tempfile

import pytest

from targetkit import __version__, api, cli

PLAN = """\
targetkit: 1
id: p
title: {zh: 计划, en: Plan}
period: 2023
indicators:
  signed: {title: 签约项目, unit: 个, measure: flow}
sections:
  s:
    title: 招商
    targets:
      signed-10: {kind: count, indicator: signed, at_least: 10 个, label: "1.1"}
"""
BAD = PLAN.replace("at_least", "at_lest")
WARNED = PLAN + "      again: {kind: count, indicator: signed, at_least: 9 个}\n"
BOOK = "indicator,period,value\nsigned,2023-H1,12 个\n"
AS_OF = ("--as-of", "2023-06-30")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder with plans, one of them bad, one with a warning, and a book."""
    for name, text in (("p", PLAN), ("bad", BAD), ("warned", WARNED)):
        (tmp_path / f"{name}.targets.yaml").write_text(text, encoding="utf-8")
    (tmp_path / "book.csv").write_text(BOOK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def run(capsys):
    """Run the command line: exit code, standard output, standard error."""

    def call(*arguments):
        with pytest.raises(SystemExit) as done:
            cli.main(list(arguments))
        out, err = capsys.readouterr()
        assert "Traceback" not in out + err
        return done.value.code, out, err

    return call


def process(*arguments, cwd, **more):
    """Run the command line in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "targetkit", *arguments], cwd=cwd, capture_output=True, check=False, timeout=60, **more
    )


class TestProgram:
    """The program itself."""

    def test_version(self, run):
        """`--version` says which one it is."""
        assert (0, f"targetkit, version {__version__}\n", "") == run("--version")

    @pytest.mark.parametrize("verb", [(), ("check",), ("status",), ("explain",), ("plugins",)])
    def test_help(self, run, verb):
        """Every verb explains itself."""
        code, out, err = run(*verb, "--help")

        assert (0, "") == (code, err)
        assert "Usage: targetkit" in out

    @pytest.mark.parametrize(
        ("arguments", "words"),
        [
            (("chek",), "No such command"),
            (("check", "--sorce", "x"), "No such option"),
            (("status", "p.targets.yaml"), "Missing option '--as-of'"),
            (("status", "p.targets.yaml", "--as-of", "2023-02-30"), "'2023-02-30' does not exist"),
            (("status", "p.targets.yaml", "--as-of", "yesterday"), "expected a day such as"),
            (("status", "p.targets.yaml", *AS_OF, "--output", "yaml"), "'yaml' is not one of table, json"),
            (("status", "p.targets.yaml", *AS_OF, "--stale", "-1"), "--stale"),
            (("status", "p.targets.yaml", *AS_OF, "--lang", "fr"), "--lang"),
            (("check", "--output", "sarif"), "'sarif' is not one of text, concise, json"),
            (("check", "--fail-on", "all"), "--fail-on"),
            (("explain", "p.targets.yaml", *AS_OF), "Missing argument"),
        ],
    )
    def test_usage(self, folder, run, arguments, words):
        """What cannot be understood is exit code 2, on standard error, with what was expected."""
        code, out, err = run(*arguments)

        assert (2, "") == (code, out)
        assert words in err

    def test_internal_error(self, folder, run, monkeypatch):
        """If targetkit itself fails, one line says so, and the traceback is in a file outside of the folder."""

        def broken(*_args, **_options):
            raise ZeroDivisionError("so\nit is")

        monkeypatch.setattr(api, "check_plan", broken)
        before = sorted(folder.iterdir())
        code, out, err = run("check", "p.targets.yaml")

        assert (4, "") == (code, out)
        assert err.startswith("internal error: ZeroDivisionError: so it is; please report it with the file ")
        assert 1 == err.count("\n")
        log = pathlib.Path(err.strip().rpartition(" ")[2])
        assert pathlib.Path(tempfile.gettempdir()) == log.parent
        assert "in broken" in log.read_text(encoding="utf-8")
        log.unlink()
        assert before == sorted(folder.iterdir())

    def test_interrupt(self, folder, run, monkeypatch):
        """Ctrl-C is exit code 130, without a word."""

        def interrupted(*_args, **_options):
            raise KeyboardInterrupt

        monkeypatch.setattr(api, "check_plan", interrupted)

        assert 130 == run("check", "p.targets.yaml")[0]

    @pytest.mark.skipif(os.name == "nt", reason="pipes end differently there")
    @pytest.mark.parametrize("targets", [1, 3000])
    def test_closed_pipe(self, folder, targets):
        """A reader that goes away is no error, however much was still to be printed."""
        lines = "".join(f"      t{n}: {{kind: cuont, indicator: signed, at_least: 1 个}}\n" for n in range(targets))
        (folder / "many.targets.yaml").write_text(PLAN + lines, encoding="utf-8")
        reading, writing = os.pipe()
        os.close(reading)
        try:
            done = subprocess.run(
                [sys.executable, "-m", "targetkit", "check", "many.targets.yaml"],
                cwd=folder,
                stdout=writing,
                stderr=subprocess.PIPE,
                check=False,
                timeout=60,
            )
        finally:
            os.close(writing)

        assert b"" == done.stderr
        assert done.returncode in (0, 1)

    @pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk"])
    def test_narrow_terminal_encodings(self, folder, encoding):
        """Chinese is printed as UTF-8 whatever the environment says, and nothing crashes."""
        env = {**os.environ, "LANG": "C", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding}
        done = process("status", "p.targets.yaml", *AS_OF, cwd=folder, env=env)

        assert (0, b"") == (done.returncode, done.stderr)
        assert "招商" in done.stdout.decode("utf-8")


class TestCheck:
    """`check` finds every problem in one run."""

    def test_clean(self, folder, run):
        """A plan without problems is exit code 0."""
        assert (0, "No problems in 1 plan, 1 target checked.\n", "") == run("check", "p.targets.yaml")

    def test_findings(self, folder, run):
        """Findings go to standard output with a frame, and are exit code 1."""
        code, out, err = run("check", "bad.targets.yaml")

        assert (1, "") == (code, err)
        assert "error TKV101 unknown-key: target signed-10 has no key `at_lest`\n  --> bad.targets.yaml:11:51\n" in out
        assert (
            "   |                                                   ^^^^^^^\n   = did you mean at_least or at_most?"
            in out
        )
        assert out.endswith("2 errors in 1 plan, 1 target checked.\n")

    def test_concise(self, folder, run):
        """One line for each finding, and nothing else."""
        code, out, _ = run("check", "bad.targets.yaml", "--output", "concise")

        assert 1 == code
        assert [
            "bad.targets.yaml:11:25: error TKV102 missing-key:",
            "bad.targets.yaml:11:51: error TKV101 unknown-key:",
        ] == [" ".join(line.split(" ")[:4]) for line in sorted(out.splitlines())]

    def test_json(self, folder, run):
        """The same for machines: places with start and end, counts, and whether it failed."""
        code, out, _ = run("check", "warned.targets.yaml", "--output", "json")
        report = json.loads(out)

        assert (0, "clean", 1, 2) == (code, report["status"], report["plans"], report["targets"])
        assert __version__ == report["targetkit"]
        (found,) = report["diagnostics"]
        assert {"code", "name", "severity", "message", "hint", "about", "place"} == set(found)
        assert ["TKQ504", "conflict", "warning"] == [found["code"], found["name"], found["severity"]]
        assert ["signed-10", "again"] == found["about"]
        assert ("warned.targets.yaml", 12) == (found["place"]["file"], found["place"]["start"]["line"])

    @pytest.mark.parametrize(("level", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
    def test_fail_on(self, folder, run, level, code):
        """`--fail-on` says from which severity on the exit code is 1."""
        assert code == run("check", "warned.targets.yaml", "--fail-on", level)[0]

    def test_never_fails(self, folder, run):
        """`--fail-on never` prints errors and ends with 0."""
        code, out, _ = run("check", "bad.targets.yaml", "--fail-on", "never")

        assert 0 == code
        assert "TKV101" in out

    def test_folder(self, folder, run):
        """A folder, or none, is searched for plan files; hidden and foreign ones are left out."""
        for skipped in (".git", ".hidden", "node_modules"):
            (folder / skipped).mkdir()
            (folder / skipped / "x.targets.yaml").write_text(BAD, encoding="utf-8")
        (folder / "sub").mkdir()
        (folder / "sub" / "y.targets.yml").write_text(PLAN, encoding="utf-8")
        (folder / "other.yaml").write_text("no plan", encoding="utf-8")

        assert "2 errors, 1 warning in 4 plans, 5 targets checked.\n" == run("check")[1].splitlines(keepends=True)[-1]
        assert run("check") == run("check", ".")
        assert 0 == run("check", "sub")[0]

    @pytest.mark.parametrize(
        ("path", "words"),
        [
            ("missing.targets.yaml", "there is no file `missing.targets.yaml`"),
            ("empty", "no plan file in empty: expected files named *.targets.yaml"),
            ("nobody:2023", "no installed plugin has the namespace 'nobody'"),
        ],
    )
    def test_nothing_to_check(self, folder, run, path, words):
        """What is not there could not be checked: exit code 3, never 0."""
        (folder / "empty").mkdir()
        code, out, err = run("check", path)

        assert (3, "") == (code, out)
        assert words in err

    def test_source(self, folder, run):
        """Quotes that do not stand in the source are found; a source that is not there is exit code 3."""
        quoted = PLAN.replace('label: "1.1"', "quote: 签约10个项目")
        (folder / "q.targets.yaml").write_text(quoted, encoding="utf-8")
        (folder / "source.txt").write_text("今年签约10 个\n项目。", encoding="utf-8")
        (folder / "other.txt").write_text("没有", encoding="utf-8")

        assert 0 == run("check", "q.targets.yaml", "--source", "source.txt")[0]
        code, out, _ = run("check", "q.targets.yaml", "--source", "other.txt")
        assert 1 == code
        assert "TKQ510" in out
        code, out, err = run("check", "q.targets.yaml", "--source", "none.txt")
        assert (3, "") == (code, out)
        assert "there is no source file none.txt" in err


class TestOutput:
    """Reports go to the terminal or to files."""

    def test_several(self, folder, run):
        """`--output` may be given several times; what has a path does not go to the terminal."""
        code, out, _ = run(
            "check", "bad.targets.yaml", "--output", "concise", "--output", "json:out.json", "--output", "text:out.txt"
        )

        assert 1 == code
        assert 2 == out.count("\n")
        assert 2 == len(json.loads((folder / "out.json").read_text(encoding="utf-8"))["diagnostics"])
        assert "-->" in (folder / "out.txt").read_text(encoding="utf-8")

    @pytest.mark.skipif(os.name == "nt", reason="permissions are other things there")
    def test_replaced_whole(self, folder, run):
        """A file is replaced whole, keeps its permissions, and nothing else is left in its folder."""
        (folder / "out").mkdir()
        target = folder / "out" / "card.json"
        target.write_text("old " * 10_000)
        target.chmod(0o640)

        assert 0 == run("status", "p.targets.yaml", *AS_OF, "--output", f"json:{target}")[0]
        assert "p" == json.loads(target.read_text(encoding="utf-8"))["plan"]["id"]
        assert 0o640 == stat.S_IMODE(target.stat().st_mode)
        assert [target] == list(target.parent.iterdir())

    @pytest.mark.parametrize(
        ("path", "words"), [("none/out.json", "there is no folder none"), ("sub", "cannot write sub: Is a directory")]
    )
    def test_unwritable(self, folder, run, path, words):
        """A file that cannot be written is exit code 3, and no part of it is left."""
        (folder / "sub").mkdir()
        before = sorted(folder.rglob("*"))
        code, out, err = run("check", "p.targets.yaml", "--output", f"json:{path}")

        assert (3, "") == (code, out)
        assert words in err
        assert before == sorted(folder.rglob("*"))

    def test_reports_are_made_before_any_is_printed(self, folder, run):
        """A format that fails leaves nothing behind of the others."""
        code, out, err = run("status", "p.targets.yaml", *AS_OF, "--output", "table", "--output", "nobody.html:x.html")

        assert (3, "") == (code, out)
        assert "no installed plugin has the namespace 'nobody'" in err
        assert not (folder / "x.html").exists()


class TestStatus:
    """`status` prints the scorecard as of a date."""

    def test_table(self, folder, run):
        """A table in the plan's language, or in the one that is asked for."""
        code, out, err = run("status", "p.targets.yaml", "--book", "book.csv", *AS_OF)

        assert (0, "") == (code, err)
        assert "计划,截至2023-06-30" in out.splitlines()[0]
        assert "已达成" in out
        assert "Plan" in run("status", "p.targets.yaml", *AS_OF, "--lang", "en")[1]

    def test_json(self, folder, run):
        """The same for machines."""
        code, out, _ = run("status", "p.targets.yaml", "--book", "book.csv", *AS_OF, "--output", "json")

        assert 0 == code
        assert "achieved" in out
        assert json.loads(out)

    def test_no_colour_in_files_and_pipes(self, folder, run):
        """What does not go to a terminal has no escape sequences."""
        assert "\x1b" not in run("status", "p.targets.yaml", *AS_OF)[1]

    def test_known(self, folder, run):
        """What became known later is not looked at; a reading is known on the last day of its period."""
        arguments = ("status", "p.targets.yaml", "--book", "book.csv", *AS_OF, "--lang", "en")

        assert "no data" in run(*arguments, "--known", "2023-06-29")[1]
        assert "no data" not in run(*arguments, "--known", "2023-06-30")[1]

    @pytest.mark.parametrize(
        ("arguments", "code", "words"),
        [
            (("missing.targets.yaml",), 3, "there is no file"),
            (("bad.targets.yaml",), 1, "at_lest"),
            (("p.targets.yaml", "--book", "none.csv"), 3, "there is no file none.csv"),
            (("p.targets.yaml", "--book", "empty"), 3, "the folder empty has no file of observations (csv)"),
            (("p.targets.yaml", "--book", "p.targets.yaml"), 1, "no source reads files of the suffix '.yaml'"),
            ((".",), 1, "this is a directory"),
        ],
    )
    def test_failing(self, folder, run, arguments, code, words):
        """What is missing is exit code 3, what is wrong with a file is 1; nothing is printed as if it were a card."""
        (folder / "empty").mkdir()
        done, out, err = run("status", *arguments, *AS_OF)

        assert (code, "") == (done, out)
        assert words in err

    def test_explain(self, folder, run):
        """`explain` takes an id or a printed label."""
        arguments = ("--book", "book.csv", *AS_OF, "--lang", "en")
        code, out, err = run("explain", "p.targets.yaml", "signed-10", *arguments)

        assert (0, "") == (code, err)
        assert "12" in out
        assert (code, out, err) == run("explain", "p.targets.yaml", "1.1", *arguments)

    def test_unknown_target(self, folder, run):
        """A target that the plan does not have is exit code 3, with the near one."""
        code, out, err = run("explain", "p.targets.yaml", "singed-10", *AS_OF)

        assert (3, "") == (code, out)
        assert "error: plan p has no target 'singed-10'; did you mean signed-10?\n" == err


class TestPlugins:
    """`plugins` lists what is installed."""

    def test_json(self, run):
        """For machines: one object for each plugin."""
        code, out, _ = run("plugins", "--output", "json")

        assert 0 == code
        for row in json.loads(out):
            assert {"namespace", "distribution", "version", "module", "clash"} == set(row)

    def test_none(self, run, monkeypatch):
        """Without plugins it says so."""
        monkeypatch.setattr("importlib.metadata.entry_points", lambda **_: ())

        assert (0, "No plugins.\n", "") == run("plugins")


class TestReference:
    """The page of the command line is complete."""

    def test_every_verb_and_option(self):
        """Each verb has a heading, and each of its options stands in its section with its help."""
        page = (pathlib.Path(__file__).parents[1] / "docs" / "reference" / "command-line.md").read_text(
            encoding="utf-8"
        )
        sections = dict(re.findall(r"^## `(\w+)[^\n]*\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL))

        assert set(cli.cli.commands) == set(sections)
        for name, command in cli.cli.commands.items():
            for parameter in command.params:
                for option in parameter.opts:
                    assert option.startswith("-") is False or f"`{option}" in sections[name]
        for code in (cli.CLEAN, cli.FINDINGS, cli.USAGE, cli.COULD_NOT_RUN, cli.INTERNAL, cli.INTERRUPTED):
            assert f"| {code} |" in page


@pytest.mark.usefixtures("folder")
def test_a_missing_plan_does_not_keep_the_others_from_being_checked(run):
    """The findings of the plans that are there are printed; the exit code says that not all could be run."""
    code, out, err = run("check", "nope.targets.yaml", "bad.targets.yaml", "--output", "concise")

    assert code == 3
    assert "bad.targets.yaml" in out
    assert "nope.targets.yaml" in err


def test_a_source_of_the_plan_that_cannot_be_read_is_a_finding(folder, run):
    """The rest of the plan is checked all the same."""
    text = PLAN.replace("period: 2023\n", "period: 2023\nsource: {title: 文件, text: gone.txt}\n")
    (folder / "s.targets.yaml").write_text(text, encoding="utf-8")

    code, out, _ = run("check", "s.targets.yaml", "--output", "concise")

    assert code == 0
    assert "TKQ512" in out
