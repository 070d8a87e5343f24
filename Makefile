# Every target does its own set-up: `make demo` and `make test` work on a fresh clone.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
NEWSEXTRACT := $(BIN)/newsextract

.PHONY: help setup demo test lint types layers unit gold schema schema-check bench clean

help:
	@echo "make demo    extract the articles of corpus/ and write out/report.html"
	@echo "make test    everything that must hold: lint, types, layers, tests, schemas, gold, accuracy"
	@echo "make lint    ruff, mypy and the import contracts"
	@echo "make bench   speed on the articles of corpus/"
	@echo "make schema  write schemas/ anew"

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,fast]'
	@touch $@

demo: setup
	@mkdir -p out
	$(NEWSEXTRACT) extract corpus/articles -o out/records.jsonl
	$(NEWSEXTRACT) view out/records.jsonl -o out/report.html
	$(NEWSEXTRACT) show corpus/articles/signing-yantai-2024.txt
	@echo "records: out/records.jsonl"
	@echo "page:    file://$(CURDIR)/out/report.html"

test: lint unit schema-check gold

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MAKE) --no-print-directory types layers

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

unit: setup
	$(BIN)/pytest

schema: setup
	$(NEWSEXTRACT) schema --write schemas

schema-check: setup
	$(NEWSEXTRACT) schema --check schemas

# Reading the gold validates it; with a baseline, no figure may be worse than it says.
gold: setup
	$(NEWSEXTRACT) evaluate corpus/gold.jsonl $(if $(wildcard corpus/baseline.json),--baseline corpus/baseline.json)

bench: setup
	$(BIN)/python benchmarks/speed.py corpus/articles
	$(BIN)/python benchmarks/growth.py

clean:
	rm -rf out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
