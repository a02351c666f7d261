# Two commands do all: `make demo` and `make test`. Python 3.11+, git and make are enough.
PYTHON ?= python3
VENV := .make/venv
BIN := $(VENV)/bin
WHEEL := .make/wheel

.PHONY: demo test lint unit coverage data check-data bench docs docs-test docs-serve clean release-check \
  test-engines compat test-lowest test-extras test-frozen test-wasm
.PHONY: review-sheets rehearsal
.PHONY: mutants fuzz test-deep

## Check three real entries, one a language, and show the diff of two releases.
demo: $(VENV)/installed
	@$(BIN)/python tools/demo.py

## Everything that must pass, against the built and installed wheel.
test: $(VENV)/installed lint check-data unit

lint: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# The tests run in the root of the repository with src out of the way: `mitosafe` is the wheel.
# Each file of tests stays with one process, for the examples of a page build on one another.
JOBS ?= 2
unit: $(VENV)/installed
	$(BIN)/python -m pytest -p no:cacheprovider -n $(JOBS) --dist loadfile $(if $(COVERAGE),--cov --cov-report=term) $(ARGS)

## All tests, and every branch of src must be run by them. Apart, for tracing doubles their time.
coverage:
	$(MAKE) unit COVERAGE=yes

## Make the files that are made from the data, after an edit of the data.
data:
	$(BIN)/python tools/make_releases.py
	$(BIN)/python tools/compile_data.py
	$(BIN)/python tools/make_sbom.py
	$(BIN)/python -m tools.make_deviations
	$(BIN)/python -m tools.make_worked_answers

## Sheets on which clinicians review the list: see docs/maintaining/review-in-an-hour.md.
review-sheets: $(VENV)/installed
	$(BIN)/python -m tools.review sheets

## Rehearse a correction of the list, in a copy: see docs/maintaining/correct-an-error.md.
rehearsal: $(VENV)/installed
	$(BIN)/python -m tools.rehearsal

check-data: $(VENV)/installed
	$(BIN)/python tools/compile_data.py --check
	$(BIN)/python tools/make_sbom.py --check
	$(BIN)/mitosafe validate src/mitosafe/data

## Measure speed beside the peers; figures are ratios of one run. Shorter: `make bench ROWS=1000000`.
# Into the page: `make bench WRITE="--write docs/reference/speed.md"`.
ROWS ?= 10000000
bench: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	$(BIN)/python benchmarks/run.py $(WRITE)
	$(BIN)/python benchmarks/frames.py --rows $(ROWS) $(WRITE)
	$(BIN)/python benchmarks/cds_service.py $(WRITE)

# Packages by hash, then the wheel, built anew whenever something in src changed.
SOURCES := $(shell find src -type f ! -name '*.pyc') pyproject.toml README.md LICENSE LICENSE-DATA sbom/mitosafe.cdx.json

$(VENV)/ready: requirements/test.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	touch $@

$(VENV)/installed: $(VENV)/ready $(SOURCES)
	rm -rf $(WHEEL)
	$(BIN)/python -m build --wheel --no-isolation --outdir $(WHEEL) . > .make/build.log
	$(BIN)/python -m pip install --quiet --no-deps --force-reinstall $(WHEEL)/*.whl
	touch $@

clean:
	rm -rf .make .coverage

# The site: see docs/maintaining/the-site.md.
DOCS_VENV := .make/docs-venv
DOCS_BIN := $(DOCS_VENV)/bin
NPM := .make/npm
BROWSER := .make/site-wheels
CHROMIUM ?= /usr/bin/chromium
SITE_TOOL := PYTHONPATH=src $(DOCS_BIN)/python -m tools.site

## Build the site into site/, strictly, and check every link of it.
docs: $(DOCS_VENV)/ready $(NPM)/ready $(BROWSER)/ready
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

$(DOCS_VENV)/ready: requirements/docs.txt
	$(PYTHON) -m venv $(DOCS_VENV)
	$(DOCS_BIN)/python -m pip install --quiet --require-hashes -r requirements/docs.txt
	touch $@

$(NPM)/ready: tools/site/package-lock.json
	command -v npm || (apt-get update --quiet && apt-get install --yes --quiet npm)
	mkdir -p $(NPM)
	cp tools/site/package.json tools/site/package-lock.json $(NPM)
	npm ci --prefix $(NPM) --ignore-scripts --no-audit --no-fund --silent
	touch $@

# What the try-it page runs: the wheel of this tree, and what it needs, by hash.
$(BROWSER)/ready: requirements/browser.txt $(DOCS_VENV)/ready $(SOURCES)
	rm -rf $(BROWSER)
	$(DOCS_BIN)/python -m pip download --quiet --no-deps --only-binary :all: --require-hashes \
	  --dest $(BROWSER) -r requirements/browser.txt
	$(DOCS_BIN)/python -m build --wheel --no-isolation --outdir $(BROWSER) . > .make/site-build.log
	touch $@

## Check that a release may be made; leaves its files in dist/.
release-check: $(VENV)/installed .make/release-venv/ready docs
	$(BIN)/python -m tools.release_check

.make/release-venv/ready: requirements/release.txt
	$(PYTHON) -m venv --clear .make/release-venv
	.make/release-venv/bin/python -m pip install --quiet --require-hashes -r requirements/release.txt
	touch $@

## The same answers on a real local Spark too; installs Java where there is none.
# With `make test-engines SPARK=100000000`, so many rows are annotated on it as well.
test-engines: $(VENV)/installed
	command -v java || (apt-get update --quiet && apt-get install --yes --quiet default-jre-headless)
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/engines.txt
	$(BIN)/python -m pytest -q -p no:cacheprovider tests/frames $(ARGS)
	$(if $(SPARK),$(BIN)/python benchmarks/frames.py --spark $(SPARK) $(WRITE))

## The core tests on every Python that is on the path; says which are not.
PYTHONS ?= python3.11 python3.12 python3.13 python3.14 python3.14t
compat: $(VENV)/installed
	$(BIN)/python tools/compat.py $(PYTHONS)

## All tests with the lowest versions that pyproject.toml allows.
test-lowest: $(VENV)/installed
	$(PYTHON) -m venv --clear .make/lowest-venv
	.make/lowest-venv/bin/python -m pip install --quiet --require-hashes -r requirements/test.txt
	.make/lowest-venv/bin/python -m pip install --quiet --require-hashes --no-deps -r requirements/lowest.txt
	.make/lowest-venv/bin/python -m pip install --quiet --no-deps $(WHEEL)/*.whl
	.make/lowest-venv/bin/python -m pytest -q -p no:cacheprovider -n $(JOBS) --dist loadfile tests $(ARGS)

## A program frozen with PyInstaller gives the same answers.
test-frozen: $(VENV)/installed
	$(PYTHON) -m venv --clear .make/frozen/venv
	.make/frozen/venv/bin/python -m pip install --quiet --require-hashes -r requirements/frozen.txt
	.make/frozen/venv/bin/python -m pip install --quiet --no-deps $(WHEEL)/*.whl
	.make/frozen/venv/bin/python tools/freeze.py .make/frozen

## Pyodide (Python in the browser, here in Node.js) gives the same answers from the same wheel.
SAID := tee /dev/stderr | sed 's/.*: //'
test-wasm: $(VENV)/installed $(BROWSER)/ready $(NPM)/ready
	test "$$(node tools/wasm/run.mjs $(NPM)/node_modules/pyodide $(BROWSER)/*.whl | $(SAID))" = \
	  "$$($(BIN)/python tools/wasm/answers.py | $(SAID))"

# A venv without mitosafe: the tests can import no other package than the mutated one.
MUTANTS_VENV := .make/mutants-venv

## Test the tests: change the code a little, a test must fail (MODULE=judge for one, SHORT=1).
mutants: $(MUTANTS_VENV)/ready
	PYTHONPATH=src $(MUTANTS_VENV)/bin/python -m tools.mutants $(MODULE) $(if $(SHORT),--short) --jobs $(JOBS)

$(MUTANTS_VENV)/ready: requirements/mutants.txt
	$(PYTHON) -m venv $(MUTANTS_VENV)
	$(MUTANTS_VENV)/bin/python -m pip install --quiet --require-hashes -r requirements/mutants.txt
	touch $@

## Throw foreign bytes at every door, led by coverage (MINUTES=14 in all; DOOR=fhir for one).
MINUTES ?= 14
fuzz: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/fuzz.txt
	$(BIN)/python -m tests.fuzz --minutes $(MINUTES) $(if $(DOOR),--door $(DOOR))

## Draw many new examples for every promise, then fuzz (EXAMPLES=200 MINUTES=2 for a short run).
EXAMPLES ?= 5000
test-deep: $(VENV)/installed
	EXAMPLES=$(EXAMPLES) $(BIN)/python -m pytest -q -p no:cacheprovider -n $(JOBS) --dist worksteal \
	  --hypothesis-profile=deep tests/rules tests/reference tests/answers tests/lookup tests/loading tests/test_*.py tests/fuzz/timed.py --junitxml=.make/deep.xml $(ARGS)
	$(BIN)/python -m tools.deep $(EXAMPLES)
	$(MAKE) fuzz

## Each extra alone with the wheel, in an environment of its own.
test-extras: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/extras.txt
	$(BIN)/python -m tools.test_extras $(WHEEL) $(ARGS)
