# Faubourg's verbs. `make serve` and `make test` are all that most people need.
PORT ?= 8000
CONTENT ?= content
OUTPUT ?= output
STORE ?= sqlite
SITE_URL ?= https://faubourg.example.org
REPORT ?= var/report/report.md
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(PYTHON) infra/setup_venv.py $(VENV)

.PHONY: serve reset check report build package test test-fast bench lock

serve: ## the whole shop on this machine; STORE=dynamodb for DynamoDB Local
	@$(SETUP) $(if $(filter dynamodb,$(STORE)),dynamodb,serve)
	@PORT=$(PORT) CONTENT=$(CONTENT) STORE=$(STORE) $(BIN)/python -m devstack

reset: ## forget bookings, mails, payments and the moved clock
	@rm -rf var/shop.sqlite* var/stripe.sqlite* var/files var/inbox var/clock var/site var/publish var/dynamodb
	@echo "The shop is as new."

check: ## every fault of the content, with its cure
	@$(SETUP) serve
	@PYTHONPATH=plugins $(BIN)/python -m catalogue.check $(CONTENT)

report: ## what this work tree changes for visitors since BASE=main; REPORT= its file, REPORT_LANG=en
	@$(SETUP) serve
	@STORE=$(STORE) CONTENT=$(CONTENT) PYTHONPATH=booking_fn:plugins:. $(BIN)/python -m infra.report --base="$(BASE)" --content=$(CONTENT) --report=$(REPORT) $(if $(REPORT_LANG),--lang=$(REPORT_LANG))

build: ## the production build of the site; SITE_URL=https://… is its public address
	@$(SETUP) serve
	@CONTENT=$(CONTENT) OUTPUT=$(OUTPUT) SITE_URL=$(SITE_URL) PYTHONPATH=plugins $(BIN)/python -m catalogue.build -s publishconf.py
	@echo "$(OUTPUT): the site of $(SITE_URL). For booking: build/publish/catalogue.json, build/publish/site.json."

package: build/publish/site.json ## the functions for AWS, with the site built last; PYTHON313= where it is another
	@$(SETUP) serve
	@PYTHON313="$(PYTHON313)" $(BIN)/python -m infra.package

build/publish/site.json:
	@$(MAKE) build

test: ## all that continuous integration runs
	@$(SETUP) test
	@$(BIN)/python -m tests.run

test-fast: ## the levels that need neither DynamoDB Local nor a browser
	@$(SETUP) test
	@$(BIN)/python -m tests.run --fast

bench: ## race the build against Hugo, Eleventy and stock Pelican: docs/build_speed.md; RACE= for its options
	@$(SETUP) bench
	@PYTHONPATH=plugins $(BIN)/python -m bench.build.race $(RACE)

lock: ## pin every dependency anew, with hashes
	@$(SETUP) test
	@$(BIN)/python infra/lock.py
