"""What to do where no verdict could be given."""

from types import MappingProxyType
from typing import Final

from targetkit.status import Reason
from targetkit.wording.pairs import Words

__all__ = ["ADVICE"]

ADVICE: Final[Words] = MappingProxyType(
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
