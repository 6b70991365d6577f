# One verb each. Every verb makes .venv from the hashed lock file by itself; a second call is fast.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready

.PHONY: run test check static setup bench soak learn lock

run: $(READY)
	@$(BIN)/gongo run

# A file's tests stay together: they share what is slow to make.
test: $(READY)
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder

# What is checked without running: style, types, arrows between modules.
static: $(READY)
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/gongo rules check

check: static test

bench: $(READY)
	@$(MAKE) --no-print-directory .bench/venv/.ready || echo "The bots to compare with cannot be installed here and are left out."
	@$(BIN)/python -m tests.bench

# The bots that `make bench` sets Gongo beside; a lock of their own, since aiogram pins pydantic.
.bench/venv/.ready: .bench/requirements.lock
	@test -x .bench/venv/bin/python || $(PYTHON) -m venv .bench/venv
	@.bench/venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Far more than `make test` tries: a million verdicts against the other engines, a hundred kills, 50,000 updates through
# one process whose memory must not grow (an hour and a half).
soak: $(READY)
	@VERDICTS=$${VERDICTS:-1000000} $(BIN)/pytest tests/rules/test_oracles.py
	@KILLS=$${KILLS:-25} $(BIN)/pytest tests/bot/messenger/test_kills.py
	@UPDATES=$${UPDATES:-50000} $(BIN)/pytest tests/bot/messenger/test_memory.py -s

setup: $(READY)

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Gongo needs Python 3.11 or newer; try: make PYTHON=python3.12 ...") if sys.version_info < (3, 11) else None'
	@echo "Setting up .venv (once; some minutes)..."
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $(READY)

# After a change of example questions (topics.yaml, examples*.yaml): learn anew what questions sound like.
learn: $(READY)
	@$(BIN)/python -m bot.services.learning

# After a change of dependencies in pyproject.toml. One lock for Python 3.11 to 3.13, without index addresses.
lock: $(READY)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 --extra dev pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --python-version 3.11 .bench/requirements.in -o .bench/requirements.lock
