#!/bin/bash
# From a fresh Debian 12 to a first answer: installs missing packages, builds, analyses a data set.
set -eu -o pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages build

echo "Building (build/release) ..."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
make -j"$(nproc)" all >"$log" 2>&1 || { cat "$log"; exit 1; }

echo
echo "\$ build/release/convstat test datasets/landing_page.csv"
build/release/convstat test datasets/landing_page.csv
cat <<'NEXT'

Next
  build/release/convstat test a=500/5000 b=560/5000  counts without a file
  build/release/convstat help test                   every option
  sudo make install                                  program, library, man pages
  scripts/check.sh                                   all tests
NEXT
