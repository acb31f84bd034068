# litwin: make run shows a live refinery, make test tests it. Both set up what they need, once.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A change of these files makes a new name, and a new name is set up again; nothing else is.
RUN_READY := $(VENV)/.ready-run-$(shell cat requirements.txt pyproject.toml requirements.in | cksum | tr ' ' '-')
ALL_READY := $(VENV)/.ready-all-$(shell cat requirements-dev.txt pyproject.toml requirements.in | cksum | tr ' ' '-')
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input

.PHONY: help setup setup-all run test check bench reference estimates lock clean

help: ## This list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: $(RUN_READY) ## Make .venv with what litwin needs to run
	@echo "litwin: $(VENV) is up to date"

setup-all: $(ALL_READY) ## The same, with what tests and checks need
	@echo "litwin: $(VENV) is up to date"

run: $(RUN_READY) ## Start soft plant, twin and page: litwin up $(ARGS)
	@exec $(BIN)/litwin up $(ARGS)

test: $(ALL_READY) ## Run the tests: pytest $(ARGS)
	@exec $(BIN)/python -m pytest $(ARGS)

check: $(ALL_READY) ## Lint, format, types and import contracts
	@failed=0; for tool in "ruff check --quiet ." "ruff format --quiet --check ." mypy lint-imports; do \
		$(BIN)/$$tool || { echo "check: $$tool found faults" >&2; failed=1; }; done; exit $$failed

bench: $(ALL_READY) ## Benchmarks: CPU time and same-run ratios against their budgets
	@exec $(BIN)/python -m tests.benchmarks $(ARGS)

reference: $(ALL_READY) ## Write the pages of docs/reference anew, from the code
	@exec $(BIN)/python -m dashboards.reference_pages docs/reference

estimates: $(ALL_READY) ## Write docs/estimates.md anew: what nobody has measured, and what it moves (minutes)
	@exec $(BIN)/litwin tornado reference --out docs/estimates.md

LOCK := uv pip compile --universal --fork-strategy fewest --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-header --quiet
lock: ## Write the locked requirements anew (needs uv)
	$(LOCK) \
		requirements.in -o requirements.txt
	$(LOCK) \
		requirements.in requirements-dev.in -c requirements.txt -o requirements-dev.txt

clean: ## Remove .venv and what tools left behind
	rm -rf $(VENV) build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache

# $(call install,FILE): its packages at their locked versions and hashes, a word for each, then litwin itself.
define install
	@echo "litwin: installing $$(grep -c '^[a-z]' $(1)) packages from $(1) (a minute or two, once)"
	@$(PIP) install --require-hashes --progress-bar off -r $(1) | awk -v all="$$(grep -c '^[a-z]' $(1))" \
		'/^(Collecting|Processing) / { sub(/.*\//, "", $$2); printf "  [%d of %d] %s\n", ++n, all, $$2 } \
		/^Installing/ { print "  unpacking" } { fflush() }'
	@$(PIP) install --quiet --no-index --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@rm -f $(2)
endef

$(RUN_READY): | $(VENV)/bin/pip
	$(call install,requirements.txt,$(VENV)/.ready-run-*)
	@touch $@ && echo "litwin: ready"

$(ALL_READY): | $(VENV)/bin/pip
	$(call install,requirements-dev.txt,$(VENV)/.ready-*)
	@touch $@ $(RUN_READY) && echo "litwin: ready, tests and checks too"

$(VENV)/bin/pip:
	@command -v "$(PYTHON)" > /dev/null || { echo "litwin: no '$(PYTHON)' here: apt install python3 python3-venv" \
		"(or name another: make PYTHON=python3.12)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "litwin: $$($(PYTHON) -V) is too old:" \
		"3.11 or newer is needed (make PYTHON=python3.12)" >&2; exit 1; }
	@"$(PYTHON)" -c 'import venv, ensurepip' 2> /dev/null || { echo "litwin: Python's venv module is missing:" \
		"apt install python3-venv" >&2; exit 1; }
	@echo "litwin: making $(VENV) with $$($(PYTHON) -V)"
	@"$(PYTHON)" -m venv --clear $(VENV)
