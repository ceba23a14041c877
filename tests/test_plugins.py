"""Plugins: found without being imported, used by name, and kept apart when they fail."""

# ruff: noqa: ARG001, ARG005, PLW0108 - a hook takes what it is given, by name

import datetime as dt
import os
import pathlib
import re
import shlex
import subprocess
import sys
import textwrap
import tomllib
import types
from decimal import Decimal

import attrs
import pytest

import targetkit as tk
from targetkit import builtins, hooks
from targetkit.book import Row
from targetkit.errors import Place
from targetkit.hooks import HOOKS, SORTS, hookimpl
from targetkit.plugins import CODES, Contribution, Found, Host, guarded
from targetkit.trajectory import Kind

ORIGIN = "acme-targets 1.2"
DAY = dt.date(2023, 6, 30)
PLAN = """\
targetkit: 1
id: p
title: 计划
period: 2023
uses: [acme]
indicators:
  signed: {title: 签约项目, unit: 个, measure: flow}
sections:
  s:
    title: 招商
    targets:
      own: {kind: count, indicator: signed, at_least: 10 个}
"""
TARGET = "      theirs: {kind: acme.uptime, indicator: signed, at_least: 10 个, throughout: true}\n"
BOOK = [{"indicator": "signed", "period": "2023-H1", "value": "12 个"}]


@attrs.frozen
class Dist:
    """A distribution, as its metadata shows it."""

    name: str
    version: str

    @property
    def metadata(self):
        """Its name."""
        return {"Name": self.name}


@attrs.frozen
class Entry:
    """An entry point that hands out an object, or fails."""

    name: str
    dist: Dist
    give: object
    value: str = "acme_targets"

    def load(self):
        """What importing gives."""
        return self.give() if isinstance(self.give, types.FunctionType) else self.give


def module(**functions):
    """A plugin module with these functions, marked as hooks unless they are already."""
    made = types.ModuleType("acme_targets")
    for name, function in functions.items():
        setattr(made, name, hookimpl(function) if name in HOOKS else function)
    return made


def host(give, namespace="acme", dist=("acme-targets", "1.2")):
    """A host that sees one plugin."""
    return Host(entries=lambda: [Entry(namespace, Dist(*dist), give)])


def registering(sort, name, value, **options):
    """A host whose plugin registers one thing."""
    return host(module(**{f"targetkit_{sort}": lambda register: register(name, value, **options)}))


def plan_file(folder, text=PLAN):
    """A file with that plan."""
    path = folder / "p.targets.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def the_code(caught):
    """The code of the one diagnostic of an error, which names the plugin."""
    (found,) = caught.value.diagnostics
    assert CODES[found.code][0] == found.name
    assert ("acme",) == found.about
    assert found.hint
    return found.code


def refused(give, sort="kinds"):
    """Code and message with which a plugin is refused."""
    with pytest.raises(tk.PluginError) as caught:
        host(give).registry(sort, "acme")
    code = the_code(caught)
    for word in ("acme", ORIGIN, "acme_targets"):
        assert word in caught.value.message
    return code, caught.value.message


class TestFinding:
    """Metadata alone says which plugins there are."""

    def test_found(self):
        """A plugin is found with its namespace, distribution, version and module, and is not imported."""

        def never():
            raise AssertionError

        found = host(never).found()

        assert {"acme": (Found("acme", "acme-targets", "1.2", "acme_targets"),)} == found
        assert ORIGIN == found["acme"][0].origin

    def test_missing(self):
        """A namespace that nobody has is said with what to install."""
        with pytest.raises(tk.NotFoundError, match="pip install targetkit-acme") as caught:
            Host(entries=list).plugin("acme")

        assert "TKP101" == the_code(caught)

    def test_near(self):
        """A misspelt namespace is said with the near one."""
        with pytest.raises(tk.NotFoundError) as caught:
            host(module()).plugin("acmee")

        assert "did you mean acme?" == caught.value.diagnostics[0].hint

    def test_two_distributions_with_one_namespace(self):
        """Neither of two distributions that claim one namespace is used, and both are named."""
        entries = [Entry("acme", Dist("first", "1"), module()), Entry("acme", Dist("second", "2"), module())]
        with pytest.raises(tk.PluginError, match="claimed by first 1 and second 2") as caught:
            Host(entries=lambda: entries).registry("kinds", "acme")

        assert "TKP201" == the_code(caught)

    def test_damaged_metadata_stop_nobody(self):
        """A distribution whose metadata cannot be read hides no other."""

        class Damaged:
            @property
            def metadata(self):
                raise KeyError("Name")

        entries = [Entry("broken", Damaged(), module()), Entry("acme", Dist("acme-targets", "1.2"), module())]

        assert ["acme", "broken"] == list(Host(entries=lambda: entries).found())


class Raising:
    """An object on which the host can do little."""

    @property
    def targetkit_kinds(self):
        """Fail when looked at."""
        raise ValueError("no")


class Unprintable(Exception):  # noqa: N818 - it is no error of this project
    """An exception whose own text fails."""

    def __str__(self):
        """Fail."""
        raise RuntimeError


def raising(error):
    """A function that raises, whatever it is given."""

    def function(*_args, **_options):
        raise error

    return function


class TestRefusing:
    """What is wrong with a plugin is said by name, with its distribution, version and hook."""

    @pytest.mark.parametrize(
        ("error", "words"),
        [
            (ImportError("no module named numpy"), "ImportError: no module named numpy"),
            (SystemExit(3), "SystemExit: 3"),
            (GeneratorExit(), "GeneratorExit"),
            (Unprintable(), "Unprintable"),
        ],
    )
    def test_import(self, error, words):
        """Whatever importing raises, `SystemExit` included, is caught."""

        def give():
            raise error

        code, message = refused(give)

        assert "TKP102" == code
        assert words in message

    def test_import_is_tried_once(self):
        """A plugin that fails is not imported again for its other hooks."""
        tries = []

        def give():
            tries.append(1)
            raise ImportError

        one = host(give)
        for sort in SORTS:
            with pytest.raises(tk.PluginError):
                one.registry(sort, "acme")

        assert [1] == tries
        assert 1 == len(one.diagnostics)

    @pytest.mark.parametrize("error", [ValueError("x"), SystemExit(0), RecursionError()])
    def test_hook_raises(self, error):
        """A hook that raises contributes nothing, and the other hooks are used."""
        one = host(
            module(targetkit_kinds=lambda register: raising(error)(register), targetkit_units=lambda register: None)
        )
        with pytest.raises(tk.PluginError, match="targetkit_kinds raised") as caught:
            one.registry("kinds", "acme")

        assert "TKP103" == the_code(caught)
        assert {} == one.registry("units", "acme")

    def test_a_hook_that_raises_contributes_nothing(self):
        """What it registered before it raised is not used either."""

        def kinds(register):
            register("uptime", Kind())
            raise ValueError

        one = host(module(targetkit_kinds=kinds))

        assert "acme.uptime" not in one.all_of("kinds", ("acme",))
        assert ["TKP103"] == [d.code for d in one.diagnostics]

    def test_ctrl_c_is_not_swallowed(self):
        """An interrupt ends the program, also while a plugin runs."""
        with pytest.raises(KeyboardInterrupt):
            refused(module(targetkit_kinds=lambda register: raising(KeyboardInterrupt())(register)))
        with pytest.raises(KeyboardInterrupt):
            guarded(raising(KeyboardInterrupt()))

    def test_misspelt(self):
        """A function that is named almost like a hook is refused with the near name."""
        with pytest.raises(tk.PluginError, match="there is no hook targetkit_kindz") as caught:
            host(module(targetkit_kindz=lambda register: None)).registry("kinds", "acme")

        assert "TKP104" == the_code(caught)
        assert "did you mean targetkit_kinds" in caught.value.diagnostics[0].hint

    def test_unmarked(self):
        """A hook without its mark is refused, not passed over."""
        made = types.ModuleType("acme_targets")
        made.targetkit_kinds = lambda register: None

        code, message = refused(made)

        assert "TKP105" == code
        assert "targetkit_kinds is not marked" in message

    def test_default(self):
        """An argument with a default is refused, for pluggy versions differ in what they pass."""
        code, message = refused(module(targetkit_kinds=lambda register=None: None))

        assert "TKP106" == code
        assert "register with a default" in message

    def test_unknown_argument(self):
        """An argument that a hook is never given is refused."""
        code, message = refused(module(targetkit_kinds=lambda register, plan: None))

        assert "TKP106" == code
        assert "the argument plan" in message

    def test_coroutine(self):
        """A coroutine and a generator are refused: nobody would run them."""

        async def kinds(register):
            """Do nothing."""

        def units(register):
            yield

        for name, function in (("targetkit_kinds", kinds), ("targetkit_units", units)):
            code, message = refused(module(**{name: function}))

            assert "TKP106" == code
            assert f"{name} is a coroutine or a generator" in message

    def test_class(self):
        """A class as an entry point is refused, an instance is a plugin."""

        class Plugin:
            @hookimpl
            def targetkit_kinds(self, register):
                register("uptime", Kind())

        assert "TKP107" == refused(Plugin)[0]
        assert ["acme.uptime"] == list(host(Plugin()).registry("kinds", "acme"))

    def test_empty(self):
        """A plugin without any hook is refused."""
        assert "TKP108" == refused(module(other=1))[0]

    def test_object_that_fails_when_it_is_looked_at(self):
        """A property that raises is no hook, and kills nobody."""
        assert "TKP105" == refused(Raising())[0]

    def test_all_faults_at_once(self):
        """Every fault of a plugin is said in one go."""
        with pytest.raises(tk.PluginError) as caught:
            host(module(targetkit_kindz=lambda: None, targetkit_unit=lambda: None)).registry("kinds", "acme")

        assert ["TKP104", "TKP104"] == [d.code for d in caught.value.diagnostics]

    def test_registered_twice(self):
        """One name stands for one thing."""

        def kinds(register):
            register("uptime", Kind())
            register("uptime", Kind())

        code, message = refused(module(targetkit_kinds=kinds))

        assert "TKP202" == code
        assert "acme.uptime is registered twice" in message

    @pytest.mark.parametrize("name", ["", "a.b", "a b", "-a", "a:b", None, 7])
    def test_bad_name(self, name):
        """A name of a contribution has no dot and no space: the namespace is put before it."""
        code, message = refused(module(targetkit_kinds=lambda register: register(name, Kind())))

        assert "TKP203" == code
        assert repr(name) in message

    @pytest.mark.parametrize(
        ("sort", "value", "expected"),
        [
            ("kinds", 5, "a Kind, or a function"),
            ("evaluators", "pace", "something to call"),
            ("ratings", "pace", "a mapping such as"),
            ("ratings", {"evaluator": "pace", "with": 5}, "a mapping such as"),
            ("units", 5, "a text with the definitions"),
            ("plans", 5, "paths of files"),
            ("sources", None, "something to call"),
            ("rules", [], "something to call"),
            ("reporters", "", "something to call"),
        ],
    )
    def test_useless(self, sort, value, expected):
        """What cannot be a contribution of its sort is refused when it is registered, with what was expected."""
        code, message = refused(module(**{f"targetkit_{sort}": lambda register: register("x", value)}), sort)

        assert "TKP204" == code
        assert f"acme.x is of type {type(value).__name__}; expected {expected}" in message

    def test_unknown_option(self):
        """An option that is not read is refused, not passed over."""
        code, message = refused(
            module(targetkit_plans=lambda register: register("x", "x.targets.yaml", example="a.csv")), "plans"
        )

        assert "TKP204" == code
        assert "has the option 'example'" in message


class TestBuiltIn:
    """What is built in comes through the same hooks."""

    def test_every_hook(self):
        """Each hook has an implementation in `builtins`, and there is no other registration."""
        one = Host(entries=list)

        assert set(HOOKS) - {"targetkit_plans"} == {name for name in dir(builtins) if name.startswith("targetkit_")}
        assert {"growth", "count", "milestone"} < set(one.registry("kinds"))
        assert {"pace", "attainment", "growth-ratio"} == set(one.registry("evaluators"))
        assert {"table", "json"} == set(one.registry("reporters"))

    def test_without_its_registration_a_kind_is_gone(self, monkeypatch, tmp_path):
        """Nothing built in is known but through its hook."""
        monkeypatch.setattr(builtins, "targetkit_kinds", hookimpl(lambda register: None))
        path = plan_file(tmp_path, PLAN.replace("uses: [acme]\n", ""))

        (found,) = tk.check_plan(path, host=Host(entries=list)).diagnostics
        assert "TKV110" == found.code
        assert "there is no kind `count`" == found.message

    def test_hooks_are_documented(self):
        """Each hook says what is registered with it."""
        for sort in SORTS:
            assert "register(" in (getattr(hooks, f"targetkit_{sort}").__doc__ or "")


def uptime(target, book, as_of):
    """A kind as a plain function: what is in the book counts, whatever it is."""
    value = sum((o.value for o in book.readings("signed")), Decimal(0))
    return tk.Trajectory(
        as_of=as_of,
        unit="个",
        opens=target.opens,
        deadline=target.deadline,
        goal=tk.Goal.of("at_least", Decimal(10)),
        path=tk.Path(((target.opens, Decimal(0)), (target.deadline, Decimal(10)))),
        points=(tk.Point(as_of, value),),
    )


def flat(*, limit="5"):
    """A method: on track from a limit on."""

    def judge(t):
        fine = t.points[-1].value >= Decimal(limit)
        status, reason = (tk.Status.ON_TRACK, tk.Reason.ON_PACE) if fine else (tk.Status.OFF_TRACK, tk.Reason.BY_RULE)
        return tk.Judgement(status, reason, point=t.points[-1])

    return judge


def judged(tmp_path, one, text=PLAN, book=()):
    """The scorecard of a plan with what a host knows."""
    plan = tk.load_plan(plan_file(tmp_path, text), host=one)
    return tk.assess(plan, tk.open_book(plan, *book, host=one), DAY, host=one)


class TestUsing:
    """Each sort of contribution, used by a plan."""

    @pytest.mark.parametrize("kind", [uptime, Kind(uptime, bounded=True)])
    def test_kind(self, tmp_path, kind):
        """A kind is a plain function or a `Kind`; its trajectory is judged like any other and can be explained."""
        card = judged(tmp_path, registering("kinds", "uptime", kind), PLAN + TARGET, [BOOK])

        assert tk.Status.ON_TRACK is card["theirs"].status
        assert ORIGIN == card["theirs"].plugin
        assert card["theirs"].evaluator == card["own"].evaluator == "pace"
        assert "theirs" in tk.explain(card["theirs"], lang="en")
        for reporter in ("table", "json"):
            assert "theirs" in tk.render(card, reporter=reporter)

    def test_kind_without_uses(self, tmp_path):
        """A kind of a plugin that the plan does not use is unknown, and the way out is said."""
        path = plan_file(tmp_path, (PLAN + TARGET).replace("uses: [acme]\n", ""))

        (found,) = tk.check_plan(path, host=registering("kinds", "uptime", uptime)).diagnostics
        assert "TKV110" == found.code
        assert "add `acme` to `uses` at the top of the plan" == found.hint

    def test_evaluator(self, tmp_path):
        """A method judges with the parameters that a rating gives."""
        text = PLAN.replace("at_least: 10 个}", "at_least: 30 个, rating: mine}")
        text += "ratings:\n  mine: {evaluator: acme.flat, with: {limit: 13}}\n"
        card = judged(tmp_path, registering("evaluators", "flat", flat), text, [BOOK])

        assert tk.Status.OFF_TRACK is card["own"].status
        assert ("acme.flat", (("limit", "13"),)) == (card["own"].evaluator, card["own"].parameters)

    def test_rating(self, tmp_path):
        """A rating is data, and names any evaluator."""
        text = PLAN.replace("at_least: 10 个}", "at_least: 30 个, rating: acme.mild}")
        rating = {"evaluator": "pace", "with": {"at_risk": "-40 百分点", "off_track": "-50 百分点"}}
        card = judged(tmp_path, registering("ratings", "mild", rating), text, [BOOK])

        assert tk.Status.ON_TRACK is card["own"].status

    def test_units(self, tmp_path):
        """A unit is known to plans that use the plugin, and to their books."""
        units = "@group count\n    笸箩 = 12 个 = _\n@end\n"
        text = PLAN.replace("10 个", "1 笸箩")
        card = judged(tmp_path, registering("units", "more", units), text, [BOOK])

        assert Decimal(12) == card["own"].required
        assert tk.Status.ACHIEVED is card["own"].status

    def test_plan(self, tmp_path):
        """A plan has a name, and comes with readings and with examples."""
        path = plan_file(tmp_path)
        (tmp_path / "own.csv").write_text("indicator,period,value\nsigned,2023-Q1,4 个\n", encoding="utf-8")
        one = registering("plans", "2023", path, examples=tmp_path / "own.csv", observations=(tmp_path / "own.csv",))
        plan = tk.load_plan("acme:2023", host=one)

        assert str(tmp_path / "own.csv") == plan.examples
        assert Decimal(4) == tk.open_book(plan, host=one).readings("signed")[0].value
        with pytest.raises(tk.NotFoundError, match=r"acme-targets 1\.2. has no plan '2032'; did you mean 2023"):
            tk.load_plan("acme:2032", host=one)

    @pytest.mark.parametrize(
        "read",
        [
            lambda path: [Row("signed", "2023-H1", path.read_text(), place=Place(str(path), 1))],
            lambda path: iter([{"indicator": "signed", "period": "2023-H1", "value": path.read_text()}]),
        ],
    )
    def test_source(self, tmp_path, read):
        """A source reads files of its suffix, and answers with rows or with mappings."""
        (tmp_path / "a.dat").write_text("7 个", encoding="utf-8")
        card = judged(tmp_path, registering("sources", "dat", read), PLAN, [tmp_path / "a.dat"])

        assert Decimal(7) == card["own"].attained

    def test_rule(self, tmp_path):
        """A rule finds something, unless the plan accepts it."""

        def check(plan):
            yield tk.Diagnostic(
                code="ACME1",
                name="bad",
                message="oh",
                severity="warning",
                place=plan.places["targets.own"],
                about=("own",),
            )

        one = registering("rules", "ACME1", check)
        (found,) = tk.check_plan(plan_file(tmp_path), host=one).diagnostics

        assert ("ACME1", 12) == (found.code, found.place.line)
        accepted = PLAN + "issues:\n  - {about: [own], rule: ACME1, text: known}\n"
        assert () == tk.check_plan(plan_file(tmp_path, accepted), host=one).diagnostics

    def test_reporter(self, tmp_path):
        """A reporter gives a text of a card, in a language."""
        one = registering("reporters", "count", lambda card, lang: f"{len(card)} {lang}")

        assert "1 zh" == tk.render(judged(tmp_path, one), reporter="acme.count", host=one)

    def test_names(self):
        """Names of a plugin have its namespace before them, and know where they come from."""
        (found,) = registering("kinds", "uptime", uptime).registry("kinds", "acme").values()

        assert Contribution("acme.uptime", uptime, {}, "acme", ORIGIN) == found


NONSENSE = [
    pytest.param(raising(ValueError("boom")), "ValueError: boom", id="raises"),
    pytest.param(raising(SystemExit(1)), "SystemExit: 1", id="exits"),
    pytest.param(lambda *_: None, "NoneType", id="nothing"),
    pytest.param(lambda *_: "on track", "answered with", id="text"),
]


class TestFailing:
    """What fails when it is called is `error`, with whose it is; everything else is judged."""

    def fault(self, card, name="theirs"):
        """The message of a target's fault, when all others are judged."""
        assert tk.Status.ERROR is card[name].status
        assert tk.Reason.PLUGIN_FAILED is card[name].reason
        assert 1 == card.counts()["error"]
        assert {tk.Status.ACHIEVED} <= {a.status for a in card.values()}
        assert ORIGIN == card[name].fault.distribution
        for reporter in ("table", "json"):
            assert card[name].fault.message[:40] in tk.render(card, reporter=reporter)
        assert tk.explain(card[name], lang="en")
        return card[name].fault.message

    @pytest.mark.parametrize(("kind", "words"), NONSENSE)
    def test_kind(self, tmp_path, kind, words):
        """A kind that raises or answers with something else leaves the other targets judged."""
        card = judged(tmp_path, registering("kinds", "uptime", kind), PLAN + TARGET, [BOOK])

        assert words in self.fault(card)
        assert "targetkit_kinds" == card["theirs"].fault.hook

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            (
                {"points": (tk.Point(DAY, 12.5),)},
                "point of 2023-06-30: 12.5 is a float; expected a Decimal or Fraction",
            ),
            ({"points": (tk.Point(DAY, Decimal(1), 0.5),)}, "half of a point: 0.5 is a float"),
            ({"points": [tk.Point(DAY, Decimal(1))]}, "the points are not a tuple of Point"),
            ({"points": (tk.Point(DAY, Decimal(1)),) * 2}, "the points are not in the order of their days"),
            ({"points": (tk.Point(dt.date(2023, 7, 1), Decimal(1)),)}, "after the day of the judgement"),
            ({"goal": 10}, "goal: 10 is a int; expected a Goal"),
            ({"unit": None}, "unit: None is a NoneType; expected a str"),
            ({"path": tk.Path(((DAY, 0.5),))}, "path: 0.5 is a float"),
            ({"start": tk.Point(DAY, 0.1)}, "0.1 is a float"),
        ],
    )
    def test_unsound_trajectory(self, tmp_path, changes, words):
        """A trajectory with a float in it, without order, or of the future is refused before it is judged."""

        def kind(target, book, as_of):
            return attrs.evolve(uptime(target, book, as_of), **changes)

        card = judged(tmp_path, registering("kinds", "uptime", kind), PLAN + TARGET, [BOOK])

        assert words in self.fault(card)

    @pytest.mark.parametrize(
        ("evaluator", "words"),
        [
            *NONSENSE,
            pytest.param(
                lambda _: tk.Judgement("on_track", tk.Reason.ON_PACE),
                "status: 'on_track' is a str",
                id="text as status",
            ),
        ],
    )
    def test_evaluator(self, tmp_path, evaluator, words):
        """A method that raises or answers with something else leaves the other targets judged."""
        text = PLAN + TARGET.replace("acme.uptime", "count").replace("throughout: true", "rating: mine")
        text = text.replace(
            "theirs: {kind: count, indicator: signed, at_least: 10 个",
            "theirs: {kind: count, indicator: signed, at_least: 30 个",
        )
        text += "ratings:\n  mine: {evaluator: acme.flat}\n"
        card = judged(tmp_path, registering("evaluators", "flat", lambda: evaluator), text, [BOOK])

        assert words in self.fault(card)
        assert "targetkit_evaluators" == card["theirs"].fault.hook

    @pytest.mark.parametrize(("read", "words"), NONSENSE)
    def test_source(self, tmp_path, read, words):
        """A source that fails is named with the file."""
        (tmp_path / "a.dat").write_text("7 个", encoding="utf-8")
        one = registering("sources", "dat", read)
        plan = tk.load_plan(plan_file(tmp_path), host=one)
        with pytest.raises(tk.BookError) as caught:
            tk.open_book(plan, tmp_path / "a.dat", host=one)

        (found,) = caught.value.diagnostics
        assert "TKP301" == found.code
        assert f"source acme.dat ({ORIGIN}, targetkit_sources): " in found.message
        assert words in found.message
        assert str(tmp_path / "a.dat") == found.place.file

    @pytest.mark.parametrize(("check", "words"), NONSENSE)
    def test_rule(self, tmp_path, check, words):
        """A rule that fails is a finding; the other rules are asked."""
        text = PLAN + "      again: {kind: count, indicator: signed, at_least: 9 个}\n"
        found = tk.check_plan(plan_file(tmp_path, text), host=registering("rules", "X1", check)).diagnostics

        assert ["TKP301", "TKQ504"] == [d.code for d in found]
        assert f"rule acme.X1 ({ORIGIN}, targetkit_rules): " in found[0].message
        assert words in found[0].message or "Diagnostic" in found[0].message
        assert 5 == found[0].place.line

    @pytest.mark.parametrize(("render", "words"), NONSENSE[:3])
    def test_reporter(self, tmp_path, render, words):
        """A reporter that fails is named."""
        one = registering("reporters", "x", render if words == "NoneType" else lambda card, lang: render())
        if words == "NoneType":
            one = registering("reporters", "x", lambda card, lang: None)
        card = judged(tmp_path, one)
        with pytest.raises(tk.PluginError, match=words) as caught:
            tk.render(card, reporter="acme.x", host=one)

        assert "TKP301" == the_code(caught)
        assert f"reporter acme.x ({ORIGIN}, targetkit_reporters): " in caught.value.message

    def test_reporter_of_a_missing_plugin(self, tmp_path):
        """It is the plugin that is said to be missing, not the reporter."""
        card = judged(tmp_path, host(module(targetkit_units=lambda register: None)))
        with pytest.raises(tk.NotFoundError, match="no installed plugin has the namespace 'acme'"):
            tk.render(card, reporter="acme.x", host=Host(entries=list))

    @pytest.mark.parametrize("units", ["nonsense", "@group count\n    个 = 1 件\n@end\n"])
    def test_units(self, tmp_path, units):
        """Units that cannot be read, or take another's name, are refused by name, at `uses`."""
        path = plan_file(tmp_path)
        (found,) = tk.check_plan(path, host=registering("units", "x", units)).diagnostics

        assert ("TKP204", 5) == (found.code, found.place.line)
        assert ORIGIN in found.message
        assert "acme.x" in found.message
        with pytest.raises(tk.PlanError, match="missing or broken"):
            tk.load_plan(path, host=registering("units", "x", units))


class TestBrokenHooks:
    """A plan whose plugin is broken is said to be so where it names the plugin."""

    def test_check(self, tmp_path):
        """The plugin's fault stands at the line of `uses`, with the line itself."""
        one = host(module(targetkit_kinds=lambda register: raising(ValueError("boom"))(register)))
        found = tk.check_plan(plan_file(tmp_path, PLAN + TARGET), host=one).diagnostics

        assert ["TKP103", "TKV110"] == [d.code for d in found]
        assert (5, 7, "uses: [acme]") == (found[0].place.line, found[0].place.column, found[0].line)
        assert "targetkit_kinds raised ValueError: boom" in found[0].message
        assert ORIGIN in found[0].message

    def test_load(self, tmp_path):
        """Loading raises with the plugin's fault first, and what follows from it."""
        one = host(module(targetkit_kinds=lambda register: raising(ValueError("boom"))(register)))
        with pytest.raises(tk.PlanError, match="uses a plugin that is missing or broken") as caught:
            tk.load_plan(plan_file(tmp_path, PLAN + TARGET), host=one)

        assert ["TKP103", "TKV110"] == [d.code for d in caught.value.diagnostics]

    def test_missing(self, tmp_path):
        """So is one that is not installed."""
        found = tk.check_plan(plan_file(tmp_path), host=Host(entries=list)).diagnostics

        assert [("TKP101", 5)] == [(d.code, d.place.line) for d in found]

    @pytest.mark.parametrize("sort", ["rules", "evaluators", "ratings"])
    def test_other_hooks(self, tmp_path, sort):
        """`check` finds every hook of a used plugin that raises while it asks for it."""
        one = host(module(**{f"targetkit_{sort}": lambda register: raising(ValueError("boom"))(register)}))
        text = PLAN + "ratings:\n  mine: {evaluator: pace}\n"
        found = tk.check_plan(plan_file(tmp_path, text), host=one).diagnostics

        assert [("TKP103", 5)] == [(d.code, d.place.line) for d in found]

    def test_methods_that_are_gone(self, tmp_path):
        """Targets whose method cannot be had are `error` and name the plugin; the others are judged."""
        text = PLAN + TARGET.replace("acme.uptime", "count").replace("throughout: true", "rating: mine")
        text += "ratings:\n  mine: {evaluator: acme.flat}\n"
        one = host(module(targetkit_evaluators=lambda register: raising(ValueError("boom"))(register)))
        card = judged(tmp_path, one, text, [BOOK])

        assert tk.Status.ERROR is card["theirs"].status
        assert tk.Status.ACHIEVED is card["own"].status
        assert ORIGIN in card["theirs"].fault.message
        assert ["TKP103"] == [d.code for d in card.diagnostics]


SLOW = "import time\ntime.sleep(3)\n"
BROKEN = "raise ImportError('no module named acme')\n"
EXITING = "raise SystemExit(7)\n"
FINE = """
    from targetkit.hooks import hookimpl

    @hookimpl
    def targetkit_kinds(register):
        register("uptime", lambda target, book, as_of: None)
"""


def installed(folder, code, *, namespace="acme", dist="acme_targets"):
    """Install a plugin into a folder."""
    (folder / f"{dist}.py").write_text(textwrap.dedent(code), encoding="utf-8")
    info = folder / f"{dist}-1.2.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist.replace('_', '-')}\nVersion: 1.2\n")
    (info / "entry_points.txt").write_text(f"[targetkit]\n{namespace} = {dist}\n")


def run(folder, *arguments):
    """Run the command line with the plugins of a folder: exit code, what it printed, and its complaints."""
    path = os.pathsep.join([str(folder), *filter(None, [os.environ.get("PYTHONPATH", "")])])
    done = subprocess.run(
        [sys.executable, "-m", "targetkit", *arguments],
        env={**os.environ, "PYTHONPATH": path},
        cwd=folder,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stdout + done.stderr
    return done.returncode, done.stdout, done.stderr


class TestInstalled:
    """The same with distributions that are installed, in a process of its own."""

    @pytest.mark.parametrize("code", [SLOW, BROKEN, EXITING])
    def test_nothing_is_imported_that_is_not_used(self, tmp_path, code):
        """`--version`, `plugins` and `check` of a plan that does not use it neither wait nor fail."""
        installed(
            tmp_path, code + f"\npathlib = __import__('pathlib')\npathlib.Path({str(tmp_path / 'seen')!r}).touch()\n"
        )
        plan = plan_file(tmp_path, PLAN.replace("uses: [acme]\n", ""))

        assert 0 == run(tmp_path, "--version")[0]
        code, out, _ = run(tmp_path, "plugins")
        assert (0, True) == (code, "acme  acme-targets 1.2  (acme_targets)\n" in out)
        assert 0 == run(tmp_path, "check", plan.name)[0]
        assert 0 == run(tmp_path, "status", plan.name, "--as-of", "2023-06-30")[0]
        assert not (tmp_path / "seen").exists()
        assert not list(tmp_path.rglob("acme_targets*.pyc"))

    @pytest.mark.parametrize(
        ("code", "words"), [(BROKEN, "ImportError: no module named acme"), (EXITING, "SystemExit: 7")]
    )
    def test_broken(self, tmp_path, code, words):
        """A plan that uses a broken plugin gets a coded diagnostic with distribution, version and place."""
        installed(tmp_path, code)
        plan = plan_file(tmp_path)
        done, out, _ = run(tmp_path, "check", plan.name)

        assert 1 == done
        assert "error TKP102 plugin-import-failed: plugin acme (acme-targets 1.2, acme_targets)" in out
        assert words in out
        assert "--> p.targets.yaml:5:7" in out
        done, out, err = run(tmp_path, "status", plan.name, "--as-of", "2023-06-30")
        assert (1, "") == (done, out)
        assert words in err

    def test_contents(self, tmp_path):
        """`plugins --contents` loads each plugin, lists what it has, and reports the broken ones."""
        installed(tmp_path, FINE)
        installed(tmp_path, BROKEN, namespace="bad", dist="bad_targets")
        done, out, err = run(tmp_path, "plugins", "--contents")

        assert 1 == done
        assert "    kinds: acme.uptime\n" in out
        assert "bad  bad-targets 1.2" in out
        assert "TKP102" in err

    def test_clash(self, tmp_path):
        """Two distributions with one namespace are listed, and refused by name."""
        installed(tmp_path, FINE)
        installed(tmp_path, FINE, dist="other_targets")
        plan = plan_file(tmp_path, PLAN + TARGET)
        done, out, err = run(tmp_path, "plugins")

        assert 1 == done
        assert 2 == out.count("CLASH")
        assert "claimed by acme-targets 1.2 and other-targets 1.2" in err
        done, out, _ = run(tmp_path, "check", plan.name)
        assert 1 == done
        assert "TKP201" in out

    def test_plan_of_a_missing_plugin(self, tmp_path):
        """A plan of a plugin that is not there could not be checked: exit code 3."""
        done, out, err = run(tmp_path, "check", "acme:2023")

        assert (3, "") == (done, out)
        assert "pip install targetkit-acme" in err

    def test_failing_kind(self, tmp_path):
        """`status` prints everything else, says what failed on stderr, and exits with 1."""
        installed(tmp_path, FINE)
        plan = plan_file(tmp_path, PLAN + TARGET)
        done, out, err = run(tmp_path, "status", plan.name, "--as-of", "2023-06-30", "--lang", "en")

        assert 1 == done
        assert "own" in out
        assert "error TKP301 plugin-call-failed: acme-targets 1.2, targetkit_kinds: kind acme.uptime" in err
        assert pathlib.Path(plan).read_text(encoding="utf-8") == PLAN + TARGET


class TestTutorial:
    """The plugin of docs/how-to/write-a-plugin.md works as the page says."""

    def test_as_written(self, tmp_path):
        """Its files, put where the page says, give what the page shows."""
        page = (pathlib.Path(__file__).parents[1] / "docs/how-to/write-a-plugin.md").read_text(encoding="utf-8")
        blocks = re.findall(r"^```(\w+)(?: title=(\S+))?\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
        files = {name: text for _, name, text in blocks if name}
        shown = [text for sort, _, text in blocks if sort == "console"]
        assert {"pyproject.toml", "acme.py", "acme-2023.targets.yaml", "acme-2023.csv"} == set(files)
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        project = tomllib.loads(files["pyproject.toml"])["project"]
        info = tmp_path / f"{project['name'].replace('-', '_')}-{project['version']}.dist-info"
        info.mkdir()
        (info / "METADATA").write_text(
            f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n"
        )
        ((namespace, target),) = project["entry-points"]["targetkit"].items()
        (info / "entry_points.txt").write_text(f"[targetkit]\n{namespace} = {target}\n")

        commands = 0
        for block in shown:
            for command, expected in re.findall(r"^\$ targetkit (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE):
                done, out, err = run(tmp_path, *shlex.split(command))
                commands += 1
                got = re.sub(
                    r"^(?!acme)\w+  \S+ \S+  \(.*\n(    .*\n)*", "", out, flags=re.MULTILINE
                )  # others installed

                assert (0, "") == (done, err)
                assert expected.split() == got.split()
        assert commands
