# Needs Python 3.11 or newer and make; everything else is installed into .venv from the one lock.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-print-directory

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.locked
EXAMPLE := examples/infirmiere_et_soudeur.yaml
DEMO := build/demo-backtest
# An empty PYTHON means: the newest of these that runs and is recent enough.
PYTHON ?=
PYTHONS := python3.14 python3.13 python3.12 python3.11 python3 python
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# make lock LOCK_FLAGS=--upgrade takes the newest versions; without it the pins stay where they can.
LOCK_FLAGS ?=
LOCK_TITLE := \# Every dependency, core and extras, from Python 3.11 on. Written by make lock, not by hand.

export PYTHONUTF8 := 1

.PHONY: help demo demo-backtest test drills bench lint build-check format lock clean

help: ## this list
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' Makefile

demo: $(STAMP) ## the shortlist of an example household
	@$(BIN)/ancrage shortlist $(EXAMPLE)

demo-backtest: $(STAMP) ## what the colours meant, on a small synthetic log
	@rm -rf $(DEMO)
	@$(BIN)/ancrage benchmark make --n 2000 --seed 7 --out $(DEMO)/journal
	@echo
	@$(BIN)/ancrage backtest $(DEMO)/journal/log.jsonl --facts today \
	  --groups $(DEMO)/journal/evaluation.csv --out $(DEMO)/rapport
	@echo "$(DEMO)/rapport"

test: lint build-check ## format, lint, types, contracts, snapshot, doctests and tests
	@echo "== tests"
	@$(BIN)/python -m pytest -q

drills: $(STAMP) ## the long tiers: fault drills, many seeds, install from nothing
	@echo "== drills"
	@HYPOTHESIS_PROFILE=drills $(BIN)/python -m pytest -q -m "long or hypothesis"

bench: $(STAMP) ## figures of speed, printed and not judged
	@for bench in $(sort $(wildcard benchmarks/bench_*.py)); do \
	  echo "== $$bench"; $(BIN)/python $$bench || exit 1; \
	done

lint: $(STAMP) ## format, lint, types and import contracts
	@echo "== format"; $(BIN)/ruff format --check --quiet .
	@echo "== lint"; $(BIN)/ruff check --quiet .
	@echo "== types"; $(BIN)/mypy
	@echo "== import contracts"; $(BIN)/lint-imports

# The committed tables are what the committed raw files give.
build-check: $(STAMP)
	@echo "== snapshot"; $(BIN)/python -m regions_data.build --check

format: $(STAMP) ## rewrite the code in the project's format
	@$(BIN)/ruff check --quiet --fix-only . ; $(BIN)/ruff format .

lock: $(STAMP) ## write requirements.lock again from pyproject.toml
	@grep -v '^#' requirements.lock > $(VENV)/lock
	@$(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	  --fork-strategy fewest --all-extras --only-binary :all: --generate-hashes \
	  --no-emit-index-url --no-annotate --no-header $(LOCK_FLAGS) --output-file $(VENV)/lock > /dev/null
	@{ echo "$(LOCK_TITLE)"; cat $(VENV)/lock; } > requirements.lock
	@rm $(VENV)/lock

clean: ## remove the environment and every cache
	@rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	  .import_linter_cache .grimp_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Wheels only: a source archive would be compiled with tools that no lock names.
$(STAMP): requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing the locked dependencies into $(VENV) (a minute or two the first time)"
	@$(PIP) install --quiet --require-hashes --only-binary :all: -r requirements.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

# Each candidate is run, not only looked up: a shim may exist and lead nowhere.
$(BIN)/python:
	@recent='import sys; sys.exit(sys.version_info < (3, 11))'; chosen=; \
	for python in $(or $(PYTHON),$(PYTHONS)); do \
	  if $$python -c "$$recent" 2> /dev/null; then \
	    chosen=$$python; \
	    if $$python -c 'import ensurepip, venv' 2> /dev/null; then break; fi; \
	  fi; \
	done; \
	if [ -z "$$chosen" ]; then \
	  echo "Python 3.11 or newer is needed; tried: $(or $(PYTHON),$(PYTHONS))." >&2; \
	  echo "Install one (Debian: apt-get install python3 python3-venv), or name one:" \
	    "make PYTHON=/path/to/python3" >&2; exit 1; \
	fi; \
	if ! $$chosen -c 'import ensurepip, venv' 2> /dev/null; then \
	  echo "$$chosen cannot make a virtual environment. On Debian or Ubuntu:" \
	    "apt-get install python3-venv (or $$($$chosen -c \
	    'import sys; print("python%d.%d-venv" % sys.version_info[:2])'))" >&2; exit 1; \
	fi; \
	echo "Making $(VENV) with $$($$chosen --version)"; \
	$$chosen -m venv $(VENV) || { rm -rf $(VENV); exit 1; }
