# The table of contents of the work: `make help` lists the targets.
# Every target sets up what it needs and is quick the second time.
#
# Servers and the window are built and then take the place of the shell, so that one
# signal ends them; `go run` would leave them running.

SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules

# PORT is where `make run` and `make worker` listen.
PORT ?= 8080
# P bounds how many packages are built and tested at once.
P ?= 2
# TESTFLAGS reaches every `go test`: make test TESTFLAGS=-v
TESTFLAGS ?=

SETUP := build/setup
GO_MODULES := $(SETUP)/modules.stamp
# What only the window needs: a C compiler and headers.
WINDOW := $(SETUP)/window.stamp
# What only the tests need besides: a browser, and a display without a screen.
DEBIAN := $(SETUP)/packages.stamp
# The npm packages of a folder: KaTeX for the formulas, which the site needs;
# axe-core, for the tests of the page; the worker's toolchain.
FORMULA := $(SETUP)/npm-formula.stamp
CHECK := $(SETUP)/npm-check.stamp
WORKER := $(SETUP)/npm-worker.stamp
# What only the benchmarks need: what the engine is compared with.
OPENBLAS := $(SETUP)/openblas.stamp
TORCH := $(SETUP)/torch.stamp
TFJS := $(SETUP)/tfjs.stamp

# Packages by what a test of them needs. Those of Ebiten want a display (they
# start Xvfb themselves when there is none), the page and its picture a browser,
# the worker workerd.
DESKTOP_PACKAGES := ./ebitenui/...
PAGE_PACKAGES := ./site
WORKER_PACKAGES := ./site/worker/...
PLAIN_PACKAGES := ./engine/... ./demos/... ./wasm/... ./tools/...
# What a set of loops can change: the packages whose tests know the kernels.
KERNEL_PACKAGES = $$(go list -test -f '{{with .ForTest}}{{.}} {{join $$.Deps " "}}{{end}}' ./engine/... | awk '/\/engine\/kernel( |$$)/ { print $$1 }' | sort -u)
# What is also compiled for the browser or the edge.
WASM_PACKAGES := ./engine/... ./demos/... ./wasm/... ./site/worker/...

GO_TEST := go test -p $(P) -timeout 40m $(TESTFLAGS)

##@ See it

# Without cgo: a system that only serves needs no C compiler.
.PHONY: run
run: site ## serve the playground at http://localhost:$PORT [8080]
	CGO_ENABLED=0 go build -buildvcs=false -o build/bin/serve ./tools/serve
	exec build/bin/serve --port $(PORT)

.PHONY: desktop
desktop: $(GO_MODULES) $(WINDOW) ## open the desktop window: every lesson and the lab
	go build -o build/bin/desktop ./ebitenui/desktop
	exec build/bin/desktop

.PHONY: worker
worker: site $(WORKER) ## serve the site as it runs at the edge, in workerd
	cd site/worker && exec npm run --silent dev -- --port $(PORT)

.PHONY: worker-size
worker-size: site $(WORKER) ## what the worker would upload, without uploading
	cd site/worker && npm run --silent size

##@ Prove it

.PHONY: test
test: ## format, vet, rules, laws, golden files, wasm, page, desktop, worker
	@MAKE="$(MAKE)" tools/verify/verify.sh setup check-format vet rules deadcode test-plain test-avx512 test-avx2 test-portable test-fuzz site test-page-kernels test-page test-desktop test-worker

.PHONY: check
check: check-format vet rules test-short ## the inner loop: format, vet, rules, and the short tests of what changed

.PHONY: check-format
check-format: ## list the Go files that gofmt would change
	@files=$$(find . \( -name node_modules -o -name build -o -name .git \) -prune -o -name '*.go' -print | xargs gofmt -l); \
	if [ -n "$$files" ]; then echo "make fmt would change:"; echo "$$files"; exit 1; fi

.PHONY: vet
vet: $(GO_MODULES) $(WINDOW) ## go vet, for this system and the browser, and of what no test here compiles
	go vet ./...
	GOOS=js GOARCH=wasm go vet $(WASM_PACKAGES)
	GOARCH=arm64 go vet ./engine/... ./tools/bench/peak

# Go's test cache does not see files that are new to the repository.
.PHONY: rules
rules: $(GO_MODULES) ## who may import whom, and what no file may name
	$(GO_TEST) -count=1 ./tools/rules

# The tool reads all that the programs are linked from.
.PHONY: deadcode
deadcode: $(GO_MODULES) $(WINDOW) ## functions that no program reaches, on any system
	DEADCODE=1 $(GO_TEST) -count=1 -run '^TestEveryFunctionIsReached$$' ./tools/rules

.PHONY: test-plain
test-plain: $(GO_MODULES) $(FORMULA) ## engine, demos and tools: laws and golden files
	$(GO_TEST) $(PLAIN_PACKAGES)

# Go's test cache leaves out the packages that nothing has changed for.
.PHONY: test-short
test-short: $(GO_MODULES) $(FORMULA) ## the same without the tests that take seconds
	$(GO_TEST) -short $(PLAIN_PACKAGES)

.PHONY: cubic
cubic: $(GO_MODULES) ## the cubic step on 100,000 random problems, each answer certified in arithmetic of 400 bits or more
	CUBIC_PROBLEMS=3125 go test -v -count=1 -timeout 3h -run TestStepIsTheMinimiser ./engine/cubic | grep -v '^ *=== '

# FUZZTIME is how long each fuzz target runs: a time, or a number of inputs, as
# make test has it.
FUZZTIME ?= 60s

.PHONY: test-fuzz
test-fuzz: $(GO_MODULES) ## every reader and parser under fuzzing, 1,500 inputs each
	tools/verify/fuzz.sh 1500x

.PHONY: fuzz
fuzz: $(GO_MODULES) ## every reader and parser under fuzzing, FUZZTIME each [60s]
	tools/verify/fuzz.sh $(FUZZTIME)

# Every law and every golden file that depends on the loops, with every set of them.
# By default the engine takes the widest that the processor has; GODEBUG hides what it
# has. In the page one run of each package takes all sets, the tests that take seconds
# only the best.
.PHONY: test-kernels
test-kernels: ## the engine with every set of loops, natively and in the page
	@MAKE="$(MAKE)" tools/verify/verify.sh test-widest test-avx512 test-avx2 test-portable test-page-kernels

.PHONY: test-widest
test-widest: $(GO_MODULES) ## the engine with the widest loops of this processor
	$(GO_TEST) $(KERNEL_PACKAGES)

# The AVX-512 loops run on processors without AVX-512 too, each instruction in those
# of AVX2. Where there is AVX-512 the engine has run with them as they are, and their
# rewriting is proven loop by loop.
.PHONY: test-avx512
test-avx512: $(GO_MODULES) ## the engine with the AVX-512 loops, in the instructions of AVX2
	go run ./tools/kernelgen -dir engine/kernel -lowered build/lowered
	if grep -qsw avx512vl /proc/cpuinfo; then packages=./engine/kernel; else packages=$(KERNEL_PACKAGES); fi; \
	$(GO_TEST) -skip '^TestMemoryOfADeepSummary$$' -overlay build/lowered/overlay.json $$packages

.PHONY: test-avx2
test-avx2: $(GO_MODULES) ## the engine with the AVX2 loops
	GODEBUG=cpu.avx512f=off $(GO_TEST) $(KERNEL_PACKAGES)

.PHONY: test-portable
test-portable: $(GO_MODULES) ## the engine with the loops in plain Go
	GODEBUG=cpu.avx512f=off,cpu.avx2=off $(GO_TEST) $(KERNEL_PACKAGES)

.PHONY: test-page-kernels
test-page-kernels: $(GO_MODULES) $(DEBIAN) $(FORMULA) ## the engine in headless Chromium, with every set of loops
	$(GO_TEST) -count=1 -run '^(TestRooms|TestKernels)$$' $(PAGE_PACKAGES)

.PHONY: test-page
test-page: site $(DEBIAN) $(CHECK) ## the page and its picture in headless Chromium
	$(GO_TEST) -count=1 -skip '^(TestRooms|TestKernels)$$' $(PAGE_PACKAGES)

.PHONY: test-desktop
test-desktop: $(GO_MODULES) $(DEBIAN) ## the desktop window under Xvfb
	env -u DISPLAY $(GO_TEST) -count=1 $(DESKTOP_PACKAGES)

.PHONY: test-worker
test-worker: site $(WORKER) ## the worker in workerd
	$(GO_TEST) -count=1 $(WORKER_PACKAGES)

.PHONY: race
race: $(GO_MODULES) ## the concurrent packages under the race detector
	go test -race -short -p $(P) -timeout 30m ./engine/graph/... ./engine/summary/... ./engine/train/... ./engine/link/...

# WHAT is measured: products, growth, peers (PyTorch), browser (TensorFlow.js), or
# summary. FLAGS reaches the command: make bench-peers FLAGS='--batch 1000'
WHAT ?= summary

.PHONY: bench
bench: bench-$(WHAT) ## measure WHAT [summary]: or products, growth, peers, browser

BENCH := $(addprefix bench-,products growth peers browser)
.PHONY: bench-summary $(BENCH)
bench-products: $(OPENBLAS)
bench-peers: $(TORCH)
bench-browser: $(DEBIAN) $(TFJS)
bench-growth: FLAGS ?= --output docs/performance-growth.svg
$(BENCH): $(GO_MODULES)
	go run ./tools/bench $(@:bench-%=%) $(FLAGS)

bench-summary: $(GO_MODULES)
	go run ./tools/gn bench --threads 1 --precision float64,float32 $(FLAGS)

##@ Make it

.PHONY: setup
setup: $(GO_MODULES) $(DEBIAN) $(FORMULA) $(CHECK) $(WORKER) ## install what is missing

# ADDRESS is where the site will be found, such as https://example.org/course/: with it
# the pages name the images of link previews.
ADDRESS ?=

.PHONY: site
site: $(GO_MODULES) $(FORMULA) ## publish the static site into ./dist, for ADDRESS if it is known
	CGO_ENABLED=0 go run ./tools/site $(if $(ADDRESS),-address '$(ADDRESS)')

.PHONY: gallery
gallery: $(GO_MODULES) $(DEBIAN) $(FORMULA) ## take the pictures of docs/gallery from the real page
	rm -rf build/gallery
	mkdir -p build/gallery docs/gallery
	GALLERY=all go test -count=1 -run '^TestEveryPage$$/^pages$$/./^gallery$$' -artifacts -outputdir build/gallery ./site
	find build/gallery -name '*.png' -exec cp {} docs/gallery/ \;

.PHONY: fmt
fmt: ## format the Go files
	gofmt -w $$(find . \( -name node_modules -o -name build -o -name .git \) -prune -o -name '*.go' -print)

.PHONY: gen
gen: $(GO_MODULES) ## make the generated files again
	go generate ./...

.PHONY: clean
clean: ## remove everything that make has made
	rm -rf build dist site/worker/build site/worker/.wrangler site/worker/node_modules tools/bench/tfjs/node_modules

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } \
		/^##@ / { printf "\n%s\n", substr($$0, 5) } \
		/^[a-z0-9-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

$(SETUP):
	@mkdir -p $@

$(GO_MODULES): go.mod go.sum | $(SETUP)
	go mod download
	@touch $@

$(DEBIAN): $(WINDOW)
$(SETUP)/%.stamp: tools/setup/%.txt tools/setup/debian.sh | $(SETUP)
	tools/setup/debian.sh $*.txt
	@touch $@

# The worker's toolchain asks for a newer Node.js than Debian 12 ships.
$(FORMULA) $(CHECK): RELEASE := 18
$(WORKER): RELEASE := 20
$(SETUP)/npm-%.stamp: site/%/package-lock.json $(wildcard site/*/.npmrc) tools/setup/node.sh | $(SETUP)
	tools/setup/node.sh site/$* $(RELEASE)
	@touch $@

$(TFJS): tools/bench/tfjs/package-lock.json tools/bench/tfjs/.npmrc tools/setup/node.sh | $(SETUP)
	tools/setup/node.sh tools/bench/tfjs 18
	@touch $@
