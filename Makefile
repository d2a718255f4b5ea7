# Two commands do all the set-up:   make demo   and   make test
# They need make and Python 3.11 or newer; everything else goes into .venv.

# Empty: the first suitable one of these. Another one: make test PYTHON=/path/to/python
PYTHON ?=
CANDIDATES = $(if $(PYTHON),"$(PYTHON)",python3.13 python3.12 python3.11 python3 python)

VENV = .venv
RUN = $(VENV)/bin/python
PIP = $(RUN) -m pip --disable-pip-version-check --quiet

.PHONY: help demo test servers bench lint clean

help:
	@echo "make demo    one example from thank-you note to voicemail script; sends nothing"
	@echo "make test    the whole suite"
	@echo "make servers installs the servers that some tests start (Debian; root or sudo)"
	@echo "make lint    ruff, mypy --strict, the import contract"
	@echo "make bench   what the commands cost, beside their goals"
	@echo "make clean   take away everything that these have made"

demo: $(VENV)/installed
	@$(VENV)/bin/followup-mail demo

test: $(VENV)/developing
	$(RUN) -m pytest --numprocesses auto --dist loadfile

# Tests against real servers are skipped, with the reason, where these are missing.
servers:
	sh tests/servers/install.sh

bench: $(VENV)/developing
	$(RUN) benchmarks/bench.py
	$(RUN) benchmarks/keeping.py
	$(RUN) benchmarks/sending.py
	$(RUN) benchmarks/false_positives.py

lint: $(VENV)/developing
	$(VENV)/bin/ruff check
	$(VENV)/bin/ruff format --check
	$(VENV)/bin/mypy
	$(VENV)/bin/lint-imports

clean:
	rm -rf $(VENV) $(VENV)-bench build dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What a user has: the program, editable, without the tools of its developers.
$(VENV)/installed: pyproject.toml | $(RUN)
	@echo "Installing followup-mail into $(VENV)"
	@$(PIP) install --editable .
	@touch $@

# Dependency groups came with pip 25.1; the one that a new venv holds may be older.
$(VENV)/developing: pyproject.toml | $(RUN)
	@echo "Installing followup-mail and its tools into $(VENV)"
	@$(PIP) install --upgrade 'pip>=25.1'
	@$(PIP) install --editable . --group dev
	@touch $@ $(VENV)/installed

$(RUN):
	@for python in $(CANDIDATES); do \
	  if "$$python" -c 'import sys, ensurepip, venv; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	    echo "Making $(VENV) with $$("$$python" --version)"; \
	    exec "$$python" -m venv --clear $(VENV); \
	  fi; \
	done; \
	echo 'Python 3.11 or newer with its venv module is needed, and none of these is that:' $(CANDIDATES) >&2; \
	echo 'Install one (on Debian and Ubuntu: apt install python3-venv), or name it: make demo PYTHON=/path/to/python' >&2; \
	exit 1
