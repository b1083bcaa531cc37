# Each line only calls a Python module, so all of it can be read and run without make.
PYTHON := $(or $(shell for p in python3.11 python3; do $$p -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$p && break; done),python3)
RUN := .venv/bin/python -m
INSTALLED := .venv/ringfence-installed

.PHONY: install demo serve test lint bench

install: $(INSTALLED)

$(INSTALLED): requirements.txt requirements-source.txt pyproject.toml
	@$(PYTHON) -m tools.install

demo: $(INSTALLED)
	@$(RUN) ringfence demo

serve: demo/home
	@RINGFENCE_HOME=demo/home $(RUN) ringfence serve

demo/home: | $(INSTALLED)
	@$(RUN) ringfence demo

test: $(INSTALLED)
	@$(RUN) tools.debian
	@$(RUN) tools.images
	@$(RUN) tools.spark
	@$(RUN) tools.web
	@$(RUN) pytest -n 2 --dist loadfile --no-loadscope-reorder

lint: $(INSTALLED)
	@$(RUN) ruff check --output-format concise
	@$(RUN) ruff format --check
	@$(RUN) mypy
	@$(RUN) tools.contracts
	@$(RUN) tools.budgets
	@$(RUN) bandit --quiet --recursive src --configfile pyproject.toml
	@$(RUN) tools.audit

bench: $(INSTALLED)
	@$(RUN) tools.peers
	@$(RUN) benchmarks
