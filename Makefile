# The same commands for people and for CI. Each sets up what it needs first.
PY := .venv/bin/python
PORT := 8000
TICKS := on
# What a person gives reaches the commands through the environment, so that neither make nor the shell reads it as code.
# What they do not is not there at all, so that a command can tell it from what is empty.
$(foreach name,CSV FROM TO CURRENCY AT PORT TICKS ENGINES NARRATIVE SECRETS ORG SCOPES NAME STAGE VERSION YES SMOKE URL POLL_SECONDS CATALOGUE,$(if $(filter-out undefined,$(origin $(name))),$(eval override export $(name) := $$(value $(name)))))
.DEFAULT_GOAL := help
.PHONY: help setup demo local tick key first-key package deploy smoke destroy check test fuzz bench lock lock-debian openapi pictures golden catalogues

help:  ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

setup:
	@infra/setup.sh >&2

demo: setup  ## From daily rows to a PDF in out/ (CSV=path FROM=2026-03-01 TO=2026-03-07 for your own)
	@$(PY) -m infra.local demo $${CSV:+--csv="$$CSV"} $${FROM:+--from="$$FROM"} $${TO:+--to="$$TO"} $${CURRENCY:+--currency="$$CURRENCY"}

local: setup  ## The whole service here, until Ctrl-C (PORT=8000 TICKS=off ENGINES=engines.json NARRATIVE=narrative.json SECRETS=secrets.json)
	@exec $(PY) -m infra.local up --port="$$PORT" --ticks="$$TICKS" $${ENGINES:+--engines="$$ENGINES"} \
	  $${NARRATIVE:+--narrative="$$NARRATIVE"} $${SECRETS:+--secrets="$$SECRETS"}

tick: setup  ## One tick of the running service at a chosen time (AT=2026-03-01T10:00:00Z PORT=8000)
	@$(PY) -m infra.local tick --at="$$AT" --port="$$PORT"

key: setup  ## A new API key of the running service (ORG=beta SCOPES='read:all,write:reports' NAME=agency PORT=8000)
	@$(PY) -m infra.local key --organization="$$ORG" --port="$$PORT" $${SCOPES+--scopes="$$SCOPES"} $${NAME:+--name="$$NAME"}

package: setup  ## dist/template.json and the zips that it names: all that a deployment sends (STAGE=dev)
	@$(PY) -m infra.packaging $${STAGE:+--stage="$$STAGE"}

deploy: setup  ## A stage on your AWS account: packaged, uploaded, shown, made, tried (STAGE=dev ORG=main YES=1 SMOKE=off VERSION=<commit>)
	@$(PY) -m infra.deploying deploy $${STAGE:+--stage="$$STAGE"} $${ORG:+--organization="$$ORG"} $${YES:+--yes="$$YES"} $${SMOKE:+--smoke="$$SMOKE"} $${VERSION:+--version="$$VERSION"} $${POLL_SECONDS:+--poll-seconds="$$POLL_SECONDS"}

smoke: setup  ## Try a deployed stage: its health, and one report from rows to its file (STAGE=dev URL=https://…)
	@$(PY) -m infra.deploying smoke $${STAGE:+--stage="$$STAGE"} $${URL:+--url="$$URL"} $${POLL_SECONDS:+--poll-seconds="$$POLL_SECONDS"}

destroy: setup  ## Delete a stage with all that it keeps, but prod; asks for its name (STAGE=dev)
	@$(PY) -m infra.deploying destroy $${STAGE:+--stage="$$STAGE"}

first-key: setup  ## A new API key of any stage, with your AWS credentials (STAGE=prod ORG=acme SCOPES='*' NAME='first key')
	@$(PY) -m infra.issue_key --stage="$$STAGE" --organization="$$ORG" $${SCOPES+--scopes="$$SCOPES"} $${NAME:+--name="$$NAME"}

check: setup  ## Style, types and arrows
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

test: check  ## Every check and every test
	@infra/setup.sh tests
	$(PY) -m pytest -n auto --maxprocesses=4 --dist loadfile --no-loadscope-reorder $(ARGS)

fuzz: setup  ## Schemathesis against the local stack, with many requests (ARGS='--max-examples=1000 --seed=1')
	@$(PY) -m tests.fuzz $(ARGS)

bench: setup  ## What DynamoDB is asked for, in a table of 1,000 and of 100,000 schedules, and ticks of 10,000 (ARGS=--help)
	@$(PY) -m tests.bench $(ARGS)

pictures: setup  ## Draw the pictures of the README and of docs/gallery.md again
	@$(PY) -m infra.pictures

golden: setup  ## Draw the pages anew that tests compare every template with
	@$(PY) -m tests.golden

catalogues: setup  ## Write every message of a report's words into the catalogues again (CATALOGUE=it to begin a new one)
	@$(PY) -m infra.catalogues $${CATALOGUE:+--language="$$CATALOGUE"}

openapi: setup  ## Write docs/openapi.json, the API's document, again
	@$(PY) -m infra.openapi

lock: setup  ## Resolve requirements into infra/lock.txt again
	.venv/bin/uv pip compile -q --universal --python-version 3.12 --group dev requirements.txt infra/layers/*/requirements.txt \
	  --generate-hashes --no-header --no-emit-index-url -o infra/lock.txt

lock-debian: setup  ## Pin the Debian packages of the render layer as they are now, in infra/layers/render/debian.txt
	@$(PY) -m infra.packaging.debian
