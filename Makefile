# Everything that people do with the project. GNU make 3.81 or newer; Python 3.11 or newer.
PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo $$p; break; }; done)
BIN := .venv/bin

.PHONY: demo test check lint lock translations generate examples benchmarks benchmarks-nation benchmarks-files benchmarks-load differential nothing-lost fuzz fuzz-http figures outputs screenshots clean

demo: .venv/runtime ## The Sörmland landscape in the local graph, the map open in a browser
	$(BIN)/landskap demo

test: .venv/development ## Lint, types and all tests, on a real graph and in a real browser
	$(BIN)/python tests/prerequisites.py
	$(MAKE) lint
	$(BIN)/python -m pytest --numprocesses auto

check: .venv/development lint ## The same on the local server alone, without what is slow, and properties with few examples
	LANDSKAP_TEST_SERVERS=local $(BIN)/python -m pytest -m "not slow" --hypothesis-profile few --numprocesses auto

lint: .venv/development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/hadolint Dockerfile

N ?= 2000
SEED ?= 1
differential: .venv/development ## N histories of random changes into every server, from SEED on: the same answers everywhere
	LANDSKAP_DIFFERENTIAL=$(N) LANDSKAP_SEED=$(SEED) $(BIN)/python -m pytest --timeout 0 tests/queries/test_differential.py

ROUNDS ?= 500
NEO4J_ROUNDS ?= 50
nothing-lost: .venv/development ## ROUNDS kills on the local server and NEO4J_ROUNDS on each Neo4j, from SEED on: nothing is lost
	LANDSKAP_KILLS=$(ROUNDS) LANDSKAP_KILLS_NEO4J=$(NEO4J_ROUNDS) LANDSKAP_SEED=$(SEED) \
		$(BIN)/python -m pytest -s --timeout 0 tests/queries/test_nothing_lost.py

SECONDS ?= 600
fuzz: .venv/development ## Damaged workbooks, CSV, JSON and event logs for SECONDS, from SEED on: clear errors, never a traceback
	LANDSKAP_FUZZ_SECONDS=$(SECONDS) LANDSKAP_SEED=$(SEED) $(BIN)/python -m pytest -s --timeout 0 tests/loaders/test_fuzzing.py

fuzz-http: .venv/development ## Odd requests to the pages and JSON for SECONDS, from SEED on
	$(BIN)/python -m tests.http_fuzzing $(SECONDS) $(SEED)

benchmarks: .venv/development ## The figures that the README quotes
	$(BIN)/python -m benchmarks

FACTOR ?= 0.01
LOAD_UP_TO ?= $(FACTOR)
benchmarks-nation: .venv/development ## The figures at a nation's size (FACTOR=1), or at a part of it
	$(BIN)/python tests/prerequisites.py
	$(BIN)/python -m benchmarks.nation_figures --factor $(FACTOR) --load-up-to $(LOAD_UP_TO)

ROWS ?= 100000
benchmarks-files: .venv/development ## What a workbook or a folder of ROWS rows costs to load, and to plan again
	$(BIN)/python tests/prerequisites.py
	$(BIN)/python -m benchmarks.file_figures --rows $(ROWS)

benchmarks-load: .venv/development ## The pages under load beside a bare handler, and 200 readers for a minute, on the local server and on Neo4j
	$(BIN)/python tests/prerequisites.py
	$(BIN)/python -m benchmarks.load

generate: .venv/development ## What follows from the vocabulary: query texts and reference pages
	$(BIN)/python -m tools.query_texts
	$(BIN)/python -m tools.reference

examples: .venv/development ## The answers that the description of the JSON interface shows, asked for anew
	$(BIN)/python -m tools.api_examples

translations: .venv/development ## The messages that users read, out of the sources and into the catalogue
	$(BIN)/pybabel -q extract -F babel.cfg -k Text:1 -k PluralText:1,2 -k _:1 -k About:2 --no-location --sort-output --project landskap \
		--copyright-holder Landskap -o model/locale/landskap.pot model queries loaders viz api
	$(BIN)/pybabel -q update -D landskap -i model/locale/landskap.pot -d model/locale -l sv --no-fuzzy-matching --ignore-pot-creation-date
	$(BIN)/pybabel -q compile -D landskap -d model/locale -l sv --statistics

COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate \
	--no-emit-index-url --no-emit-find-links
lock: .venv/development ## The dependencies with their hashes, for all platforms
	$(BIN)/python -m pip install --quiet uv
	$(COMPILE) pyproject.toml --group build -o requirements.txt
	$(COMPILE) pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

figures: .venv/development ## How the code is cut and named: lengths, names, docstrings
	$(BIN)/python -m tests.figures

OUT ?= out
outputs: .venv/development ## All that is made of both seeds, in the folder OUT: two states of the code are compared by diff -r
	$(BIN)/python -m tests.outputs $(OUT)

screenshots: .venv/development ## A picture of every page in every form (light, dark, narrow, forced colours, more contrast, print), in the folder OUT
	$(BIN)/python -m tests.screenshots $(OUT)

clean:
	rm -rf .venv .cache dist

.venv/created:
	@test -n "$(PYTHON)" || { echo "Landskap needs Python 3.11 or newer. Install it, or say: make $(MAKECMDGOALS) PYTHON=/path/to/python"; exit 1; }
	$(PYTHON) -m venv .venv
	touch $@

.venv/runtime: .venv/created requirements.txt pyproject.toml
	@echo "Setting up in .venv (about half a minute the first time) ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/development: .venv/created requirements-dev.txt pyproject.toml
	@echo "Setting up in .venv with what the tests need ..."
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch .venv/runtime $@
