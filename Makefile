# Two commands matter, `make run` and `make test`; each does its own set-up.
SHELL := /bin/bash
PORT ?= 8000
PYTHON ?= $(shell for name in python3 python3.14 python3.13 python3.12 python3.11; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install -qq --no-input --retries 2 --disable-pip-version-check --require-hashes
ERRORS := .venv/errors.txt
# A failure ends in one sentence on what to do (without commas, which Make would take for separators).
fail = { echo "$(1)" >&2; exit 1; }
fail_with_reason = { tail -n 1 $(ERRORS) >&2; $(call fail,$(1)); }

# Whoever types make develops: debugging is on unless the shell or .env says otherwise.
ifeq ($(shell grep -s '^DEBUG=' .env),)
  export DEBUG ?= true
endif

.PHONY: help run test check demo superuser database downloads free-port
help: ## what each command does
	@sed -n 's/^\([a-z]*\):.*## /make \1: /p' Makefile

$(BIN)/python:
	@$(or $(PYTHON),false) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  $(call fail,Python 3.11 or newer was not found: install it or name it as in make run PYTHON=/path/to/python3.)
	@$(PYTHON) -m venv --clear .venv >/dev/null || \
	  { rm -rf .venv; $(call fail,No virtual environment could be made: install the venv module (on Debian: apt install python3-venv) and try again.); }

.venv/runtime: requirements.txt $(BIN)/python
	@echo "Installing the locked packages into .venv (up to a minute) ..."
	@$(PIP) -r $< || $(call fail,The packages could not be installed: check the network connection and run the command again.)
	@touch $@

.venv/development: requirements-dev.txt .venv/runtime
	@echo "Installing the locked development packages into .venv (up to a minute) ..."
	@$(PIP) -r $< || $(call fail,The packages could not be installed: check the network connection and run the command again.)
	@touch $@

database: .venv/runtime
	@echo "Preparing the database ..."
	@$(BIN)/python manage.py migrate -v0 2>$(ERRORS) || \
	  $(call fail_with_reason,The database cannot be used: mend what the line above names (.env or DATABASE_URL or directory.sqlite3) and try again.)
	@$(BIN)/python manage.py load_directory --if-changed || \
	  $(call fail,The curated record was not loaded: do what the lines above say and run the command again.)
	@$(BIN)/python manage.py load_places --if-changed || \
	  $(call fail,The places were not loaded: do what the lines above say and run the command again.)
	@$(BIN)/python manage.py rebuild_index --if-missing || \
	  $(call fail,The search index was not built: do what the lines above say and run the command again.)

downloads: database
	@$(BIN)/python manage.py build_downloads >/dev/null 2>$(ERRORS) || \
	  $(call fail_with_reason,The files of /data/ were not built: mend what the line above names and run the command again.)

free-port: .venv/runtime
	@$(BIN)/python -c 'import socket; socket.create_server(("127.0.0.1", $(PORT)))' 2>/dev/null || \
	  $(call fail,Port $(PORT) cannot be used: stop the program that uses it or choose another as in make run PORT=8001.)

run: free-port database downloads ## the directory on http://127.0.0.1:8000 (PORT=8001 for another port)
	@echo "Staff desk: /admin/ (make demo prints logins to try it; make superuser makes your own)"
	@$(BIN)/python -m gunicorn directory.wsgi --bind 127.0.0.1:$(PORT) --log-level warning || \
	  $(call fail,The server stopped: read the lines above and run the command again.)

demo: database ## logins of an editor and a reviewer to try the staff desk with (never in production)
	@$(BIN)/python manage.py make_demo_staff

superuser: database ## a staff login of your own
	@$(BIN)/python manage.py createsuperuser

test: export DEBUG = true
test: export HTTPS = false
test: .venv/development ## every test; DATABASE_URL=postgres://... runs them on PostgreSQL, TESTS=tests/... only some
	@$(BIN)/python -m pytest -n auto --dist loadfile $(TESTS)

check: export DEBUG = true
check: .venv/development ## lint, format, templates, migrations in step, import contract, types
	@$(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/djlint --quiet --lint templates
	@$(BIN)/python manage.py makemigrations --check --dry-run
	@$(BIN)/lint-imports --no-cache --no-logo
	@$(BIN)/mypy
