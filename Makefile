# Two commands on a fresh machine: `make demo` and `make test`. Each makes .venv and installs what it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
endif
# What is installed is what requirements/*.txt names, with its hashes. `make LOCKED=no …` takes the ranges of pyproject.toml.
LOCKED ?= yes

.PHONY: demo test test-all benchmark lint format docs schema lock audit sbom dist release bundle clean

define install # 1: lock file, 2: extra
	test -x $(BIN)/python || test -x $(BIN)/python.exe || $(PYTHON) -m venv $(VENV)
	$(if $(filter yes,$(LOCKED)),\
	$(BIN)/python -m pip install --quiet --require-hashes --requirement requirements/$(1).txt && \
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .,\
	$(BIN)/python -m pip install --quiet --editable '.[$(2)]')
endef

$(VENV)/.demo: pyproject.toml requirements/demo.txt
	$(call install,demo,report)
	touch $@

$(VENV)/.dev: pyproject.toml requirements/dev.txt
	$(call install,dev,dev)
	touch $@ $(VENV)/.demo

$(VENV)/.release: requirements/release.txt $(VENV)/.dev
	test -x $(VENV)/release/bin/python || $(PYTHON) -m venv $(VENV)/release
	$(VENV)/release/bin/python -m pip install --quiet --require-hashes --requirement requirements/release.txt
	touch $@

demo: $(VENV)/.demo
	$(BIN)/kumin demo --out demo-output
	@echo 'demo-output/report.html'

test: $(VENV)/.dev
	scripts/install-test-tools
	$(BIN)/pytest -n auto --dist loadfile

test-all:
	scripts/test-all

benchmark: $(VENV)/.dev
	$(BIN)/python -m pip install --quiet --editable '.[benchmark]'
	$(BIN)/python tests/benchmarks/everything.py --page $(BENCHMARK)

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

lock: $(VENV)/.release
	UV=$(VENV)/release/bin/uv scripts/lock

audit: $(VENV)/.release
	PATH="$(CURDIR)/$(VENV)/release/bin:$$PATH" $(BIN)/python scripts/audit.py

sbom: $(VENV)/.release
	mkdir -p dist
	$(VENV)/release/bin/cyclonedx-py requirements requirements/all.txt --pyproject pyproject.toml \
	    --output-reproducible --output-format JSON --output-file dist/kumin.cdx.json
	@echo dist/kumin.cdx.json

dist: $(VENV)/.release
	PATH="$(CURDIR)/$(VENV)/release/bin:$$PATH" scripts/build-twice

release: dist sbom audit
	$(BIN)/python scripts/check_release.py dist

bundle: dist
	$(BIN)/python scripts/bundle.py dist

clean:
	rm -rf $(VENV) .venv-3.* build dist demo-output
