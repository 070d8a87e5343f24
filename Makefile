# Every target does its own set-up: `make demo` and `make test` work on a fresh clone.
VENV ?= .venv
PYTHON ?= python3
BIN := $(VENV)/bin
NEWSEXTRACT := $(BIN)/newsextract

.PHONY: help setup browser java tutorial screenshots demo test lint types layers unit gold schema schema-check \
	docs outputs wheel-test lowest pythons bench bench-quick soak clean

help:
	@echo "make setup   .venv with all that the other targets need; they call it themselves"
	@echo "make demo    extract the articles of corpus/ and write out/report.html"
	@echo "make test    everything that must hold: lint, types, layers, tests, schemas, gold, accuracy"
	@echo "make lint    ruff, mypy and the import contracts; make types and make layers are the last two alone"
	@echo "make unit    the tests alone"
	@echo "make gold    read the labelled articles and fail when a figure is below corpus/baseline.json"
	@echo "make bench   speed, memory, start-up beside jieba and the peers: benchmarks/results.md (half an hour)"
	@echo "make bench-quick  speed and stages alone, printed (a minute)"
	@echo "make soak    memory and throughput of a long run, into benchmarks/soak.md (half an hour)"
	@echo "make schema  write schemas/ anew"
	@echo "make schema-check  fail when schemas/ is not what the models say"
	@echo "make docs    build the documentation into site/"
	@echo "make outputs      write the outputs of the code blocks in README and docs/ anew"
	@echo "make wheel-test   run the tests against the wheel, without the source"
	@echo "make lowest       the same with the lowest allowed versions, on Python 3.10"
	@echo "make pythons      the same on every Python from 3.10 to 3.13 that is here"
	@echo "make tutorial     run docs/tutorial.ipynb and save it with its outputs"
	@echo "make screenshots  draw docs/images/ anew"

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev,docs,fast]'
	@touch $@

demo: setup
	@mkdir -p out
	$(NEWSEXTRACT) extract corpus/articles -o out/records.jsonl
	$(NEWSEXTRACT) view out/records.jsonl -o out/report.html
	$(NEWSEXTRACT) show corpus/articles/signing-yantai-2024.txt
	@echo "records: out/records.jsonl"
	@echo "page:    file://$(CURDIR)/out/report.html"
	@echo "         open it in a browser; an article's projects stand on the right: click one to see where it says so"

test: lint unit schema-check gold

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(MAKE) --no-print-directory types layers

types: setup
	$(BIN)/mypy

layers: setup
	$(BIN)/lint-imports

# The report page is tested in a real browser; where it cannot be installed, its tests say why they skip.
browser:
	@command -v chromedriver >/dev/null || { command -v apt-get >/dev/null && [ "$$(id -u)" = 0 ] \
		&& export DEBIAN_FRONTEND=noninteractive && apt-get update -qq \
		&& apt-get install -y -qq --no-install-recommends chromium chromium-driver >/dev/null; } \
		|| echo "no Chromium and no right to install it: the browser tests will be skipped"

unit: setup browser java
	$(BIN)/pytest

# For the tests with Spark, which are skipped without it: installed where apt and the rights are there.
java:
	@command -v java >/dev/null || { \
		if [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null; then \
			apt-get update -qq && DEBIAN_FRONTEND=noninteractive \
				apt-get install -y -qq --no-install-recommends openjdk-17-jre-headless >/dev/null; \
		else false; fi; \
	} || echo "no Java here: the tests with Spark are skipped"

schema: setup
	$(NEWSEXTRACT) schema --write schemas

schema-check: setup
	$(NEWSEXTRACT) schema --check schemas

# Reading the gold validates it; with a baseline, no figure may be worse than it says.
gold: setup
	$(NEWSEXTRACT) evaluate corpus $(if $(wildcard corpus/baseline.json),--baseline corpus/baseline.json)

# A warning is an error; the tests build the pages, too.
docs: setup
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

outputs: setup
	$(BIN)/python tests/documents.py README.md README.zh-CN.md CONTRIBUTING.md $(filter-out docs/clusters.md,$(wildcard docs/*.md))

wheel-test: setup
	PATH="$(CURDIR)/$(BIN):$$PATH" .ci/install-test "$$($(BIN)/python -c 'import sys; print(sys.executable)')" highest

lowest: setup
	PATH="$(CURDIR)/$(BIN):$$PATH" .ci/install-test 3.10 lowest-direct

pythons: setup
	for version in 3.10 3.11 3.12 3.13; do \
		PATH="$(CURDIR)/$(BIN):$$PATH" .ci/install-test $$version highest || [ $$? = 77 ] || exit 1; \
	done

tutorial: setup
	$(BIN)/python tests/tutorial.py

screenshots: setup browser
	$(BIN)/python tests/screenshots.py

# The peers live in an environment of their own; nothing of ours depends on them.
benchmarks/.venv/.ready: benchmarks/requirements.txt
	$(PYTHON) -m venv benchmarks/.venv
	benchmarks/.venv/bin/python -m pip install --quiet --disable-pip-version-check -r benchmarks/requirements.txt
	@touch $@

bench: setup benchmarks/.venv/.ready
	$(BIN)/python benchmarks/run.py --peers benchmarks/.venv/bin/python

bench-quick: setup
	$(BIN)/python benchmarks/run.py --quick

soak: setup
	$(BIN)/python benchmarks/soak.py --write benchmarks/soak.md

clean:
	rm -rf out .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
