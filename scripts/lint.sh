#!/bin/bash
# gcc and clang with every warning an error, then cppcheck: lint.sh BUILD_DIR
set -eu
build=$1
# Its own make: -k shows every file's trouble at once.
env -u MAKEFLAGS -u MFLAGS make --silent --keep-going --output-sync -j"$(nproc)" "B=$build" lint-compilers

mkdir -p "$build/cppcheck"
cppcheck --quiet --std=c11 --language=c -j 2 --enable=warning,performance,portability --inline-suppr \
  --suppressions-list=scripts/cppcheck.suppress --error-exitcode=1 --cppcheck-build-dir="$build/cppcheck" \
  -D_POSIX_C_SOURCE=200809L -D__GNUC__ -Iinclude -Isrc -Itests src tests
bash -n scripts/*.sh tests/cli/run.sh
