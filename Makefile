# Every command a person needs. `make talk` and `make test` set everything up on their own.

# Any interpreter from 3.11 on will do; PYTHON=... and VENV=... choose another one and where its packages go.
PYTHON ?= $(shell for python in python3 python3.13 python3.12 python3.11; do \
	"$$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && { echo "$$python"; break; }; done)
VENV ?= .venv
PY = $(VENV)/bin/python
# Not ?=, because some shells export HOST.
HOST = 127.0.0.1
PORT = 8089
# As many at a time as there are processors; what a file of tests prepares, it prepares once.
JOBS = auto

export PYTHONPATH = lambda:.

.PHONY: help setup talk race-api test bench-feed bench-matching lint format model icons lock clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 16

setup: $(VENV)/.ready ## install what everything below needs, into .venv

$(VENV)/.ready: requirements-dev.txt
	@test -n "$(PYTHON)" && $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed: install it, or name one with PYTHON=..."; exit 1; }
	@echo "Setting up $(VENV) with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(PY) -m pip --disable-pip-version-check -qq install --require-hashes --requirement requirements-dev.txt
	@touch $@

talk: setup ## hold a conversation with the skill (NOW=2026-11-21T12:00-05:00 sets the time)
	@$(PY) -m simulator $(if $(NOW),--now "$(NOW)") $(ARGS)

race-api: setup ## run the local race API alone (HOST=..., PORT=...)
	@$(PY) -m simulator.race_api --host $(HOST) --port $(PORT) $(if $(NOW),--now "$(NOW)") $(ARGS)

test: setup ## run the tests (ARGS=-k... chooses, JOBS=0 runs them in one process)
	@$(PY) -m pytest --numprocesses=$(JOBS) --dist=loadfile $(ARGS)

bench-feed: setup ## count and time the calls each question makes, alone and under load (bench/README.md)
	@$(PY) -m bench.feed

lint: setup ## check style and types
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m mypy

format: setup ## mend style
	@$(PY) -m ruff check --fix .
	@$(PY) -m ruff format .

model: setup ## write the track catalogue into the interaction model
	@$(PY) -m simulator.track_values

icons: setup ## draw the skill's icons
	@$(PY) -m simulator.draw_icons

bench-matching: setup ## measure ways of matching misheard names
	@$(PY) -m pip --disable-pip-version-check -qq install --upgrade --target $(VENV)/bench rapidfuzz==3.14.6
	@PYTHONPATH="$(PYTHONPATH):$(VENV)/bench" $(PY) bench/matching.py

lock: setup ## pin what requirements*.in ask for, with hashes
	@$(PY) -m pip --disable-pip-version-check -qq install uv==0.13.8
	@for name in lambda/requirements requirements-dev; do \
		$(VENV)/bin/uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
			--no-header $$name.in --output-file $$name.txt || exit 1; done

clean: ## remove everything that was made
	rm -rf .venv .venv-* .aws-sam .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
