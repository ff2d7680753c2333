# make help lists the targets.
PYTHON ?= python3
BIN := .venv/bin
PYTEST := $(BIN)/python -m pytest

.PHONY: help setup demo test unit live lint bench completions proto clean
.DEFAULT_GOAL := help

help:  ## list these targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/\1|\2/p' $(MAKEFILE_LIST) | while IFS='|' read -r name text; do printf '%-12s %s\n' "$$name" "$$text"; done

setup:  ## make .venv and install what tests and demo need (an engine too; uses sudo)
	@PYTHON=$(PYTHON) .ci/setup.sh

demo: setup  ## build, push, pull and run before your eyes, on an engine of its own
	@.ci/demo.sh

test: setup  ## run every test, those with a real engine too
	@.ci/test.sh

unit: .venv  ## run the tests that need no engine
	@$(PYTEST) -m 'not live'

live: setup  ## run the tests with a real engine (as root)
	@$(PYTEST) tests/live

lint: .venv  ## check style and types
	@$(BIN)/ruff check pydock tests
	@$(BIN)/mypy
	@$(BIN)/mypy --platform darwin -p pydock
	@$(BIN)/mypy --platform win32 -p pydock

bench: setup  ## compare with docker, where it is installed: ratios of time and memory
	@$(BIN)/python -m tests.bench

completions: .venv  ## write the shells' completion files anew
	@for shell in bash zsh fish; do $(BIN)/pydock completion $$shell > completions/pydock.$$shell || exit 1; done

proto:  ## make the code of the BuildKit messages anew
	python3 -m venv .proto
	.proto/bin/pip install -q grpcio-tools==1.64.3 'setuptools<80'
	.proto/bin/python -m grpc_tools.protoc -I. --python_out=. --pyi_out=. pydock/build/buildkit/proto/*.proto
	rm -rf .proto

clean:  ## remove what the other targets made
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis build dist
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv:
	@PYTHON=$(PYTHON) .ci/setup.sh venv
