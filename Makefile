# The only commands that a newcomer needs. They need Python 3.11 or 3.12, git and a package index that pip can reach.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up

export DO_NOT_TRACK := 1

.PHONY: run setup test check bench lock clean

run: setup  ## bring everything up: Prefect, the sample feed, the explorer
	@$(BIN)/policygraph up

setup: $(STAMP)  ## make the virtual environment

# The lock is complete and hashed, so nothing is left to resolve (--no-deps).
$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 13))' \
		|| { echo "$(PYTHON) is not Python 3.11 or 3.12; name one: make PYTHON=/path/to/python3.11"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

test: setup  ## the whole suite
	$(BIN)/python -m pytest -m "not slow"

check: setup  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

bench: setup  ## speed and scale; takes long
	$(BIN)/python -m pytest -m slow
	$(BIN)/python -m benchmarks

lock: setup  ## bring every dependency up to date within its bounds
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --extra dev --output-file requirements.lock pyproject.toml

clean:
	rm -rf $(VENV) var
