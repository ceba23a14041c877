"""The built-in evaluators: pure functions from a trajectory to a judgement, each in a file of its own."""

from targetkit.evaluators.attainment import Attainment
from targetkit.evaluators.growth_ratio import GrowthRatio
from targetkit.evaluators.ladder import Ladder
from targetkit.evaluators.pace import Pace

__all__ = ["Attainment", "GrowthRatio", "Ladder", "Pace"]
