# Two commands are all a newcomer needs: `make run` and `make test`.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -B -m pip --disable-pip-version-check
COMPILE := $(BIN)/python -m compileall -q copydesk tui widgets store extract seeds
# Bytecode is written for what is imported, also where the environment forbids Python to do it by itself.
WARM := env -u PYTHONDONTWRITEBYTECODE $(BIN)/python
TOOLS  := .venv-tools

.PHONY: run dev console test lint types imports check audit bench soak lock docs site dist release publishable clean

run: $(VENV)/.runtime  ## open the desk on the articles in seeds/
	@$(COMPILE)
	$(BIN)/copydesk seeds/*.txt

dev: $(VENV)/.dev  ## the same under textual-dev's console (run `make console` in another terminal)
	$(BIN)/textual run --dev -c $(CURDIR)/$(BIN)/copydesk seeds/*.txt

console: $(VENV)/.dev
	$(BIN)/textual console

test: $(VENV)/.dev  ## every test; under five minutes
	@$(COMPILE)
	$(BIN)/python -m pytest -n 4 --dist loadfile  # they wait for real terminals more than they compute

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.dev
	$(BIN)/mypy

imports: $(VENV)/.dev
	$(BIN)/lint-imports

check: lint types imports docs-check audit
	$(BIN)/python -m extract.parse.model_files

audit:  ## known holes in what is installed, where an index knows them
	@if $(PYTHON) -c 'from urllib.request import urlopen; assert b"vulnerabilities" in urlopen("https://pypi.org/pypi/pip/24.0/json", timeout=5).read()' 2> /dev/null; \
	then $(MAKE) --quiet $(TOOLS)/.done && $(TOOLS)/bin/pip-audit -r requirements.lock --require-hashes --disable-pip --strict; \
	else echo "no index answers about vulnerabilities: not audited"; fi

bench: $(VENV)/.dev  ## the figures of docs/performance.md and docs/accuracy.md; fifteen minutes
	$(BIN)/python -m tests.bench.start
	$(BIN)/python -m tests.bench.keys
	$(BIN)/python -m tests.bench.line.desk_keys
	$(BIN)/python -m tests.bench.large
	-$(MAKE) --quiet $(VENV)/.peers
	$(BIN)/python -m tests.bench.peers $(VENV)/peers/bin/harlequin
	$(BIN)/python -m tests.bench.ssh
	$(BIN)/python -m tests.bench.anchors
	$(BIN)/python -m tests.bench.notes
	$(BIN)/python -m tests.bench.stalls
	$(BIN)/python -m tests.bench.desk
	$(BIN)/python -m tests.bench.evidence
	$(BIN)/python -m tests.bench.evidence.screen_stall
	$(BIN)/python -m tests.bench.export
	$(BIN)/python -m tests.bench.overview
	$(BIN)/python -m tests.bench.reading
	$(BIN)/python -m tests.bench.formats
	$(BIN)/python -m tests.bench.pages
	$(BIN)/python -m tests.extract.languages.scoring

soak: $(VENV)/.dev  ## the long forms of the fault and fuzz tests; an hour
	$(BIN)/python -m tests.faults.kill9 --kills 1000 --writers 1
	$(BIN)/python -m tests.faults.kill9 --kills 1000 --writers 3
	$(BIN)/python -m tests.faults.drops --drops 100
	$(BIN)/python -m tests.faults.drops --ssh --drops 200
	$(BIN)/python -m tests.bench.fuzz
	$(BIN)/python -m tests.bench.fuzz --megabyte
	$(BIN)/python -m tests.faults.keys --stops 200
	$(BIN)/python -m tests.faults.random_keys --scripts 1000
	$(BIN)/python -m tests.faults.formats --count 100000
	$(BIN)/python -m tests.faults.hand_made_folders --folders 500
	$(BIN)/python -m tests.faults.open_desk --folders 500
	$(BIN)/python -m tests.faults.open_desk --plants
	$(BIN)/python -m tests.faults.export_scripts --scripts 500
	$(BIN)/python -m tests.faults.hostile_exports --notes 2000
	$(BIN)/python -m tests.store.interchange.test_spreadsheet 2000
	$(BIN)/python -m tests.bench.interchange --notes 2000

lock:  ## refresh the lock files (needs uv; no index host is written)
	uv pip compile pyproject.toml $(LOCKFLAGS) -o requirements.lock
	uv pip compile pyproject.toml --group dev $(LOCKFLAGS) -o requirements-dev.lock
	uv pip compile --group build $(LOCKFLAGS) -o requirements-build.lock
	uv pip compile --group docs --group release $(LOCKFLAGS) -o requirements-tools.lock
	uv pip compile pyproject.toml --extra pandas $(LOCKFLAGS) -o requirements-pandas.lock
	echo harlequin | uv pip compile - $(LOCKFLAGS) -o requirements-bench.lock
LOCKFLAGS := --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
             --no-emit-find-links --no-header --no-annotate --quiet

docs: $(VENV)/.dev  ## write the picture, the keymap, the manual page and the table of features from the app
	$(BIN)/python docs/build.py
	$(BIN)/python docs/commands.py

docs-check: $(VENV)/.dev  ## fail when one of these texts is out of date
	$(BIN)/python docs/build.py --check

site: $(TOOLS)/.done  ## the documentation as a website: build/site/index.html; warnings are errors
	$(TOOLS)/bin/python -m sphinx -q -W --keep-going -b html -d build/doctrees docs build/site
	@! grep -rlE '<(script|link|img)[^>]* (src|href)="(https?:)?//' build/site  # a page needs no other host
	@echo "build/site/index.html"

dist: $(VENV)/.dev $(TOOLS)/.done  ## build the wheel and the sdist, and check what an index would see
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist . > /dev/null
	$(TOOLS)/bin/python -m twine check --strict dist/*
	$(TOOLS)/bin/check-wheel-contents dist/*.whl

release: dist  ## `dist`, with what goes into it as a CycloneDX bill of materials: dist/copydesk.cdx.json
	$(BIN)/python -m extract.parse.model_files
	$(TOOLS)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --mc-type application \
	  --output-reproducible --of JSON -o dist/copydesk.cdx.json
	@echo "dist/copydesk.cdx.json"
	@$(MAKE) --no-print-directory --silent publishable || echo "The packages are complete, but not for publishing yet."

publishable:  ## fail while the project's addresses in pyproject.toml are placeholders
	@! grep -n 'copydesk\.example' pyproject.toml || { echo "Set these addresses before publishing: see CONTRIBUTING.md."; exit 1; }

clean:
	rm -rf $(VENV) $(TOOLS) build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

# The venv is made once for running and topped up for development; each stamp depends on what it installed.
$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "copydesk needs Python 3.11 or newer; make PYTHON=python3.12 ...")'
	@echo "Making a virtual environment in $(VENV) ..."
	@$(PYTHON) -m venv $(VENV)
	@find $(VENV)/lib -path '*/pip/*' -name '*.pyc' -delete  # pip runs a few times at most

$(VENV)/.runtime: $(VENV)/bin/python requirements.lock requirements-build.lock pyproject.toml
	@echo "Installing Copydesk and its language model (about 100 MB to download, 300 MB on disk, one minute) ..."
	@$(PIP) install --quiet --no-compile --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@$(BIN)/python -m extract.parse.model_files
	@$(STRIP)
	@echo "Compiling what the desk imports ..."
	@$(COMPILE)
	@$(WARM) -m tui extract seeds/us-china-russia.txt > /dev/null
	@$(WARM) -c 'import tui.app, tui.article.screen, tui.desk.screen, store.web.fetch, store.notes.notebook'
	@$(WARM) -c 'import docx, feedparser, jinja2, pypdf, trafilatura, watchfiles'
	@touch $@

# The wheels of these ship with debugging symbols, which nothing here reads: 120 MB. Not every library survives being
# stripped (numpy's OpenBLAS does not), so they are named.
STRIP := command -v strip > /dev/null && find $(VENV)/lib -name '*.so' \
         '(' -path '*/spacy/*' -o -path '*/thinc/*' -o -path '*/blis/*' -o -path '*/srsly/*' ')' \
         -exec strip --strip-debug {} + 2> /dev/null || true

$(VENV)/.dev: $(VENV)/.runtime requirements-dev.lock
	@echo "Installing what the tests and checks need ..."
	@$(PIP) install --quiet --no-compile --require-hashes -r requirements-dev.lock
	@$(WARM) -m pytest --version > /dev/null
	@touch $@

$(TOOLS)/.done: requirements-tools.lock
	@echo "Installing the documentation and release tools into $(TOOLS) ..."
	@$(PYTHON) -m venv $(TOOLS)
	@$(TOOLS)/bin/python -m pip --disable-pip-version-check install --quiet --no-compile --require-hashes -r requirements-tools.lock
	@touch $@

# What `make bench` compares with, in a venv of its own; without it the comparison is left out.
$(VENV)/.peers: $(VENV)/bin/python requirements-bench.lock
	$(PYTHON) -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip --disable-pip-version-check install --quiet --require-hashes -r requirements-bench.lock
	@touch $@
