"""The words of tables of targets."""

from types import MappingProxyType
from typing import Final

from targetkit.wording.pairs import Words

__all__ = ["TABLE"]

TABLE: Final[Words] = MappingProxyType(
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
        "summary.one": ("合计 {n} 项目标", "{n} target"),
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
        "parts_silent": ("{n} 项尚未报送数据", "{n} not reported yet"),
        "breaks": ("{n} 次超出范围", "{n} outside"),
        "early": ("提前达成", "ahead of the deadline"),
        "beyond_repair": ("已无法挽回", "can no longer be met"),
        "stretch": ("更高目标 {required}:{status}", "tier above {required}: {status}"),
        "unnamed": ("另有 {n} 个未列名", "{n} more still to be named"),
        "open": ("待定", "not set"),
        "and": (",且 ", " and "),
        "or": ("或", "or"),
    }
)
