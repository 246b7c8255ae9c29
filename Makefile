# The same commands for people and for CI. Each sets up what it needs first.
PY := .venv/bin/python
.DEFAULT_GOAL := help
.PHONY: help setup demo local tick check test lock picture

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup:
	@infra/setup.sh

check: setup  ## Style, types and arrows
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test: check  ## Every check and every test
	$(PY) -m pytest $(ARGS)

lock: setup  ## Resolve requirements into infra/lock.txt again
	.venv/bin/uv pip compile -q --universal --python-version 3.12 --group dev requirements.txt infra/layers/render/requirements.txt \
	  --generate-hashes --no-header --no-emit-index-url -o infra/lock.txt
