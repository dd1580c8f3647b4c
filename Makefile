# What a person types; the scripts behind it are in .ci/.
# Tools are called as modules of .venv's Python, which also works after the folder was moved.

PORT ?= 8000
ARGS ?=
# Processes that share the tests, one more than the cores of a small machine, because browsers and workers are
# waited for; 0 for none beside the first, as a debugger wants it.
JOBS ?= 2
PYTHON_IN_VENV := .venv/bin/python
MANAGE := $(PYTHON_IN_VENV) manage.py
# Neither may meet the database or the mail server that the shell happens to name. Compiled modules are kept
# also where the shell says not to: each of the many processes would compile them all anew, 5 seconds each.
HERE := env -u DATABASE_URL -u EMAIL_HOST -u PYTHONDONTWRITEBYTECODE
DEMO := $(HERE) MATURITY_MODE=demo PORT=$(PORT)
TEST := $(HERE) MATURITY_MODE=test

# What an installation has to set, with values that name nobody: `check --deploy` judges the settings with them.
PRODUCTION := MATURITY_MODE=production ALLOWED_HOSTS=maturity.example DATABASE_URL=postgres://maturity@database/maturity \
	SECRET_KEY=for-checking-the-settings-only-0123456789-abcdefghijklmnopqrstuvwxyz

# One step after the other, also under -j: they share .venv and the screen.
.NOTPARALLEL:
.DEFAULT_GOAL := help
.PHONY: help demo demo-setup test test-setup lint test-sqlite test-postgres bench load shots messages lock

heading = @printf '\n── %s\n' '$(1)'

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 22

demo: ## Install, fill a demo database, serve it and do its slow work (PORT=8000)
	@.ci/setup demo
	@$(PYTHON_IN_VENV) .ci/free_port.py '$(PORT)'
	@$(MAKE) --no-print-directory demo-setup
	@$(DEMO) $(PYTHON_IN_VENV) .ci/serve.py '$(PORT)'

demo-setup: ## All of demo but the serving
	@.ci/setup demo
	@$(PYTHON_IN_VENV) .ci/compile_messages.py
	@$(DEMO) $(MANAGE) migrate --verbosity 0
	@$(DEMO) $(MANAGE) createcachetable
	@$(DEMO) $(MANAGE) load_framework --all --publish
	@$(DEMO) $(MANAGE) demo

test: lint test-sqlite test-postgres ## Every check and every test, on SQLite and on PostgreSQL

test-setup:
	@.ci/setup test
	@$(PYTHON_IN_VENV) .ci/compile_messages.py

lint: test-setup ## Style, types, migrations, deployment settings
	$(call heading,ruff check)
	@$(PYTHON_IN_VENV) -m ruff check
	$(call heading,ruff format --check)
	@$(PYTHON_IN_VENV) -m ruff format --check
	$(call heading,mypy)
	@$(TEST) $(PYTHON_IN_VENV) -m mypy
	$(call heading,manage.py makemigrations --check)
	@$(TEST) $(MANAGE) makemigrations --check --dry-run
	$(call heading,manage.py check --deploy)
	@$(PRODUCTION) $(MANAGE) check --deploy --fail-level WARNING

test-sqlite: test-setup ## The tests on SQLite (ARGS='tests/scoring -x' JOBS=0)
	$(call heading,pytest on SQLite)
	@$(TEST) $(PYTHON_IN_VENV) -m pytest -n $(JOBS) --dist worksteal $(ARGS)

test-postgres: test-setup ## The tests that reach a database on a PostgreSQL server of their own (ARGS as above)
	$(call heading,pytest on PostgreSQL)
	@$(TEST) $(PYTHON_IN_VENV) .ci/with_postgres.py $(PYTHON_IN_VENV) -m pytest --again -n $(JOBS) --dist worksteal $(ARGS)

bench: test-setup ## Time scoring, pages and PDFs
	@$(TEST) $(PYTHON_IN_VENV) -m tests.benchmarks

load: test-setup ## Two hundred respondents save their answers at once, on a PostgreSQL server of their own
	@$(HERE) $(PYTHON_IN_VENV) .ci/with_postgres.py $(PYTHON_IN_VENV) -m tests.load

shots: test-setup ## Take the screenshots of the README
	@$(TEST) $(PYTHON_IN_VENV) -m tests.screenshots

messages: test-setup ## Collect the messages to be translated into locale/ (needs the Debian package gettext)
	@$(TEST) $(MANAGE) makemessages --locale tr --locale nl --no-obsolete --add-location file \
		--ignore var --ignore .venv --ignore tests --ignore .ci

# --universal: one lock for every supported Python and system. The second takes over the pins of the first.
COMPILE := $(PYTHON_IN_VENV) -m uv pip compile pyproject.toml --quiet --no-config --universal --python-version 3.11 \
	--generate-hashes --custom-compile-command 'make lock'

lock: test-setup ## Write both locks anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@$(COMPILE) $(ARGS) --output-file requirements.lock
	@$(COMPILE) $(ARGS) --extra test --constraint requirements.lock --output-file requirements-test.lock
