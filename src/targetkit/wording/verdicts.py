"""The words for statuses and reasons."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from targetkit.status import Reason, Status
from targetkit.wording.pairs import Words

__all__ = ["REASON", "STATUS", "SYMBOLS"]

STATUS: Final[Words] = MappingProxyType(
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

REASON: Final[Words] = MappingProxyType(
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
