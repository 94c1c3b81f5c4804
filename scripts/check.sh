#!/bin/bash
# All tests on a fresh Debian 12: installs missing packages, builds, runs every suite. The last line
# counts: "N passed, N failed".
set -eu -o pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
install_packages build test
exec make --no-print-directory check
