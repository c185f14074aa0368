# One command per chore. `make run` and `make test` need nothing but Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK = 1
# Where Python keeps nothing compiled, each process that a test starts compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run setup setup-dev test check format bench chaos channels thorough rates readme pictures gallery words telegram zalo example rules holidays lock clean

run: setup ## start the bot (demo mode when no token is set)
	@$(BIN)/cchc run

setup: $(VENV)/.run ## make the environment and nothing else

setup-dev: $(VENV)/.dev

test: setup-dev ## set up and run all tests
	@$(COMPILE)
	$(BIN)/python -m pytest -n auto

check: setup-dev ## lint, format, types, direction of imports
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

format: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: setup-dev ## throughput and /summary, side by side; prints the table of docs/benchmarks.md
	$(BIN)/python -m tests.bench

chaos: setup-dev ## the long version of the kill -9 test
	CCHC_CHAOS_KILLS=50 $(BIN)/python -m pytest tests/test_chaos.py

channels: setup-dev ## every conversation of the tests over each channel's own wire
	@for channel in $$($(BIN)/python -m tests.wires.choosing); do \
	  echo "over $$channel"; CCHC_TEST_CHANNEL=$$channel $(BIN)/python -m pytest -n auto || exit 1; \
	done

thorough: setup-dev ## all tests with many more invented inputs: half an hour
	CCHC_TEST_EXAMPLES=500 CCHC_TEST_TAPS=10000 $(BIN)/python -m pytest -n auto

rates: setup-dev ## 5,000 notices at Telegram's own rate: three minutes
	CCHC_TEST_NOTICES=5000 CCHC_TEST_NOTICE_RATE=30 $(BIN)/python -m pytest tests/test_rates.py -p no:xdist

readme: setup-dev ## write the table of settings in the README anew
	$(BIN)/python -m tests.readme

pictures: setup-dev ## take the README's pictures anew (needs Chromium, and the fonts named in tests/pictures.py)
	$(BIN)/python -m tests.pictures

gallery: setup-dev ## every screen of every role as a page, build/gallery/index.html: a few minutes
	@$(BIN)/python -m tests.gallery

words: setup-dev ## what of the lists of tests/words/ is understood, asked about, or stored wrong
	@$(BIN)/python -m tests.words

telegram: setup-dev ## write the table of kinds in docs/telegram.md anew, of what the bot answers
	@$(BIN)/python -m tests.telegram_kinds.page

zalo: setup-dev ## write the tables of events and errors in docs/zalo.md anew
	@$(BIN)/python -m tests.zalo_kinds.page

example: setup-dev ## write docs/examples anew, of the demo's own data: both reports, the forms, the index
	$(BIN)/python -m tests.example_report

rules: setup-dev ## write the table of docs/rules.md anew
	$(BIN)/python -m tests.rules_page

holidays: setup-dev ## write the table of public holidays anew, of the library installed
	$(BIN)/python -m tests.free_days

lock: setup-dev ## write the lock files anew (needs uv in the environment)
	$(BIN)/python -m uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q pyproject.toml --extra build -o requirements.lock
	$(BIN)/python -m uv pip compile --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 -q pyproject.toml --extra build --extra dev -o requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Python 3.11 or newer is needed, this is: $$($(PYTHON) --version). Try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "The venv module is missing. On Debian and Ubuntu: sudo apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

# The process that reads sent files may write nothing, so it cannot keep what it compiles.
COMPILE = $(BIN)/python -m compileall -q bot handlers storage

# --require-hashes: what is installed is what was locked, to the byte.
$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up in $(VENV): a minute or two, only this time."
	@test -e $(VENV)/.dev || $(BIN)/pip install -q --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@$(COMPILE)
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	@echo "Setting up in $(VENV): a minute or two, only this time."
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@$(COMPILE)
	@touch $@ $(VENV)/.run
