# Everything runs in .venv, made from requirements.lock with Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
BENCH := outputs/benchmarks/.venv
DOCUMENTS ?=

.DEFAULT_GOAL := help
.PHONY: help setup report test clients lint lab bench pictures docs specimens lock clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Make .venv with the pinned packages

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Planoteca needs Python 3.11 or later; name one with: make PYTHON=python3.12 ..."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

report: $(INSTALLED) ## Build the database and make every report page (DOCUMENTS=folder adds plans)
	$(BIN)/planoteca build $(if $(DOCUMENTS),--documents "$(DOCUMENTS)")
	$(BIN)/planoteca report

test: $(INSTALLED) ## Run the tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 --dist loadfile

clients: $(INSTALLED) ## Install other DuckDB clients, which the tests open the database with
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --upgrade \
		--target tests/clients/duckdb-1.4 'duckdb-cli==1.4.*'
	npm install --prefix tests/clients --ignore-scripts --no-audit --no-fund --loglevel=error

lint: $(INSTALLED) ## Check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lab: $(INSTALLED) ## Open JupyterLab on the start notebook
	$(BIN)/planoteca lab

bench: $(INSTALLED) ## Measure speed, beside spaCy and pdfplumber too (figures in outputs/benchmarks)
	test -d $(BENCH) || $(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--requirement analysis/benchmarks/requirements.txt
	$(BIN)/python analysis/benchmarks/start.py
	$(BIN)/python analysis/benchmarks/text.py --spacy $(BENCH)/bin/python
	$(BIN)/python analysis/benchmarks/way.py
	$(BIN)/python analysis/benchmarks/pdf.py
	$(BIN)/python analysis/benchmarks/findings.py
	$(BIN)/python analysis/benchmarks/reuse.py
	$(BIN)/python analysis/benchmarks/scale.py
	$(BIN)/python analysis/benchmarks/queries.py
	$(BIN)/python analysis/benchmarks/reports.py

pictures: $(INSTALLED) ## Make the pictures of the README from the database
	$(BIN)/python analysis/pictures.py

docs: $(INSTALLED) ## Make the reference pages of docs/ from the database, queries and codebook
	$(BIN)/python analysis/reference_pages.py

specimens: $(INSTALLED) ## Make the specimen plans and their coding from their source
	$(BIN)/python -m specimens.make

lock: ## Pin the newest versions that pyproject.toml allows
	rm -rf $(VENV)
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade '.[dev]' hatchling editables
	$(BIN)/python -m pip freeze --exclude planoteca --exclude pip > requirements.lock
	rm -rf $(VENV)

clean: ## Remove .venv and everything that was made (your notebooks stay)
	rm -rf $(VENV) tests/clients/duckdb-* tests/clients/node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis
	if [ -d outputs ]; then find outputs -mindepth 1 -maxdepth 1 ! -name notebooks -exec rm -rf {} +; fi
