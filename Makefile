# `make run` and `make test` do all the set-up on a Debian machine that has Swift.
SHELL := /bin/bash
.DEFAULT_GOAL := help

BUILD := .build
BINARY := $(BUILD)/debug/decision
RELEASE := .build-release
RELEASE_BINARY := $(RELEASE)/release/decision
BUILD_RELEASE = swift build -c release --static-swift-stdlib --product decision --scratch-path $(RELEASE)
VENV := .venv
# What the program is linked with and calls, and what its tests use as a user would.
PACKAGES := libcurl4-openssl-dev libyaml-dev pkg-config git python3 python3-venv packer graphviz chromium chromium-driver fonts-inter zsh fish mandoc \
  debootstrap hyperfine time wrk
SOURCES := Package.swift Sources Tests Benchmarks

EXAMPLE = check for gw process after start\n\noverwrite-machine-image\n\ninclude environments: production\n\ninclude keys:win10-64-2004-gpu

.PHONY: help run test check build release lint format walls tools bench dist install check-image fuzz docs clean

help: ## show the targets
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: tools release ## preview and rehearse the example of the README
	printf '$(EXAMPLE)' | $(RELEASE_BINARY) preview -
	printf '$(EXAMPLE)' | $(RELEASE_BINARY) rehearse -

test: tools ## build and run all tests
	swift test

check: tools lint walls build test ## what CI runs: format, imports, build, tests

build: tools ## debug build
	swift build

release: tools ## release build, the Swift libraries linked in
	$(BUILD_RELEASE)

lint: ## the format of all sources
	swift format lint --strict --recursive --parallel --configuration .swift-format $(wildcard $(SOURCES))

format: ## rewrite the sources in the project's format
	swift format --in-place --recursive --parallel --configuration .swift-format $(wildcard $(SOURCES))

walls: ## every import stands in Package.swift
	python3 .ci/walls.py

tools: $(BUILD)/tools.stamp ## install what is missing: Debian packages and a Python environment for the tests

$(BUILD)/tools.stamp: Makefile Tests/requirements.txt
	@missing=$$(for p in $(PACKAGES); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'install ok installed' || echo $$p; done); \
	if [ -n "$$missing" ]; then \
	  echo "installing $$missing"; \
	  as=$$([ "$$(id -u)" = 0 ] || echo sudo); \
	  $$as apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$as apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
	@[ -x $(VENV)/bin/python3 ] || python3 -m venv $(VENV)
	@$(VENV)/bin/python3 -m pip install --quiet --disable-pip-version-check -r Tests/requirements.txt
	@mkdir -p $(BUILD) && touch $@

bench: tools dist ## measure beside the peers; ROWS=startup,json-12 for some rows, QUICK=1 for a short run
	$(VENV)/bin/python3 Benchmarks/run.py --binary dist/decision --venv $(VENV) $(if $(ROWS),--rows $(ROWS)) $(if $(QUICK),--quick)

# What the decision image is made of. It needs no tools: the image's own build stage calls it.
dist: ## the stripped release binary, and the packages that it runs with, into dist/
	$(BUILD_RELEASE)
	rm -rf dist && mkdir -p dist
	strip -o dist/decision $(RELEASE_BINARY)
	cp taskcluster/docker/decision/packages.txt dist/

PREFIX ?= /usr/local
MANUALS := $(DESTDIR)$(PREFIX)/share/man/man1
COMPLETIONS := $(DESTDIR)$(PREFIX)/share

install: dist ## the program, its manual pages and completions, below PREFIX=/usr/local
	install -D dist/decision $(DESTDIR)$(PREFIX)/bin/decision
	install -d $(MANUALS) && for page in docs/man/*.1; do gzip -9n <$$page >$(MANUALS)/$${page##*/}.gz; done
	for shell in bash:bash-completion/completions/decision zsh:zsh/site-functions/_decision fish:fish/vendor_completions.d/decision.fish; do \
	  install -d $(COMPLETIONS)/$$(dirname $${shell#*:}) && dist/decision completion $${shell%%:*} >$(COMPLETIONS)/$${shell#*:} || exit 1; \
	done

check-image: tools dist ## run the binary where only the decision image's packages are (debootstrap; as root)
	.ci/check-image $(BUILD)/image

FUZZ := .build-fuzz
FUZZ_SECONDS ?= 60

fuzz: tools ## the commit syntax under libFuzzer for a minute, and JSON-e beside PyPI's on 20,000 templates
	DECISION_FUZZ=1 swift build -c release --sanitize fuzzer -Xswiftc -parse-as-library --product CommitSyntaxFuzz --scratch-path $(FUZZ)
	mkdir -p $(FUZZ)/work/found
	python3 Fuzz/CommitSyntaxFuzz/corpus.py docs/commit-syntax.md $(FUZZ)/work/corpus
	# Swift's own backtrace would end the process before libFuzzer has written down the input.
	cd $(FUZZ) && SWIFT_BACKTRACE=enable=no release/CommitSyntaxFuzz -dict=work/commit-syntax.dict -timeout=20 -max_len=512 \
	  -max_total_time=$(FUZZ_SECONDS) -artifact_prefix=work/ -print_final_stats=1 work/found work/corpus
	DECISION_FUZZ_CASES=20000 swift test --filter Differential

docs: tools release ## rewrite from the program: the README's examples and pictures, and the manual pages
	$(VENV)/bin/python3 .ci/docs.py $(RELEASE_BINARY)
	python3 .ci/manuals.py $(RELEASE_BINARY)

clean: ## remove what a build makes
	rm -rf $(BUILD) $(RELEASE) .build-* $(VENV) artifacts dist
