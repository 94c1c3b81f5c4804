#!/bin/bash
# Pages in a real browser, without a screen: check_browser.sh BUILD_DIR
# Makes a page of every kind, then lets headless Chromium judge them (tests/browser/check.mjs). Chromium comes from the
# distribution, playwright-core and axe-core from npm in the versions of tests/browser/package-lock.json, into the build
# folder. What cannot be installed fails the check: a check that did not run is not a pass. Pages and screenshots stay
# in BUILD_DIR/browser.
set -eu -o pipefail
cd "$(dirname "$0")/.."
build=$(cd "$1" && pwd)
work=$build/browser

cannot_run() {
  echo "the browser check cannot run: $1"
  exit 1
}

. scripts/packages.sh
browser=$(command -v chromium || true)
if [ -z "$browser" ]; then
  (install_packages browser) || cannot_run "chromium could not be installed"
  browser=$(command -v chromium) || cannot_run "no chromium after its package was installed"
fi
if ! command -v npm >/dev/null; then
  (install_packages node) || cannot_run "node and npm could not be installed"
fi

mkdir -p "$work"
if ! cmp -s tests/browser/package-lock.json "$work/installed.json"; then
  cp tests/browser/package.json tests/browser/package-lock.json "$work/"
  (cd "$work" && npm ci --no-fund --no-audit --loglevel=error) ||
    cannot_run "playwright-core and axe-core could not be installed from npm"
  cp tests/browser/package-lock.json "$work/installed.json"
fi

rm -rf "$work/pages" "$work/shots"
mkdir -p "$work/pages" "$work/shots"
PATH=$build:$PATH bash tests/browser/pages.sh "$work/pages"
CHROMIUM=$browser BROWSER_MODULES=$work node tests/browser/check.mjs "$work/pages" "$work/shots"
