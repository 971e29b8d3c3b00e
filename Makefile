# Two commands do all the set-up: `make run` and `make test`. `make check` is what CI runs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS   ?=

.PHONY: help run demo test check format lint types imports contract openapi docs bench latency chaos fuzz redocly lock audit sbom dist clean

help: ## list the commands
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

# The lock is complete, so nothing is resolved (--no-deps): pip would look at newer releases of what a package asks for with an extra.
# Installing without build isolation uses the locked build tools; the editable installs also build the gazetteer's index.
$(VENV)/.service: requirements/service.txt pyproject.toml hatch_build.py
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --require-hashes --no-deps -r requirements/service.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.develop: requirements/develop.txt sdk/pyproject.toml $(VENV)/.service
	$(PIP) install --require-hashes --no-deps -r requirements/develop.txt
	$(PIP) install --no-deps --no-build-isolation -e sdk
	@touch $@

run: $(VENV)/.service ## start everything on this machine (make run ARGS="--data DIR --port N")
	@exec $(BIN)/rashomon run $(ARGS)

demo: $(VENV)/.service ## submit the example articles to the running service and print what comes out
	@exec $(BIN)/rashomon demo $(ARGS)

test: $(VENV)/.develop ## all tests with real servers
	$(BIN)/pytest -n 2 $(ARGS)

check: format lint types imports contract ## what CI runs
	$(BIN)/coverage erase
	$(BIN)/pytest -n 2 --cov --cov-report=term:skip-covered --cov-fail-under=80

format: $(VENV)/.develop
	$(BIN)/ruff format --check .

lint: $(VENV)/.develop
	$(BIN)/ruff check .

types: $(VENV)/.develop
	$(BIN)/mypy

imports: $(VENV)/.develop
	$(BIN)/lint-imports

contract: $(VENV)/.develop ## is openapi.yaml what the code says?
	$(BIN)/python -m rashomon.api.document --check openapi.yaml

openapi: $(VENV)/.develop ## write openapi.yaml from the code
	$(BIN)/python -m rashomon.api.document openapi.yaml

docs: $(VENV)/.develop ## write what the commands in the documents say now
	$(BIN)/python tests/support/documents.py docs/tutorial.md docs/records.md docs/webhooks.md docs/operations.md

bench: $(VENV)/.develop ## what the figures in the documents rest on
	$(BIN)/python benchmarks/reading.py
	$(BIN)/python benchmarks/start.py
	$(BIN)/python benchmarks/intake.py --database sqlite
	$(BIN)/python benchmarks/intake.py --database postgresql
	$(BIN)/python benchmarks/end_to_end.py
	$(BIN)/python benchmarks/comparison.py
	$(BIN)/python benchmarks/scale.py

latency: $(VENV)/.develop ## how long submissions take at 200 a second (make latency ARGS="--rate N --seconds N")
	PYTHONPATH=tests $(BIN)/python benchmarks/latency.py $(ARGS)

chaos: $(VENV)/.develop ## kill everything 200 times on each database and count what was promised (make chaos ARGS="--kills N --seed N")
	cd tests && ../$(BIN)/python -m chaos.run $(ARGS)

fuzz: $(VENV)/.develop ## 10,000 generated requests on each database against the contract (make fuzz ARGS="--cases N --seed N")
	cd tests && ../$(BIN)/python -m contract.fuzz $(ARGS)

redocly: ## what a linter from npm says of openapi.yaml (needs npx)
	npx --yes @redocly/cli@2 lint --config tests/contract/redocly.yaml openapi.yaml

# --strict: an index without advisories must not look like a clean bill of health
audit: $(VENV)/.develop ## known vulnerabilities of what is locked
	$(BIN)/pip-audit --strict --require-hashes --disable-pip -r requirements/service.txt

sbom: $(VENV)/.develop ## the bill of materials (CycloneDX) of what is locked and what the wheel carries
	$(BIN)/python requirements/sbom.py dist/rashomon.cdx.json

lock: ## compile the locked requirements anew (needs uv)
	uv pip compile pyproject.toml requirements/build.in --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --quiet --custom-compile-command "make lock" -o requirements/service.txt
	uv pip compile pyproject.toml requirements/build.in sdk/pyproject.toml --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --quiet --custom-compile-command "make lock" -c requirements/service.txt \
	  -o requirements/develop.txt

dist: sbom ## both packages, as wheel and source, and the bill of materials
	$(BIN)/python -m hatchling build
	cd sdk && ../$(BIN)/python -m hatchling build -d ../dist

clean: ## forget everything that was made
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage*
