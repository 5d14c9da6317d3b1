# make run opens the app with the sample portfolio; make check is for daily work; make test checks everything. Each installs
# what it needs first.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8501
# In the order of the folders, so that the browser begins at once on one core; what is left of it the others take over. A
# browser is mostly waited for: with it, one worker more than there are cores keeps them at work.
SIDE_BY_SIDE := --dist worksteal
CORES := $(shell getconf _NPROCESSORS_ONLN)
# Dozens of processes import the same files: they compile them once, also where the environment says to write nothing.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run dev check test ruff types quick-tests all-tests install lint format bench trust lock screenshots clean

run: $(VENV)/.app
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then \
	    (sleep 3; $(BIN)/python -m webbrowser -t http://127.0.0.1:$(PORT)) >/dev/null 2>&1 & \
	fi
	$(BIN)/streamlit run app.py --server.address 127.0.0.1 --server.port $(PORT)

# As run, and started anew whenever a Python file is saved; the browser comes back by itself.
dev: $(VENV)/.app
	$(BIN)/uvicorn app:app --host 127.0.0.1 --port $(PORT) --reload --timeout-graceful-shutdown 1

# Everything but the browser and the exports. The kinds of checks run side by side; one that fails stops no other.
check: $(VENV)/.dev
	@$(MAKE) --no-print-directory -j -k ruff types quick-tests

test: $(VENV)/.dev
	@$(MAKE) --no-print-directory -j -k ruff types all-tests

ruff: $(VENV)/.dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .

types: $(VENV)/.dev
	$(BIN)/mypy

quick-tests: $(VENV)/.dev
	$(BIN)/pytest -n $(CORES) $(SIDE_BY_SIDE) -m 'not bench and not trust and not browser and not exports'

all-tests: $(VENV)/.dev
	$(BIN)/pytest -n $$(($(CORES) + 1)) $(SIDE_BY_SIDE)

install: $(VENV)/.dev

lint: ruff types

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

bench: $(VENV)/.dev
	$(BIN)/pytest -m bench

trust: $(VENV)/.dev
	$(BIN)/pytest -m trust

# Every page on desktop and phone, light and dark, into screenshots/.
screenshots: $(VENV)/.dev
	$(BIN)/python -m tests.browser.server

# The whole tree of dependencies, pinned with hashes, from pyproject.toml; and uv, which installs it.
COMPILE := pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock"
lock:
	$(PYTHON) -m venv $(VENV)/lock && $(VENV)/lock/bin/pip install --quiet uv
	$(VENV)/lock/bin/uv $(COMPILE) --group install -o requirements-install.txt
	$(VENV)/lock/bin/uv $(COMPILE) pyproject.toml -o requirements.txt
	$(VENV)/lock/bin/uv $(COMPILE) --group dev -c requirements.txt -o requirements-dev.txt

clean:
	rm -rf $(VENV)

# A virtual environment and, for the tests, a browser: each made once and again when its list changes.
$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# By uv, in a tenth of pip's time; by pip where only pip knows the way (to a mirror of its own, say).
PIP := $(BIN)/pip install --quiet --disable-pip-version-check --require-hashes
UV  := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python --require-hashes
$(VENV)/.uv: requirements-install.txt | $(VENV)/bin/python
	$(PIP) -r requirements-install.txt || true
	touch $@

$(VENV)/.app: requirements.txt $(VENV)/.uv
	$(UV) -r requirements.txt || $(PIP) -r requirements.txt
	touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.app
	$(UV) -r requirements-dev.txt || $(PIP) -r requirements-dev.txt
	$(BIN)/python -m tests.browser.install
	touch $@
