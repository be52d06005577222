# One command each; see README.md. Every target sets up what it needs, once.
VENV := .venv
BIN := $(VENV)/bin
BIOME := $(BIN)/node node_modules/@biomejs/biome/bin/biome
TSC := $(BIN)/node node_modules/typescript/bin/tsc
REQUIREMENTS := $(wildcard requirements/*.txt) pyproject.toml package-lock.json scripts/setup.sh

.PHONY: help serve edit site packs test lint format bench check pictures lock clean
.DEFAULT_GOAL := help

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

serve: $(VENV)/.run ## Serve the site at http://127.0.0.1:8000, each page as you save it
	@$(BIN)/playbook serve --packs

edit: $(VENV)/.run ## Open the studio in the browser: write and translate pages there
	@$(BIN)/playbook edit

site: $(VENV)/.run ## Build the static site in site/, then the printed packs whose content changed, and put them on it
	@$(BIN)/playbook build && $(BIN)/playbook packs --every-form && $(BIN)/playbook build

check: $(VENV)/.run ## Check the content
	@$(BIN)/playbook check

packs: $(VENV)/.run ## Make all print packs in all languages
	@$(BIN)/playbook packs

test: lint ## Run every test, the linters and the type checkers
	@$(BIN)/pytest -n 2 --dist loadfile

lint: $(VENV)/.test ## Run the linters and the type checkers, for Python, scripts and style sheets
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy
	@$(BIOME) check --error-on-warnings . && $(TSC) && $(TSC) -p tsconfig.worker.json

format: $(VENV)/.test ## Format the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .
	@$(BIOME) check --write .

bench: $(VENV)/.bench ## Measure speed against the plain tools
	@$(BIN)/python -m benchmarks

pictures: $(VENV)/.test ## Renew the reference pictures that the tests hold the pages' looks to
	@$(BIN)/python -m tests.site.reference

lock: ## Renew the locked, hashed requirements from pyproject.toml
	@scripts/setup.sh lock

clean: ## Remove everything that was built
	rm -rf $(VENV) node_modules site build .cache .pytest_cache .mypy_cache .ruff_cache

$(VENV)/.run: $(REQUIREMENTS)
	@scripts/setup.sh run

$(VENV)/.test: $(REQUIREMENTS)
	@scripts/setup.sh test

$(VENV)/.bench: $(REQUIREMENTS)
	@scripts/setup.sh bench
