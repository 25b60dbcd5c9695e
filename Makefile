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

.PHONY: serve reset check new-offer report build package test bench lock

serve: ## the whole shop on this machine; CMS=1 with the editors' form; STORE=dynamodb for DynamoDB Local
	@$(SETUP) $(if $(CMS)$(filter dynamodb,$(STORE)),dynamodb,serve)
	@PORT=$(PORT) CONTENT=$(CONTENT) STORE=$(STORE) CMS=$(CMS) $(BIN)/python -m devstack

reset: ## forget bookings, mails, payments and the moved clock
	@rm -rf var/shop.sqlite* var/stripe.sqlite* var/files var/inbox var/clock var/site var/publish var/dynamodb
	@echo "The shop is as new."

check: ## every fault of the content, with its cure
	@$(SETUP) serve
	@PYTHONPATH=plugins $(BIN)/python -m catalogue.check $(CONTENT)

new-offer: ## asks what an offer needs, and writes its files
	@$(SETUP) serve
	@PYTHONPATH=plugins $(BIN)/python -m catalogue.new_offer $(CONTENT)

report: ## what this work tree changes for visitors since BASE=main; REPORT= its file, REPORT_LANG=en
	@$(SETUP) serve
	@STORE=$(STORE) CONTENT=$(CONTENT) PYTHONPATH=booking_fn:plugins:. $(BIN)/python -m infra.report --base="$(BASE)" --content=$(CONTENT) --report=$(REPORT) $(if $(REPORT_LANG),--lang=$(REPORT_LANG))

build: ## the production build of the site; SITE_URL=https://… is its public address; CMS=1 CMS_REPO=owner/name
	@$(SETUP) $(if $(CMS),dynamodb,serve)
	@CONTENT=$(CONTENT) OUTPUT=$(OUTPUT) SITE_URL=$(SITE_URL) PYTHONPATH=plugins $(BIN)/python -m catalogue.build -s publishconf.py
	@$(if $(CMS),CONTENT=$(CONTENT) SITE_URL=$(SITE_URL) PYTHONPATH=plugins:. $(BIN)/python -m infra.cms $(OUTPUT))
	@echo "$(OUTPUT): the site of $(SITE_URL). For booking: build/publish/catalogue.json, build/publish/site.json."

package: build/publish/site.json ## the functions for AWS, with the site built last; PYTHON313= where it is another
	@$(SETUP) serve
	@PYTHON313="$(PYTHON313)" $(BIN)/python -m infra.package

build/publish/site.json:
	@$(MAKE) build

test: ## all that continuous integration runs; FAST=1 without DynamoDB Local, a browser, packaging
	@$(SETUP) test
	@$(BIN)/python -m tests.run $(if $(FAST),--fast)

bench: ## race the build against Hugo, Eleventy and stock Pelican, then load pages with Lighthouse; RACE=, PAGES= options
	@$(SETUP) bench
	@PYTHONPATH=plugins $(BIN)/python -m bench.build.race $(RACE)
	@PYTHONPATH=booking_fn:plugins $(BIN)/python -m bench.site.measure $(PAGES)

lock: ## pin every dependency anew, with hashes
	@$(SETUP) test
	@$(BIN)/python infra/lock.py
