# The two commands you need first: `make demo` and `make test`. `make help` lists all others.
# Python 3.11 or later, git and make are enough; without make: `python3 -m tools.start demo`.
PYTHON ?= python3
JOBS ?= 2
START := $(PYTHON) -m tools.start
SET_UP := $(PYTHON) -m tools.environment
HOW = $(if $(COVERAGE),--coverage) $(if $(NEWEST),--newest) --jobs $(JOBS)
VENV := .make/venv
BIN := $(VENV)/bin
DEV := .venv/bin
WHEEL := .make/wheel
PYTEST := python -m pytest -q -p no:cacheprovider

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help demo test lint check-data unit coverage quick dev refresh venv docs-venv data review-sheets \
  rehearsal bench clean docs docs-test docs-serve release-check test-engines compat test-lowest \
  test-extras test-frozen test-wasm mutants fuzz test-deep

## List every target with what it does.
help:
	@awk '/^## /{said=substr($$0,4)} /^[a-z-]+:/{if(said){sub(/:.*/,""); printf "make %-14s %s\n",$$0,said} said=""}' Makefile

## Show what a user gets: an entry in each language, a list, a change, a community.
demo:
	@$(START) demo $(HOW)

## Check everything that must pass, against the built wheel (COVERAGE=yes, NEWEST=yes without pins).
test:
	@$(START) test $(HOW) $(ARGS)

## Check style, types and which module may import which.
lint:
	@$(START) lint $(HOW)

## Check the data, and that what is made from them is up to date.
check-data:
	@$(START) check-data $(HOW)

## Run the tests alone (ARGS="-k word" for some).
unit:
	@$(START) unit $(HOW) $(ARGS)

## Run the tests and hold that they run every branch of src.
coverage:
	@$(START) unit --coverage --jobs $(JOBS) $(ARGS)

## Run the tests of one part in seconds, against the sources: make quick PART=judge.
quick:
	@$(START) quick $(PART) $(ARGS)

## Make .venv, in which the sources themselves are installed.
dev:
	@$(START) dev

## Renew the pins of every package and say what changed (PINS="test docs" for some files).
refresh:
	@$(SET_UP) refresh-venv refresh
	.make/refresh-venv/bin/python -m tools.refresh_pins $(PINS)

# What most targets below run in: the packages of tests, and the wheel of this tree.
venv:
	@$(SET_UP) venv test --wheel

## Regenerate the files that are derived from the data, after an edit of the data.
data: dev
	$(DEV)/python tools/make_releases.py
	$(DEV)/python tools/compile_data.py
	$(DEV)/python -m tools.compile_codes
	$(DEV)/python tools/make_sbom.py
	$(DEV)/python -m tools.make_deviations
	$(DEV)/python -m tools.make_worked_answers
	$(DEV)/python -m tools.make_answers

## Make the sheets on which clinicians review the list: see docs/maintaining/review-in-an-hour.md.
review-sheets: venv
	$(BIN)/python -m tools.review sheets

## Rehearse a correction of the list, in a copy: see docs/maintaining/correct-an-error.md.
rehearsal: venv
	$(BIN)/python -m tools.rehearsal

## Measure speed beside the peers; figures are ratios of one run (ROWS=1000000 for a short one).
# Into the page: `make bench WRITE="--write docs/reference/speed.md"`.
ROWS ?= 10000000
BENCH := .make/bench-venv/bin/python
bench:
	@$(SET_UP) bench-venv test bench --wheel
	$(BENCH) benchmarks/run.py $(WRITE)
	$(BENCH) benchmarks/frames.py --rows $(ROWS) $(WRITE)
	$(BENCH) benchmarks/cds_service.py $(WRITE)

## Remove all that the other targets made, but for .venv.
clean:
	rm -rf .make .coverage

# The site: see docs/maintaining/the-site.md.
DOCS_BIN := .make/docs-venv/bin
NPM := .make/npm
BROWSER := .make/site-wheels
CHROMIUM ?= /usr/bin/chromium
SITE_TOOL := PYTHONPATH=src $(DOCS_BIN)/python -m tools.site
SOURCES := $(shell find src -type f ! -name '*.pyc') pyproject.toml README.md LICENSE LICENSE-DATA sbom/mitosafe.cdx.json

docs-venv:
	@$(SET_UP) docs-venv docs

## Build the site into site/, strictly, and check every link of it.
docs: docs-venv $(NPM)/ready $(BROWSER)/ready
	$(SITE_TOOL) assemble
	# Not --quiet: that would hide from --strict the very warnings that it counts.
	PYTHONPATH=src NO_MKDOCS_2_WARNING=1 $(DOCS_BIN)/mkdocs build --strict
	$(SITE_TOOL) finish
	$(SITE_TOOL) check

## Drive the built site in a real browser.
docs-test: docs
	test -x $(CHROMIUM) || (apt-get update --quiet && apt-get install --yes --quiet chromium)
	PYTHONPATH=src:. CHROMIUM=$(CHROMIUM) $(DOCS_BIN)/python -m pytest -p no:cacheprovider \
	  --confcutdir=tests/site tests/site $(ARGS)

## Show the built site on this machine.
docs-serve: docs
	$(DOCS_BIN)/python -m http.server --bind 127.0.0.1 --directory site 8000

$(NPM)/ready: tools/site/package-lock.json
	command -v npm || (apt-get update --quiet && apt-get install --yes --quiet npm)
	mkdir -p $(NPM)
	cp tools/site/package.json tools/site/package-lock.json $(NPM)
	npm ci --prefix $(NPM) --ignore-scripts --no-audit --no-fund --silent
	touch $@

# What the try-it page runs: the wheel of this tree, and what it needs, by hash.
$(BROWSER)/ready: requirements/browser.txt $(SOURCES) | docs-venv
	rm -rf $(BROWSER)
	$(DOCS_BIN)/python -m pip download --quiet --no-deps --only-binary :all: --require-hashes \
	  --dest $(BROWSER) -r requirements/browser.txt
	$(DOCS_BIN)/python -m build --wheel --no-isolation --outdir $(BROWSER) . > .make/site-build.log
	touch $@

## Check that a release may be made; leaves its files in dist/.
release-check: venv docs
	@$(SET_UP) release-venv source release
	$(BIN)/python -m tools.release_check

## Compare the answers on a real local Spark (SPARK=100000000 annotates so many rows); installs Java.
ENGINES := .make/engines-venv/bin
test-engines:
	command -v java || (apt-get update --quiet && apt-get install --yes --quiet default-jre-headless)
	@$(SET_UP) engines-venv source test engines --wheel
	$(ENGINES)/$(PYTEST) tests/frames $(ARGS)
	$(if $(SPARK),$(ENGINES)/python benchmarks/frames.py --spark $(SPARK) $(WRITE))

## Run the core tests on every Python that is on the path; says which are not.
PYTHONS ?= python3.11 python3.12 python3.13 python3.14 python3.14t
compat: venv
	$(BIN)/python tools/compat.py $(PYTHONS)

## Run all tests with the lowest versions that pyproject.toml allows.
test-lowest:
	@$(SET_UP) lowest-venv test lowest --wheel
	.make/lowest-venv/bin/$(PYTEST) -n $(JOBS) --dist loadfile tests $(ARGS)

## Check that a program frozen with PyInstaller gives the same answers.
test-frozen:
	@$(SET_UP) frozen/venv frozen --wheel
	.make/frozen/venv/bin/python tools/freeze.py .make/frozen

## Check that Pyodide (Python in the browser, here in Node.js) gives the same answers.
SAID := tee /dev/stderr | sed 's/.*: //'
test-wasm: venv $(BROWSER)/ready $(NPM)/ready
	test "$$(node tools/wasm/run.mjs $(NPM)/node_modules/pyodide $(BROWSER)/*.whl | $(SAID))" = \
	  "$$($(BIN)/python tools/wasm/answers.py | $(SAID))"

## Test the tests: change the code a little, a test must fail (MODULE=judge for one, SHORT=1).
# Without mitosafe in it: the tests can import no other package than the mutated one.
mutants:
	@$(SET_UP) mutants-venv mutants
	PYTHONPATH=src .make/mutants-venv/bin/python -m tools.mutants $(MODULE) $(if $(SHORT),--short) --jobs $(JOBS)

## Fuzz every public entry point, led by coverage (MINUTES=14 in all; DOOR=fhir for one).
MINUTES ?= 14
fuzz:
	@$(SET_UP) fuzz-venv test fuzz --wheel
	.make/fuzz-venv/bin/python -m tests.fuzz --minutes $(MINUTES) $(if $(DOOR),--door $(DOOR))

## Draw many new examples for every promise, then fuzz (EXAMPLES=200 MINUTES=2 for a short run).
EXAMPLES ?= 5000
test-deep: venv
	EXAMPLES=$(EXAMPLES) $(BIN)/$(PYTEST) -n $(JOBS) --dist worksteal \
	  --hypothesis-profile=deep tests/rules tests/reference tests/answers tests/lookup tests/loading tests/test_*.py tests/fuzz/timed.py --junitxml=.make/deep.xml $(ARGS)
	$(BIN)/python -m tools.deep $(EXAMPLES)
	$(MAKE) fuzz

## Install each extra alone with the wheel, in an environment of its own, and test it.
test-extras: venv
	$(BIN)/python -m tools.test_extras $(WHEEL) $(ARGS)
