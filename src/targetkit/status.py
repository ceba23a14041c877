"""The status of a promise and the reason for it: the closed vocabulary of every verdict."""

from enum import StrEnum
from typing import Final

__all__ = ["BESIDE", "RANK", "Reason", "Status"]


class Status(StrEnum):
    """Where a promise stands."""

    ACHIEVED = "achieved"
    """Kept; it can no longer change but by a revision."""
    MISSED = "missed"
    """Broken; it can no longer change but by a revision."""
    ON_TRACK = "on_track"
    """Not settled; the way so far is good enough."""
    AT_RISK = "at_risk"
    """Not settled; somewhat behind."""
    OFF_TRACK = "off_track"
    """Not settled; far behind."""
    NOT_DUE = "not_due"
    """Its period has not begun, or what it waits for has not come."""
    NO_DATA = "no_data"
    """There is nothing to judge."""
    INDETERMINATE = "indeterminate"
    """There are data, but they cannot settle it."""
    NARRATIVE = "narrative"
    """A commitment in words: reviewed by people, never scored."""
    ERROR = "error"
    """A plugin or a source failed: neither kept nor broken."""


class Reason(StrEnum):
    """Why a status was given. The codes are stable; the words for them are in `targetkit.wording`."""

    # settled
    BOUND_KEPT = "bound_kept"
    BOUND_BROKEN = "bound_broken"
    CANNOT_CHANGE = "cannot_change"
    # the way so far
    ON_PACE = "on_pace"
    BEHIND_PACE = "behind_pace"
    FAR_BEHIND_PACE = "far_behind_pace"
    BOUND_MET_NOW = "bound_met_now"
    NEAR_BOUND = "near_bound"
    FAR_FROM_BOUND = "far_from_bound"
    IN_DUE_RANGE = "in_due_range"
    BY_RULE = "by_rule"
    # not due
    NOT_BEGUN = "not_begun"
    WAITING = "waiting"
    # no data
    NO_OBSERVATION = "no_observation"
    STALE = "stale"
    BASELINE_MISSING = "baseline_missing"
    REFERENCE_MISSING = "reference_missing"
    MEMBERS_MISSING = "members_missing"
    NO_PARTS = "no_parts"
    # cannot be settled
    BASIS_MISMATCH = "basis_mismatch"
    BASELINE_MISMATCH = "baseline_mismatch"
    BASELINE_VAGUE = "baseline_vague"
    BASE_NOT_POSITIVE = "base_not_positive"
    TOTAL_FELL = "total_fell"
    STRADDLES_BOUND = "straddles_bound"
    DEADLINE_NOT_READ = "deadline_not_read"
    AWAITING_FINAL = "awaiting_final"
    SIGN_CHANGE = "sign_change"
    TOO_SHORT = "too_short"
    RULE_SILENT = "rule_silent"
    STRADDLES_BAND = "straddles_band"
    # failed
    PLUGIN_FAILED = "plugin_failed"
    # reviewed by people
    REVIEWED_BY_PEOPLE = "reviewed_by_people"
    # beside: listed, never deciding
    FRAGILE = "fragile"
    GAP_IN_SERIES = "gap_in_series"
    TOTALS_DIFFER = "totals_differ"
    PROFILE_PARTIAL = "profile_partial"
    PROXY_BASELINE = "proxy_baseline"
    PROVISIONAL_BASELINE = "provisional_baseline"
    ASSUMED = "assumed"


BESIDE: Final = (
    Reason.FRAGILE,
    Reason.GAP_IN_SERIES,
    Reason.TOTALS_DIFFER,
    Reason.PROFILE_PARTIAL,
    Reason.PROXY_BASELINE,
    Reason.PROVISIONAL_BASELINE,
    Reason.ASSUMED,
)
"""What may be listed beside a verdict, in the order in which it is listed."""

RANK: Final = {
    Status.MISSED: 0,
    Status.OFF_TRACK: 1,
    Status.AT_RISK: 2,
    Status.ON_TRACK: 3,
    Status.ACHIEVED: 4,
}
"""From worst to best. A status that is not in it is compared with none."""
