"""The words for people, in Chinese and in English: statuses, reasons, bound words, headings, sentences, figures.

The Chinese terms are those of a statistics office (时序进度, 完成率, 百分点), the English ones those of official
statistics and of monitoring and evaluation. Codes never change with the words.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final, TypeAlias

from targetkit import exact
from targetkit.exact import INFINITY, Number
from targetkit.interval import Interval, Value
from targetkit.language import Language
from targetkit.status import Reason, Status

__all__ = ["GLOSSARY", "SYMBOLS", "amount", "clean", "computed", "day", "language", "limits", "number", "say", "share"]

_Words: TypeAlias = Mapping[str, tuple[str, str]]

_STATUS: Final[_Words] = MappingProxyType(
    {
        Status.ACHIEVED: ("已达成", "achieved"),
        Status.MISSED: ("未达成", "missed"),
        Status.ON_TRACK: ("进度正常", "on track"),
        Status.AT_RISK: ("进度滞后", "at risk"),
        Status.OFF_TRACK: ("明显滞后", "off track"),
        Status.NOT_DUE: ("未到期", "not due"),
        Status.NO_DATA: ("无数据", "no data"),
        Status.INDETERMINATE: ("无法判定", "indeterminate"),
        Status.NARRATIVE: ("非量化", "narrative"),
        Status.ERROR: ("出错", "error"),
    }
)

SYMBOLS: Final[Mapping[Status, str]] = MappingProxyType(
    {
        Status.ACHIEVED: "√",
        Status.MISSED: "×",
        Status.ON_TRACK: "+",
        Status.AT_RISK: "!",
        Status.OFF_TRACK: "!!",
        Status.NOT_DUE: "-",
        Status.NO_DATA: ".",
        Status.INDETERMINATE: "?",
        Status.NARRATIVE: "=",
        Status.ERROR: "#",
    }
)
"""A sign for each status that can be told apart without colour, in any Chinese or Western character set."""

_REASON: Final[_Words] = MappingProxyType(
    {
        Reason.BOUND_KEPT: ("到期数据符合目标要求", "the figure at the deadline meets the target"),
        Reason.BOUND_BROKEN: ("到期数据不符合目标要求", "the figure at the deadline does not meet the target"),
        Reason.CANNOT_CHANGE: ("结果已定,后续数据不会改变", "the outcome is settled before the deadline"),
        Reason.ON_PACE: ("符合应有进度", "keeping up with the expected path"),
        Reason.BEHIND_PACE: ("不及应有进度", "behind the expected path"),
        Reason.FAR_BEHIND_PACE: ("远不及应有进度", "far behind the expected path"),
        Reason.BOUND_MET_NOW: ("目前已达到目标水平,以到期数据为准", "the latest figure meets the target"),
        Reason.NEAR_BOUND: ("目前接近目标", "the latest figure is close to the target"),
        Reason.FAR_FROM_BOUND: ("目前距目标较远", "the latest figure is far from the target"),
        Reason.IN_DUE_RANGE: ("已进入完成时限区间,尚未完成", "the due window is open and it is not done yet"),
        Reason.BY_RULE: ("按考核规则判定", "decided by the rating rule"),
        Reason.NOT_BEGUN: ("目标期尚未开始", "the target period has not begun"),
        Reason.WAITING: ("前置事项尚未完成", "what it depends on has not happened yet"),
        Reason.NO_OBSERVATION: ("尚未报送数据", "nothing has been reported yet"),
        Reason.STALE: ("数据逾期未更新", "the data are out of date"),
        Reason.BASELINE_MISSING: ("缺少基期数据", "the baseline figure is missing"),
        Reason.REFERENCE_MISSING: ("缺少参照数据或目标值未定", "the figure it refers to is missing or not set"),
        Reason.MEMBERS_MISSING: ("名单不全", "not every member has been named"),
        Reason.NO_PARTS: ("没有可汇总的分项", "there are no parts to roll up"),
        Reason.BASIS_MISMATCH: ("价格口径不一致,不能直接比较", "the price bases differ and cannot be compared"),
        Reason.BASELINE_MISMATCH: ("基期指标与目标口径不符", "the baseline measures something else"),
        Reason.BASELINE_VAGUE: ("基期数为约数,无法推算", "the baseline is only approximate"),
        Reason.BASE_NOT_POSITIVE: ("基数为零或负数,增速没有意义", "a growth rate needs a baseline above zero"),
        Reason.TOTAL_FELL: ("累计数不升反降,数据有矛盾", "a cumulative total went the wrong way"),
        Reason.STRADDLES_BOUND: ("数据为约数,跨在目标线两侧", "the approximate figure lies on both sides of the bound"),
        Reason.DEADLINE_NOT_READ: ("缺少截止时点的数据", "there is no figure for the deadline itself"),
        Reason.AWAITING_FINAL: ("已到期,等待最终数据", "past the deadline, awaiting the final figure"),
        Reason.SIGN_CHANGE: ("数值正负变号,方法不适用", "the sign changes, so the method does not apply"),
        Reason.TOO_SHORT: ("数据期数太少", "the series is too short"),
        Reason.RULE_SILENT: ("考核规则未涵盖此情形", "the rating rule does not cover this case"),
        Reason.STRADDLES_BAND: ("数据为约数,跨两个档次", "the approximate figure falls into two bands"),
        Reason.PLUGIN_FAILED: ("插件运行失败", "a plugin failed"),
        Reason.REVIEWED_BY_PEOPLE: ("定性表述,由人评议", "reviewed by people, not scored"),
        Reason.FRAGILE: ("受四舍五入影响,判定不稳", "within the printed rounding the verdict could differ"),
        Reason.GAP_IN_SERIES: ("数据有缺期", "there are gaps in the series"),
        Reason.TOTALS_DIFFER: ("累计数与各期之和不符", "totals and the sum of their periods disagree"),
        Reason.PROFILE_PARTIAL: ("上年同期数据不全", "last year's figures are incomplete"),
        Reason.PROXY_BASELINE: ("基期用相近指标代替", "the baseline is a proxy"),
        Reason.PROVISIONAL_BASELINE: ("基期数为初步数", "the baseline is provisional"),
        Reason.ASSUMED: ("部分内容原文未写明,系推定", "part of it is assumed, not in the source"),
    }
)

_NAMES: Final[_Words] = MappingProxyType(
    {
        # grades, baselines, finality
        "grade.expected": ("预期", "expected"),
        "grade.committed": ("确保", "committed"),
        "grade.aspirational": ("力争", "aspirational"),
        "match.exact": ("口径一致", "same indicator"),
        "match.proxy": ("以相近指标代替", "proxy"),
        "match.mismatch": ("口径不符", "mismatch"),
        "match.none": ("无基期数", "none"),
        "finality.provisional": ("初步数", "provisional"),
        "finality.final": ("最终数", "final"),
        # kinds
        "kind.growth": ("增长", "growth"),
        "kind.decline": ("下降", "decline"),
        "kind.count": ("个数", "count"),
        "kind.amount": ("数额", "amount"),
        "kind.ratio": ("比率", "ratio"),
        "kind.rank": ("位次", "rank"),
        "kind.milestone": ("节点", "milestone"),
        "kind.cadence": ("按期", "cadence"),
        "kind.all_of": ("全部完成", "all of"),
        "kind.any_of": ("完成其一", "any of"),
        # bounds
        "at_least": ("不低于", "at least"),
        "at_least.count": ("不少于", "at least"),
        "more_than": ("超过", "more than"),
        "at_most": ("不超过", "at most"),
        "less_than": ("低于", "less than"),
        "less_than.count": ("少于", "fewer than"),
        "at_most.rank": ("前", "at most"),
        "about": ("约", "about"),
        "every.day": ("每日", "every day"),
        "every.week": ("每周", "every week"),
        "every.month": ("每月", "every month"),
        "every.quarter": ("每季度", "every quarter"),
        "every.half": ("每半年", "every half-year"),
        "every.year": ("每年", "every year"),
        "months": ("月", "month"),
        "days": ("日", "day"),
        "years": ("年", "year"),
    }
)

_TABLE: Final[_Words] = MappingProxyType(
    {
        "section": ("章节", "Section"),
        "target": ("目标", "Target"),
        "required": ("应达", "Required"),
        "attained": ("已达", "Attained"),
        "completion": ("完成率", "Complete"),
        "calendar": ("时序进度", "Calendar"),
        "status": ("状态", "Status"),
        "note": ("备注", "Note"),
        "as_of": ("截至{day}", "as of {day}"),
        "known": ("采用{day}前(含当日)已知的数据", "data known by {day}"),
        "invented": ("注意:示例数据,纯属虚构", "Note: the figures are invented example data"),
        "summary": ("合计 {n} 项目标", "{n} targets"),
        "commitments": (
            "{n} 项承诺为定性表述,由人评议,不计分",
            "{n} narrative commitments: reviewed by people, not scored",
        ),
        "commitment": (
            "{n} 项承诺为定性表述,由人评议,不计分",
            "{n} narrative commitment: reviewed by people, not scored",
        ),
        "units": ("单位:{units}", "Units: {units}"),
        "yields": ("让位不计", "yielding"),
        "yields_to": ("与 {other} 冲突,以其为准,不计入合计", "gives way to {other}; left out of the totals"),
        "data_to": ("数据截至 {day}", "data to {day}"),
        "fragile": ("判定受四舍五入影响", "fragile: rounding could change it"),
        "by": ("{day} 前", "by {day}"),
        "done": ("已完成", "done"),
        "not_done": ("未完成", "not done"),
        "intervals": ("{every},共 {n} 期", "{every} ({n} in all)"),
        "kept": ("{n} 期", "{n}"),
        "kept_of": ("{n}/{all} 项", "{n} of {all}"),
        "falls": ("降幅 {limits}", "down {limits}"),
        "each": ("每个 {limits}", "each {limits}"),
        "all_parts": ("{n} 项全部", "all {n}"),
        "any_part": ("{n} 项之一", "one of {n}"),
        "early": ("提前达成", "ahead of the deadline"),
        "beyond_repair": ("已无法挽回", "can no longer be met"),
        "stretch": ("更高目标 {required}:{status}", "tier above {required}: {status}"),
        "unnamed": ("另有 {n} 个未列名", "{n} more still to be named"),
        "open": ("待定", "not set"),
        "and": (",且 ", " and "),
        "or": ("或", "or"),
    }
)

_EXPLAIN: Final[_Words] = MappingProxyType(
    {
        "colon": (":", ": "),
        "comma": (",", ", "),
        "semicolon": (";", "; "),
        "list": ("、", ", "),
        "stop": ("。", "."),
        "aside": ("({words})", " ({words})"),
        "quoted": ("“{words}”", "“{words}”"),
        # the verdict
        "verdict": ("{status}({reason})", "{status} ({reason})"),
        "verdict.early": ("提前达成", "achieved ahead of the deadline"),
        "verdict.lost": ("未达成(已无法挽回)", "missed (it can no longer be met)"),
        "by_then": ("截至{day}已达 {attained}", "{attained} by {day}"),
        "by_then.rate": ("截至{day}增速为 {attained}", "growth of {attained} by {day}"),
        "by_then.cap": ("截至{day}为 {attained}", "{attained} by {day}"),
        "by_then.lead": ("截至{day}领先 {attained}", "a lead of {attained} by {day}"),
        "is_done": ("{day}已完成", "done by {day}"),
        "is_not_done": ("截至{day}未完成", "not done by {day}"),
        "completed": ("完成率 {share}", "{share} of what is required"),
        "ahead": ("快于{path} {gap} 个百分点", "{gap} percentage points ahead of {path}"),
        "behind": ("慢于{path} {gap} 个百分点", "{gap} percentage points behind {path}"),
        "over": ("超出{path} {gap} 个百分点", "{gap} percentage points over {path}"),
        "under": ("低于{path} {gap} 个百分点", "{gap} percentage points under {path}"),
        "level": ("与{path}持平", "level with {path}"),
        "path.calendar": ("时序进度", "the calendar"),
        "path.other": ("应有进度", "the expected path"),
        "only_known": ("仅采用{day}前(含当日)已知的数据", "Only data known by {day} were used"),
        "beside": ("另注:{reasons}", "Also noted: {reasons}"),
        # headings
        "head.promise": ("目标内容", "What was promised"),
        "head.arithmetic": ("演算", "The arithmetic"),
        "head.lacking": ("缺什么、怎么办", "What is lacking, and what to do"),
        "head.flip": ("怎样会改变判定", "What would change the verdict"),
        "head.data": ("所用数据", "The data used"),
        "head.parts": ("分项", "The parts"),
        "head.rule": ("判定规则", "The rule"),
        # what was promised
        "quote": ("原文", "Source"),
        "lead_words": ("承前“{words}”", "under “{words}”"),
        "title": ("名称", "Title"),
        "kind": ("类型", "Kind"),
        "bound": ("要求", "Bound"),
        "unit": ("单位", "Unit"),
        "grade": ("级别", "Grade"),
        "deadline": ("期限", "Deadline"),
        "due": ("{day}(含当日)", "{day} (inclusive)"),
        "due.range": ("{since}至{day}(含首尾两日)", "{since} to {day} (both inclusive)"),
        "assumed": ("推定(原文未写明)", "Assumed, not in the source"),
        "yields": ("让位", "Gives way"),
        "owner": ("牵头", "Lead"),
        "rises": ("同比增长{bound}", "year-on-year growth of {bound}"),
        "rises.from": ("比{period}增长{bound}", "growth over {period} of {bound}"),
        "falls": ("同比下降{bound}", "year-on-year decline of {bound}"),
        "falls.from": ("比{period}下降{bound}", "decline from {period} of {bound}"),
        "throughout": ("全程保持", "at every reading"),
        "for_each": ("逐个要求", "for each member"),
        "rises.lead": ("同比增速{bound}", "year-on-year growth of {bound}"),
        "reference": ("{of}{period}", "{of}{period}"),
        "reference.growth": ("{of}增速", "that of {of}"),
        "reference.plus": ("{of}加 {plus}", "{of} plus {plus}"),
        "tolerance": ("允许差 {figure}", "tolerance {figure}"),
        "open_figure": ("(待定:{why})", "(not set yet: {why})"),
        # the arithmetic
        "required": ("应达", "Required"),
        "upper": ("上限", "Upper end"),
        "limit": ("上限", "Limit"),
        "actual": ("目前", "So far"),
        "done_share": ("完成度", "Completion"),
        "baseline": ("基期", "Baseline"),
        "attained": ("已达", "Attained"),
        "attained.day": ("截至{day}", "by {day}"),
        "completion": ("完成率", "Completion"),
        "calendar": ("时序进度", "Calendar pace"),
        "calendar.months": ("{gone}个月 ÷ {whole}个月", "{gone} ÷ {whole} months"),
        "calendar.days": ("{gone}天 ÷ {whole}天", "{gone} ÷ {whole} days"),
        "calendar.later": (
            "数据截至日;到判定日为 {share}",
            "when the figure ends; {share} on the day of the judgement",
        ),
        "expected": ("目前应达", "Expected by then"),
        "expected.cap": ("按进度应控制在", "Allowed by then"),
        "expected.level": ("全程同一水平", "the same all the way"),
        "expected.step": ("按计划节点", "by the planned steps"),
        "expected.profile": ("按上年同期进度", "along last year's course"),
        "expected.checkpoints": ("按计划分期目标", "along the plan's checkpoints"),
        "gap": ("进度差", "Gap"),
        "gap.points": ("{figure} 个百分点", "{figure} percentage points"),
        "run_rate": ("今后每{clock}需", "Needed per {clock} from then on"),
        # what would change it
        "flip.to": ("本期数据{limits}即为“{status}”", "A figure {limits} would make it “{status}”"),
        "flip.reach": ("达到 {figure} ", "of {figure} or more"),
        "flip.within": ("不超过 {figure} ", "of {figure} or less"),
        "flip.below": ("低于 {figure} ", "below {figure}"),
        "flip.above": ("高于 {figure} ", "above {figure}"),
        "flip.revised": (
            "除非到期数据修订为 {limits},否则判定不变;修订后为“{status}”",
            "Only a revision of the figure to {limits} would change it, to “{status}”",
        ),
        "flip.goal": ("期末 {limits} 即为“已达成”", "At the deadline, {limits} makes it “achieved”"),
        "rounding": ("已达数有 ±{half}的舍入误差", "The attained figure is printed to within ±{half}"),
        "rounding.goal": (
            "应达数随基数有 ±{half}的舍入误差",
            "the required figure, through its baseline, to within ±{half}",
        ),
        "rounding.flips": ("在此误差内判定可能改变(不稳)", "within that the verdict could differ (fragile)"),
        "rounding.holds": ("在此误差内判定不变", "within that the verdict stays the same"),
        # data, parts, rule
        "known": ("{day} 得知", "known {day}"),
        "source": ("来源:{words}", "source: {words}"),
        "event": ("已办结", "done"),
        "event.not": ("未办结", "not done"),
        "as_baseline": ("基期", "baseline"),
        "growth": ("同比 {value}", "{value} year on year"),
        "part.name": ("登记名 {name}", "record as {name}"),
        "more": ("……另有 {n} 条", "… and {n} more"),
        "no_rule": ("无需方法即可判定", "settled without a method"),
        "plugin": ("插件 {words}", "plugin {words}"),
        "reason_code": ("理由:{reason} [{code}]", "reason: {reason} [{code}]"),
        "label": ("方法用语:{words}", "in the method's own word: {words}"),
        "stretch": ("另有更高目标", "The tier above"),
    }
)

_ADVICE: Final[_Words] = MappingProxyType(
    {
        "record": (
            "请以“{name}”为名登记{period}的数据{unit}",
            "record a figure for {period} under the name “{name}”{unit}",
        ),
        "record.event": (
            "请以“{name}”为名登记办结日期(值为 done),或当日的完成百分比",
            "record the day on which it was done (value `done`), or its completion in %, under the name “{name}”",
        ),
        "record.unit": ("(单位:{unit})", ", in {unit}"),
        Reason.NOT_BEGUN: (
            "目标期自{opens}开始,之前不作判定",
            "its period begins on {opens}; there is nothing to judge before",
        ),
        Reason.WAITING: ("须待“{after}”完成", "it waits for “{after}”"),
        Reason.NO_OBSERVATION: ("{record}", "{record}"),
        Reason.STALE: ("目标期已过或数据过旧;{record}", "the last figure is too old; {record}"),
        Reason.BASELINE_MISSING: (
            "缺基期 {detail};{record_detail}",
            "the baseline {detail} is missing; {record_detail}",
        ),
        Reason.REFERENCE_MISSING: (
            "缺参照数 {detail};{record_detail}",
            "the reference {detail} is missing; {record_detail}",
        ),
        "open": (
            "目标值尚未确定(“{detail}”);确定后请写入计划文件",
            "the target figure is not set yet (“{detail}”); write it into the plan once it is",
        ),
        Reason.MEMBERS_MISSING: (
            "还有 {unnamed} 个成员未列名;请在计划文件的名单中补全",
            "{unnamed} members are not named yet; add them to the group in the plan",
        ),
        Reason.NO_PARTS: ("没有分项可汇总;请在计划文件中列出分项或成员", "it has no parts; list them in the plan"),
        Reason.BASIS_MISMATCH: (
            "本期与基期(或参照)一为现价、一为可比价;请登记同一口径的数据,或以“{name}”为名登记公布的增速(单位:%)",
            "the price bases differ; record figures on one basis, or the published growth rate in % as “{name}”",
        ),
        Reason.BASELINE_MISMATCH: (
            "基期指标与目标不是同一口径,演算仅供参考;请以“{name}”为名登记本指标的基期数",
            "the arithmetic is only shown; record this indicator's own baseline figure under the name “{name}”",
        ),
        Reason.BASELINE_VAGUE: (
            "基期 {detail} 为约数;请登记准确数",
            "the baseline {detail} is approximate; record a precise figure",
        ),
        Reason.BASE_NOT_POSITIVE: (
            "基数为 {detail},不能计算增速;请改按绝对数设定目标",
            "the baseline is {detail}, of which there is no growth rate; set the target as an amount instead",
        ),
        Reason.TOTAL_FELL: (
            "“{name}”的累计数前后矛盾;请核对,并以更晚的得知日期登记更正数",
            "the totals under “{name}” contradict each other; check them and record a correction, known later",
        ),
        Reason.STRADDLES_BOUND: ("数据为约数,不足以判定;{record}", "the figure is too vague to settle it; {record}"),
        Reason.DEADLINE_NOT_READ: (
            "只有截止日前后的数据;{record}",
            "there are figures before or after the deadline only; {record}",
        ),
        Reason.AWAITING_FINAL: (
            "期限已过,仍在等待数据的宽限期内;{record}",
            "the deadline is past and its figure may still come; {record}",
        ),
        Reason.SIGN_CHANGE: (
            "数值由正变负或由负变正;请换用其他考核规则",
            "the values change their sign; choose another rating",
        ),
        Reason.TOO_SHORT: ("数据期数不够;{record}", "the method needs more figures; {record}"),
        Reason.RULE_SILENT: (
            "规则对此没有规定;请补充规则或换用其他考核规则",
            "the rule says nothing of this case; extend it or choose another rating",
        ),
        Reason.STRADDLES_BAND: ("数据为约数,不足以分档;{record}", "the figure is too vague for one band; {record}"),
        Reason.PLUGIN_FAILED: (
            "{fault};请更新或停用该插件后重试",
            "{fault}; update or remove the plugin and try again",
        ),
        "missing_part": ("请先看下列分项", "see the parts below"),
    }
)

_FALLBACK: Final[Language] = "zh"
_ALL: Final[_Words] = MappingProxyType(
    {
        **_NAMES,
        **{f"table.{key}": words for key, words in _TABLE.items()},
        **{f"explain.{key}": words for key, words in _EXPLAIN.items()},
        **{f"advice.{key}": words for key, words in _ADVICE.items()},
    }
)

COUNTERS: Final = frozenset("个家项名人户宗起件条次位座所处台辆期场篇份批栋架艘列班轮间套支")
"""Measure words, which have no English: there the number stands alone."""

GLOSSARY: Final[Mapping[str, str]] = MappingProxyType(
    {
        "元": "yuan",
        "万元": "10,000 yuan",
        "亿元": "100 million yuan",
        "万美元": "10,000 US dollars",
        "亿美元": "100 million US dollars",
        "亩": "mu (1/15 hectare)",
        "公顷": "hectares",
        "平方米": "square metres",
        "万平方米": "10,000 square metres",
        "平方公里": "square kilometres",
        "公里": "kilometres",
        "米": "metres",
        "吨": "tonnes",
        "万吨": "10,000 tonnes",
        "万人": "10,000 persons",
        "人次": "person-times",
        "天": "days",
        "分": "points",
        "万元/亩": "10,000 yuan per mu",
    }
)
"""What a unit that stays Chinese in English text means."""

_MONTHS: Final = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]


def language(lang: str | None) -> Language:
    """The language to speak: `en` for English, `zh` for everything else."""
    return "en" if lang is not None and lang.lower().partition("-")[0].partition("_")[0] == "en" else _FALLBACK


def _pair(thing: Status | Reason | StrEnum | str) -> tuple[str, str]:
    if isinstance(thing, Status):
        return _STATUS[thing]
    if isinstance(thing, Reason):
        return _REASON[thing]
    key = f"{type(thing).__name__.lower()}.{thing.value}" if isinstance(thing, StrEnum) else thing
    return _ALL[key]


def say(thing: Status | Reason | StrEnum | str, lang: str | None = None, /, **values: object) -> str:
    """The words for a status, a reason, a grade, or a key of this module such as `table.required`.

    Args:
        thing: What is to be said. A member of another enumeration is looked up as `grade.committed`.
        lang: `zh` or `en`; None and whatever is unknown mean Chinese.
        values: What is filled into a sentence.

    Raises:
        KeyError: There are no words for it.
    """
    words = _pair(thing)[language(lang) == "en"]
    return words.format_map(values) if values else words


def clean(text: str) -> str:
    """Text from a file on one line, without characters that steer a terminal."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def day(when: dt.date, lang: str | None = None) -> str:
    """A day in a sentence: `2023年6月30日`, `30 June 2023`."""
    if language(lang) == "en":
        return f"{when.day} {_MONTHS[when.month - 1]} {when.year}"
    return f"{when.year}年{when.month}月{when.day}日"


def computed(x: Number, *, places: int = 4) -> str:
    """A computed figure in full without idle zeros; `places` decimals of one that does not close."""
    text = exact.as_text(x) if isinstance(x, Decimal) else exact.rounded(x, places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def number(value: Value) -> str:
    """A value as it was printed; of a vague one both ends."""
    if not isinstance(value, Interval):
        return exact.as_text(value) if isinstance(value, Decimal) else computed(value)
    if value.hi == INFINITY:
        return f"{'>' if value.lo_open else '≥'} {computed(value.lo)}"
    if value.lo == exact.neg(INFINITY):
        return f"{'<' if value.hi_open else '≤'} {computed(value.hi)}"
    return computed(value.lo) if value.lo == value.hi else f"{computed(value.lo)}–{computed(value.hi)}"


def share(x: Number) -> str:
    """A share in % with one decimal: `51.9%`; with more where one would make it 0 or 100 and it is not."""
    text = next((t for t in (exact.rounded(x, n) for n in range(1, _FINEST)) if x in (0, 100) or t not in _ROUND), "0")
    return f"{text}%" if "." in text else f"{text}.0%"


_FINEST: Final = 10
_ROUND: Final = frozenset({"0", "0.0", "100", "100.0"})


def with_unit(figure: str, unit: str, lang: str | None = None) -> str:
    """A figure and its unit: `68.92 亿元`, `16%`; measure words are left out in English."""
    if unit in ("%", "‰", "1", ""):
        return figure + unit.replace("1", "")
    if unit == "百分点":
        unit = "pp" if language(lang) == "en" else "个百分点"
    if language(lang) == "en" and unit in COUNTERS:
        return figure
    return f"{figure} {unit}"


def amount(value: Value, unit: str, lang: str | None = None) -> str:
    """A value with its unit, as it was printed."""
    return with_unit(number(value), unit, lang)


def limits(keeps: Interval, unit: str, lang: str | None = None) -> str:
    """The numbers of an interval in signs: `≥ 132.6692 亿元`, `> 16%`, `3–5 个`."""
    low, high = keeps.lo, keeps.hi
    above = f"{'>' if keeps.lo_open else '≥'} {with_unit(computed(low), unit, lang)}"
    below = f"{'<' if keeps.hi_open else '≤'} {with_unit(computed(high), unit, lang)}"
    if high == INFINITY:
        return above
    if low == exact.neg(INFINITY):
        return below
    if keeps.lo_open or keeps.hi_open:
        return f"{above}{say('table.and', lang)}{below}"
    return with_unit(number(keeps), unit, lang)
