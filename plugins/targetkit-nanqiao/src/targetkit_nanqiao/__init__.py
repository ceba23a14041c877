"""The 2023 plan of the Nanqiao economic development zone (南谯经开区), as a plugin of targetkit.

The plan is `nanqiao:2023`: 38 targets and 39 commitments, each with the words of the document that was published on
2022-12-31. It comes with two tables of readings:

- `observations-2022.csv`: what the same document prints for 2022 and no target of 2023 uses. Opened always.
- `examples/actuals-2023.csv`: readings for 2023 that are **invented**, so that there is something to judge. Opened only
  on request.
"""

from pathlib import Path
from typing import Protocol

from targetkit.hooks import hookimpl

__all__ = ["RegisterPlan", "targetkit_plans"]

_FOLDER = Path(__file__).parent


class RegisterPlan(Protocol):
    """What the host hands to `targetkit_plans`."""

    def __call__(
        self, name: str, path: Path, *, examples: Path | None = None, observations: tuple[Path, ...] = ()
    ) -> None:
        """Take a plan under a name.

        Args:
            name: The name within the plugin's namespace.
            path: The plan file.
            examples: A table or folder of invented readings, opened on request.
            observations: Tables that belong to the plan and are opened with it.
        """


@hookimpl
def targetkit_plans(register: RegisterPlan) -> None:
    """Register the plan as `2023`, that is `nanqiao:2023`."""
    register(
        "2023",
        _FOLDER / "nanqiao-2023.targets.yaml",
        examples=_FOLDER / "examples" / "actuals-2023.csv",
        observations=(_FOLDER / "observations-2022.csv",),
    )
