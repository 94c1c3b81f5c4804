# convstat: library, program, tests. `make help` prints the targets.
VARIANT  ?= release
BUILD    ?= build
B        ?= $(BUILD)/$(VARIANT)
LAYERS   ?= base num stat data analysis report
PREFIX   ?= /usr/local
LIBDIR   ?= $(PREFIX)/lib
PYTHON   ?= $(firstword $(wildcard /usr/bin/python3) python3) -B

VERSION   := $(shell sed -n 's/^.define CVS_VERSION "\(.*\)"/\1/p' include/convstat/convstat.h)
SO_NAME   := libconvstat.so.$(firstword $(subst ., ,$(VERSION)))
SO_REAL   := libconvstat.so.$(VERSION)
PACKAGES   = gsl libRmath zlib libzstd libutf8proc jansson
PKG_CFLAGS := $(shell pkg-config --cflags $(PACKAGES))
LIBS      := $(shell pkg-config --libs $(PACKAGES)) -lcsv -lm -pthread

# A variant is a set of flags with a build folder of its own: make VARIANT=asan
FLAGS_asan     = -O1 -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
FLAGS_tsan     = -O1 -fsanitize=thread -fno-omit-frame-pointer
FLAGS_coverage = -O0 --coverage
FLAGS_fuzz     = -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
COMPILER_clang = clang
COMPILER_fuzz  = clang
ifneq ($(COMPILER_$(VARIANT)),)
CC := $(COMPILER_$(VARIANT))
endif
VARIANT_FLAGS = $(FLAGS_$(VARIANT))

WARNINGS = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
           -Wcast-qual -Wwrite-strings -Wundef -Wvla -Wformat=2
CFLAGS   ?= -O2 -g
LANGUAGE   = -std=c11 -D_POSIX_C_SOURCE=200809L -Iinclude -Isrc $(PKG_CFLAGS) $(WARNINGS)
# No contraction to fma behind our back: the same digits on every machine.
ALL_CFLAGS = $(LANGUAGE) -fPIC -fvisibility=hidden -ffp-contract=off -MMD -MP $(CFLAGS) $(VARIANT_FLAGS)
LINK       = $(CC) $(CFLAGS) $(VARIANT_FLAGS) $(LDFLAGS)

LIB_SRC := $(foreach layer,$(LAYERS),$(wildcard src/$(layer)/*.c))
LIB_OBJ := $(LIB_SRC:src/%.c=$(B)/%.o) $(B)/report/schema_texts.o
CLI_SRC := $(wildcard src/cli/*.c)
CLI_OBJ := $(CLI_SRC:src/%.c=$(B)/%.o)
SUPPORT_OBJ := $(patsubst tests/%.c,$(B)/tests/%.o,$(wildcard tests/support/*.c))
test_programs = $(patsubst tests/%.c,$(B)/tests/%,$(wildcard tests/$(1)/$(2)_*.c))
UNIT_BIN     := $(call test_programs,unit,test)
PROPERTY_BIN := $(call test_programs,property,property)
THREADED_BIN := $(filter %/test_parallel %/test_step_log %/test_text %/test_text_take %/test_blocks %/test_unit% %/test_dataset% \
                %/test_read %/property_blocks %/property_unit% %/property_dataset%,$(UNIT_BIN) $(PROPERTY_BIN))
FAULT_BIN    := $(call test_programs,fault,fault)
SLOW_BIN     := $(call test_programs,slow,slow)
BENCH_BIN    := $(call test_programs,bench,bench)
FUZZ_BIN     := $(call test_programs,fuzz,fuzz)
CLI_UNIT_BIN := $(foreach f,$(CLI_SRC:src/cli/%.c=$(B)/tests/unit/test_%),$(filter $(f),$(UNIT_BIN)))
CHECKED_SRC   = $(wildcard src/*/*.c tests/*/*.c)
MAN_PAGES    := $(addprefix $(B)/man/,convstat.1 convstat-test.1 convstat-bayes.1 convstat-plan.1 convstat-monitor.1 convstat-funnel.1 convstat-rank.1 convstat-count.1 convstat-report.1)
COMPLETIONS  := $(addprefix $(B)/completion/,convstat.bash convstat.zsh convstat.fish)
SUITES        = layers symbols sizes format lint headers unit property fault fuzz-replay cli schema pages manual \
                readme valgrind install-check
suite         = bash scripts/suite.sh $(B)
install       = B="$(B)" DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" LIBDIR="$(LIBDIR)" VERSION="$(VERSION)" \
                PACKAGES="$(PACKAGES)" bash scripts/install.sh
# A short line for a command; V=1 shows the command.
say           = $(if $(V),,@$(if $(findstring s,$(firstword -$(MAKEFLAGS))),,echo '  $(1) $@';) )

all: $(B)/libconvstat.a $(B)/$(SO_REAL) $(B)/convstat $(MAN_PAGES) $(COMPLETIONS) ## the library, the program, man pages

$(B)/libconvstat.a: $(LIB_OBJ)
	$(call say,AR)rm -f $@ && ar rcs $@ $^

$(B)/$(SO_REAL): $(LIB_OBJ)
	$(call say,LD)$(LINK) -shared -Wl,-soname,$(SO_NAME) -Wl,--as-needed $(if $(VARIANT_FLAGS),,-Wl,-z,defs) -o $@ $^ $(LIBS)
	@ln -sf $(SO_REAL) $(B)/$(SO_NAME) && ln -sf $(SO_NAME) $(B)/libconvstat.so

$(B)/convstat: $(CLI_OBJ) $(B)/libconvstat.a
	$(call say,LD)$(LINK) -o $@ $^ $(LIBS)

$(B)/man/%.1: $(B)/convstat
	@mkdir -p $(@D)
	$(call say,MAN)$< man $(patsubst convstat-%,%,$(filter-out convstat,$*)) >$@.part && mv $@.part $@

$(B)/completion/convstat.%: $(B)/convstat
	@mkdir -p $(@D)
	$(call say,COMPLETE)$< completion $* >$@.part && mv $@.part $@

$(B)/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -c -o $@ $<
$(B)/report/schema_texts.c: scripts/embed_schemas.sh $(wildcard src/report/schema/*.schema.json)
	@mkdir -p $(@D) && bash $^ >$@
$(B)/report/schema_texts.o: $(B)/report/schema_texts.c
	$(call say,CC)$(CC) $(ALL_CFLAGS) -c -o $@ $<
# One inner loop is compiled for newer processors as well; which one runs is asked at run time.
$(B)/data/split_kernel_avx2.o $(B)/data/split_kernel_avx512.o: LANGUAGE += $(if $(filter x86_64%,$(shell $(CC) -dumpmachine)),\
  -mbmi -mbmi2 -mpopcnt $(if $(findstring 512,$@),-mavx512bw -mavx512vbmi2,-mavx2))

$(B)/tests/%.o: tests/%.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -Itests -c -o $@ $<

$(B)/tests/%: $(B)/tests/%.o $(SUPPORT_OBJ) $(B)/libconvstat.a
	$(call say,LD)$(LINK) $(TEST_LDFLAGS) -o $@ -Wl,--start-group $^ -Wl,--end-group -lcmocka $(LIBS)

# Large inputs for the benches (scripts/gen_events).
$(B)/gen_events: tests/bench/gen_events.c
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(LANGUAGE) $(CFLAGS) $(VARIANT_FLAGS) -o $@ $<

# A test of a cli file links that layer's objects, all but main.
$(B)/libcli.a: $(filter-out %/main.o,$(CLI_OBJ))
	$(call say,AR)rm -f $@ && ar rcs $@ $^
$(CLI_UNIT_BIN): $(B)/libcli.a
$(FAULT_BIN): TEST_LDFLAGS = -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc
$(FUZZ_BIN): TEST_LDFLAGS = $(if $(filter fuzz,$(VARIANT)),-fsanitize=fuzzer)
$(B)/tests/fuzz/%.o: LANGUAGE += $(if $(filter fuzz,$(VARIANT)),,-DFUZZ_REPLAY)

# One compiler's opinion of one file, remembered until the file or a header of it changes.
$(B)/lint/gcc/%.ok: %.c
	@mkdir -p $(@D)
	$(call say,LINT)gcc $(LANGUAGE) -Itests -DFUZZ_REPLAY -ffp-contract=off -O2 -Werror -MMD -MP -MT $@ -MF $(@:.ok=.d) -c -o /dev/null $< && touch $@
$(B)/lint/clang/%.ok: %.c
	@mkdir -p $(@D)
	$(call say,LINT)clang $(LANGUAGE) -Itests -DFUZZ_REPLAY -Werror -MMD -MP -MT $@ -MF $(@:.ok=.d) -fsyntax-only $< && touch $@
lint-compilers: $(patsubst %.c,$(B)/lint/gcc/%.ok,$(CHECKED_SRC)) $(patsubst %.c,$(B)/lint/clang/%.ok,$(CHECKED_SRC))

tests: $(UNIT_BIN) $(PROPERTY_BIN) $(FAULT_BIN) $(FUZZ_BIN) ## build the test programs

check: ## every test and check; the last line counts them
	@bash scripts/check_all.sh $(B) $(SUITES)
check-asan: ## unit, property, fault and golden tests under address and undefined-behaviour sanitizers
	@VARIANT=asan bash scripts/check_all.sh $(BUILD)/asan unit property fault fuzz-replay cli
check-tsan: ## tests of what runs in threads, under the thread sanitizer
	@$(MAKE) --no-print-directory VARIANT=tsan B=$(BUILD)/tsan threads
check-slow: $(SLOW_BIN) ## long tests: exact error rates and coverage
	@for t in $(SLOW_BIN); do $$t || exit 1; done
check-browser: $(B)/convstat ## pages in a real browser, without a screen: layout, accessibility, no network
	@$(suite) browser bash scripts/check_browser.sh $(B)
bench: all $(BENCH_BIN) $(B)/gen_events ## time and memory against the limits that are asked for
	@$(PYTHON) tests/bench/run.py $(B)
	@$(PYTHON) tests/bench/large.py $(B)
bench-large: all $(BENCH_BIN) $(B)/gen_events ## of these, reading users and events alone
	@$(PYTHON) tests/bench/large.py $(B)
fuzz: ## libFuzzer on every reader, FUZZ_SECONDS each (60)
	@$(MAKE) --no-print-directory VARIANT=fuzz B=$(BUILD)/fuzz fuzz-run
fuzz-run: $(FUZZ_BIN)
	@bash scripts/fuzz.sh $(B) $(FUZZ_BIN)
coverage: ## lines executed by unit, property, fault and golden tests
	-@VARIANT=coverage bash scripts/check_all.sh $(BUILD)/coverage unit property fault cli
	@$(PYTHON) scripts/coverage.py $(BUILD)/coverage

layers: ## includes point down; each library in its layer
	@$(suite) layers $(PYTHON) scripts/check_layers.py
symbols: $(B)/$(SO_REAL) $(B)/libconvstat.a ## exported symbols are the public headers; no mutable globals
	@$(suite) symbols bash scripts/check_symbols.sh $(B)
sizes: ## sizes of functions and files
	@$(suite) sizes $(PYTHON) scripts/check_sizes.py
format: ## layout as clang-format has it
	@$(suite) format clang-format --dry-run --Werror $(CHECKED_SRC) $(wildcard include/*/*.h src/*/*.h tests/*/*.h)
lint: ## gcc, clang and cppcheck without a warning
	@$(suite) lint bash scripts/lint.sh $(B)
headers: ## every header stands alone, in C; public ones in C++ too
	@$(suite) headers bash scripts/check_headers.sh
unit: $(UNIT_BIN) ## one program a source file
	@$(suite) unit bash scripts/run_programs.sh $(UNIT_BIN)
threads: $(THREADED_BIN) ## unit and property tests of what runs in threads
	@$(suite) threads bash scripts/run_programs.sh $(THREADED_BIN)
property: $(PROPERTY_BIN) ## laws over random input
	@$(suite) property bash scripts/run_programs.sh $(PROPERTY_BIN)
fault: $(FAULT_BIN) ## the k-th allocation fails
	@$(suite) fault bash scripts/run_programs.sh $(FAULT_BIN)
fuzz-replay: $(FUZZ_BIN) ## the fuzz corpus, once
	@$(suite) fuzz-replay bash scripts/fuzz.sh --replay $(B) $(FUZZ_BIN)
cli: $(B)/convstat ## golden tests of the program
	@$(suite) cli bash tests/cli/run.sh --bin $(B)
schema: ## golden JSON against the published schema
	@$(suite) schema $(PYTHON) scripts/check_schema.py
pages: ## golden pages and pictures are well formed and load nothing
	@$(suite) pages $(PYTHON) scripts/check_pages.py
manual: $(MAN_PAGES) $(COMPLETIONS) ## man pages and completions are well formed
	@$(suite) manual bash scripts/check_manual.sh $(B)
readme: $(B)/convstat ## examples of the README do what they show
	@$(suite) readme $(PYTHON) scripts/check_readme.py $(B)
valgrind: $(B)/convstat ## golden tests under valgrind, a selection
	@$(suite) valgrind bash scripts/check_valgrind.sh $(B)
install-check: all ## install, compile against it, uninstall
	@$(suite) install-check bash scripts/check_install.sh $(B)

install: all ## into DESTDIR and PREFIX
	@$(install) install
uninstall: ## what install put there
	@$(install) uninstall
dist: ## a source archive under build/
	@bash scripts/dist.sh $(BUILD) $(VERSION)
clean: ## remove build/
	rm -rf $(BUILD)
help: ## this list
	@sed -n 's/^\([a-z-]*\):[^#]*## \(.*\)/  \1|\2/p' Makefile | column -t -s '|'

-include $(wildcard $(B)/*/*.d $(B)/tests/*/*.d $(B)/lint/*/*/*/*.d)
.PHONY: all tests check check-asan check-tsan threads check-slow check-browser bench fuzz fuzz-run coverage lint-compilers $(SUITES) \
        install uninstall dist clean help
.SECONDARY:
.DELETE_ON_ERROR:
