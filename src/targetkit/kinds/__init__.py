"""The built-in kinds: each turns a target and a book into a trajectory."""

from targetkit.kinds.cadence import CADENCE
from targetkit.kinds.composite import ALL_OF, ANY_OF
from targetkit.kinds.growth import DECLINE, GROWTH
from targetkit.kinds.level import AMOUNT, COUNT, RANK, RATIO
from targetkit.kinds.milestone import MILESTONE

__all__ = ["ALL_OF", "AMOUNT", "ANY_OF", "CADENCE", "COUNT", "DECLINE", "GROWTH", "MILESTONE", "RANK", "RATIO"]
