# Two commands: `make run` and `make test`. Everything else serves them.
SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
export DEBUG ?= true
PLAIN = { echo "$(1)" >&2; exit 1; }

.PHONY: help run test check demo
help: ## what each command does
	@grep -E '^[a-z]+:.*##' Makefile | sed 's/:.*##/ —/'

.venv/.runtime: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || $(call PLAIN,Python 3.11 or newer is needed: install it or set PYTHON=.)
	@echo "Installing the locked packages into .venv ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || $(call PLAIN,No virtual environment could be made: install your system's python3-venv package.)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt || $(call PLAIN,The packages could not be installed: check the network and run the command again.)
	@touch $@

.venv/.dev: .venv/.runtime requirements-dev.txt
	@echo "Installing the locked test packages ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt || $(call PLAIN,The test packages could not be installed: check the network and run the command again.)
	@touch $@

run: .venv/.runtime ## the directory on http://127.0.0.1:8000 (PORT= changes it)
	@echo "Preparing the database ..."
	@$(BIN)/python manage.py migrate -v0 || $(call PLAIN,The database could not be prepared: check DATABASE_URL or move directory.sqlite3 away.)
	@cat fixtures/*/*.yaml jurisdictions/curation/*.py | cksum | cat - <(echo "$$DATABASE_URL") > .venv/.fixtures.new
	@cmp -s .venv/.fixtures.new .venv/.fixtures && test -n "$$(ls directory.sqlite3 2>/dev/null)$$DATABASE_URL" \
	  || { echo "Loading the curated record ..."; $(BIN)/python manage.py load_directory && cp .venv/.fixtures.new .venv/.fixtures; } \
	  || $(call PLAIN,The curated files could not be loaded: mend the lines named above and run the command again.)
	@echo "Staff login: $(BIN)/python manage.py createsuperuser"
	@echo "Serving http://127.0.0.1:$(PORT)"
	@$(BIN)/gunicorn directory.wsgi --bind 127.0.0.1:$(PORT) --threads 4 || $(call PLAIN,The server could not start: if the port is taken try PORT=8001 make run.)

test: .venv/.dev ## every test; set DATABASE_URL to run on PostgreSQL
	@$(BIN)/python -m pytest

check: .venv/.dev ## lint, format, migrations in step, import contract
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/lint-imports --no-cache
