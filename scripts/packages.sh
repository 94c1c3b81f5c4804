# Sourced by quickstart.sh and check.sh: install_packages SECTION... installs what is missing from
# those sections of packages.txt, with sudo where we are not root.

# list_packages SECTION...
list_packages() {
  awk -v wanted=" $* " '/^#/ || NF == 0 { next }
    /^\[/ { on = index(wanted, " " substr($1, 2, length($1) - 2) " "); next }
    on { print $1 }' scripts/packages.txt
}

installed() {
  [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

# apt COMMAND... as root, never asking.
apt() {
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@" </dev/null
}

install_packages() {
  local package log missing=()
  if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
    echo "This is no Debian system: install what these packages hold, then run make."
    list_packages "$@" | paste -s -d ' '
    exit 1
  fi
  for package in $(list_packages "$@"); do
    installed "$package" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    echo "These packages are missing, and there is no sudo here. As root:"
    echo "apt-get install ${missing[*]}"
    exit 1
  fi
  echo "Installing: ${missing[*]}"
  log=$(mktemp)
  apt update >"$log" 2>&1 || echo "apt-get update failed; going on with the lists at hand"
  apt install -y --no-install-recommends "${missing[@]}" >>"$log" 2>&1 || { cat "$log"; rm -f "$log"; exit 1; }
  rm -f "$log"
}
