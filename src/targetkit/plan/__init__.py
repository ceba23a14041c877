"""Plans: what they hold, and how they are read from and written to files."""

from targetkit.plan.model import Amendment, Commitment, Issue, Plan, Rating, Section, Source

__all__ = ["Amendment", "Commitment", "Issue", "Plan", "Rating", "Section", "Source"]
