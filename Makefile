# Every target sets up what it needs in .venv from requirements.lock.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
FUZZ_SECONDS ?= 60
FUZZ_FOLDER ?= .fuzz

.PHONY: run test check cookbook faults fuzz hostile lake scale lock clean
.DELETE_ON_ERROR:

run: $(READY)  ## run the whole way on samples/ and show the result
	$(BIN)/sitrep run samples
	$(BIN)/sitrep sql "SELECT date, status, visitors, country, place FROM visits ORDER BY date_start, visitors"
	$(BIN)/sitrep sql "SELECT date, status, force, action, troops_min, country FROM deployments ORDER BY date_start, force"

test: check  ## linter, formatter, type checker, tests
	$(BIN)/python -m pytest -n 2

lake: $(READY)  ## the warehouse's tests over lakes: catalog in SQLite, and in PostgreSQL where it is installed
	$(BIN)/python -m pytest -n 2 -m lake tests/warehouse

faults: $(READY)  ## kill, fill and damage at length; the table is docs/faults.md
	rm -f .faults.jsonl
	FAULTS_TABLE=.faults.jsonl $(BIN)/python -m pytest -m "faults or not faults" tests/faults
	$(BIN)/python -m tests.faults.table .faults.jsonl docs/faults.md

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

$(READY): requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

cookbook: $(READY)  ## answer the questions of docs/sql.md anew from the samples
	$(BIN)/python -m benchmarks.cookbook

fuzz: $(READY)  ## break readers and stages, guided by coverage: FUZZ_SECONDS=60 TARGETS="pdf feed"
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r tests/fuzz/requirements.txt
	$(BIN)/python -m tests.fuzz.fuzz $(FUZZ_FOLDER) $(FUZZ_SECONDS) $(TARGETS)

hostile: $(READY)  ## what comes of hostile inputs, the heavy ones too; the table is in docs/hostile.md
	$(BIN)/python -m benchmarks.hostile --all --page docs/hostile.md

scale: $(READY)  ## schedulers, workers, object stores: the same rows as on one machine
	$(BIN)/python -m pytest -m "scale or not scale" tests/flows/test_cluster.py tests/tasks/test_store.py

lock:  ## resolve the dependencies anew (needs uv)
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate --quiet --output-file requirements.lock

clean:
	rm -rf .venv data .mypy_cache .ruff_cache .pytest_cache .hypothesis
