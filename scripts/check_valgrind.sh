#!/bin/bash
# A selection of golden cases with the program under valgrind: same output, no invalid access, no
# leak: check_valgrind.sh BUILD_DIR
set -eu
build=$(cd "$1" && pwd)
[ -r /proc/self/maps ] || { echo "valgrind needs /proc, which is not mounted"; exit 77; }
mkdir -p "$build/valgrind"
cat >"$build/valgrind/convstat" <<WRAPPER
#!/bin/bash
exec valgrind --quiet --leak-check=full --show-leak-kinds=all --errors-for-leak-kinds=all --error-exitcode=99 \
  "$build/convstat" "\$@"
WRAPPER
chmod +x "$build/valgrind/convstat"
mapfile -t names <tests/cli/valgrind.list
exec bash tests/cli/run.sh --bin "$build/valgrind" "${names[@]}"
