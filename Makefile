# Needs make and Python 3.11 or later; everything else goes into .venv.

SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PLUGIN := plugins/targetkit-nanqiao
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PIP_ROOT_USER_ACTION := ignore

.DEFAULT_GOAL := help
.PHONY: help env demo test quick check coverage bench clean

help: ## show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

env: $(VENV)/.dev ## make .venv with targetkit, its plugin and the development tools

demo: $(VENV)/.runtime ## judge the Nanqiao plan of 2023 on shipped example figures (which are invented)
	@$(BIN)/targetkit status nanqiao:2023 --as-of 2023-06-30

test: $(VENV)/.dev ## run all tests
	@$(BIN)/python -m pytest

quick: $(VENV)/.dev ## run the tests that take under a minute together
	@TARGETKIT_HYPOTHESIS=quick $(BIN)/python -m pytest -m "not slow"

check: $(VENV)/.dev ## check style, types and the direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

coverage: $(VENV)/.dev ## run all tests and show which branches they miss
	@$(BIN)/python -m pytest --cov --cov-report=term-missing

bench: $(VENV)/.dev ## time the library (benchmarks/bench_*.py)
	@shopt -s nullglob; files=(benchmarks/bench_*.py); \
	if [ $${#files[@]} -eq 0 ]; then echo "benchmarks/ has no bench_*.py" >&2; exit 1; fi; \
	for file in "$${files[@]}"; do echo "== $$file"; $(BIN)/python "$$file" || exit 1; done

clean: ## remove .venv, builds and caches
	rm -rf $(VENV) build dist $(PLUGIN)/dist .hypothesis .mypy_cache .pytest_cache .ruff_cache .import_linter_cache
	rm -rf .coverage htmlcov
	find src plugins tests docs benchmarks -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true

# The stamps: `make demo` installs what runs the program, `make test` adds the tools.

$(VENV)/.runtime: pyproject.toml $(PLUGIN)/pyproject.toml | $(VENV)/.made
	$(BIN)/python -m pip install --quiet -e . -e $(PLUGIN)
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet -r requirements-dev.txt
	@touch $@

# Debian's python3 comes without the venv module's other half (package python3-venv).
$(VENV)/.made:
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not installed; install Python 3.11 or later, or name one: make PYTHON=/path/to/python3" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "$$($(PYTHON) --version) is too old; targetkit needs Python 3.11 or later. Name another: make PYTHON=/path/to/python3" >&2; exit 1; }
	@rm -rf $(VENV); \
	if ! $(PYTHON) -m venv $(VENV) >/dev/null 2>&1; then \
		rm -rf $(VENV); \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			echo "Python has no venv module here: installing the package python3-venv"; \
			{ apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv; } >/dev/null; \
		else \
			echo "Python has no venv module here. On Debian and Ubuntu: apt-get install python3-venv (as root), then run make again." >&2; \
			exit 1; \
		fi && $(PYTHON) -m venv $(VENV) \
			|| { rm -rf $(VENV); echo "$(PYTHON) cannot make a virtual environment; see the message above." >&2; exit 1; }; \
	fi
	@touch $@
