# Two commands on a fresh machine: `make demo` and `make test`. Each makes .venv and installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-all lint format docs schema clean

$(VENV)/.demo: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[report]'
	touch $@

$(VENV)/.dev: pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.demo

demo: $(VENV)/.demo
	$(BIN)/kumin demo --out demo-output
	@echo 'demo-output/report.html'

test: $(VENV)/.dev
	scripts/install-test-tools
	$(BIN)/pytest -n auto --dist loadfile

test-all:
	scripts/test-all

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

docs: $(VENV)/.dev
	mkdir -p build
	$(BIN)/python docs/make_cli_reference.py > docs/cli.md
	$(BIN)/python docs/make_frame_reference.py > docs/frames.md
	$(BIN)/python docs/make_definition_reference.py > build/definitions.md && mv build/definitions.md docs/definitions.md
	$(BIN)/mkdocs build --strict --quiet
	@echo build/docs/index.html

schema: $(VENV)/.dev
	$(BIN)/kumin schema --out schemas/json

clean:
	rm -rf $(VENV) .venv-3.* build dist demo-output
