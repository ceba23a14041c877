"""Start-up: whole processes, side by side in one run; read the ratios, machines are noisy.

Promises: `import targetkit` at most twice what `import attrs` costs over bare Python (60 ms where that is 30);
`targetkit check` of the Nanqiao plan not slower than yamllint on the same file; `targetkit status` of it, with a year
of monthly observations, at most twice that.
"""

import importlib.util
import pathlib
import statistics
import subprocess
import sys
import time

ROUNDS = 15
HERE = pathlib.Path(sys.executable).parent


def plan_file() -> str:
    """The plan that the Nanqiao plugin ships."""
    spec = importlib.util.find_spec("targetkit_nanqiao")
    if spec is None or spec.origin is None:
        sys.exit("targetkit-nanqiao is not installed: make env")
    return str(pathlib.Path(spec.origin).parent / "nanqiao-2023.targets.yaml")


def main() -> None:
    """Time every command in turn, round after round, and print medians and ratios."""
    plan = plan_file()
    tool = [str(HERE / "targetkit")]
    commands = {
        "bare Python": [sys.executable, "-c", "pass"],
        "import attrs": [sys.executable, "-c", "import attrs"],
        "import targetkit": [sys.executable, "-c", "import targetkit"],
        "yamllint": [str(HERE / "yamllint"), "-d", "relaxed", plan],
        "targetkit --version": [*tool, "--version"],
        "targetkit check": [*tool, "check", plan],
        "targetkit status": [*tool, "status", "nanqiao:2023", "--as-of", "2023-12-31"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(ROUNDS):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - the commands above
            times[name].append(time.perf_counter() - begun)
    median = {name: statistics.median(found) for name, found in times.items()}
    for name, seconds in median.items():
        print(f"{name:22}{seconds * 1000:8.0f} ms")
    bare = median["bare Python"]
    attrs = median["import attrs"] - bare
    print()
    ratios = (
        ("import targetkit / import attrs (over bare)", (median["import targetkit"] - bare) / attrs, 2),
        ("check / yamllint", median["targetkit check"] / median["yamllint"], 1),
        ("status / yamllint", median["targetkit status"] / median["yamllint"], 2),
    )
    for name, ratio, promised in ratios:
        print(f"{name:45}{ratio:5.2f}  promised <= {promised}")


if __name__ == "__main__":
    main()
