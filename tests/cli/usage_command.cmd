try() {
  convstat "$@"
  echo "exit $?" >&2
}
touch "$TMPDIR/results.csv" && cd "$TMPDIR" || exit
try tset results.csv
try results.csv
try control=5/10
try nonsense
try ''
try -f json test
try help tets
try help nonsense
try help test me
try methods me
try man nonsense
try version 2
try completion
try completion tcsh
try completion bash zsh
