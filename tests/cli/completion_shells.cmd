# The scripts of zsh and fish know every option of test.
for shell in zsh fish; do
  convstat completion $shell >"$TMPDIR/$shell"
  for option in $(convstat help test | grep -o '^  \(-., \)\?--[a-z-]*' | grep -o -e '--.*'); do
    case $shell in zsh) word="'\*\?$option" ;; fish) word=" -l ${option#--} " ;; esac
    grep -q -e "$word" "$TMPDIR/$shell" || echo "$shell: $option is missing"
  done
done
grep -c . "$TMPDIR/zsh" "$TMPDIR/fish" | sed 's/.*://' | awk '{print ($1 > 50 ? "long" : "short")}'
grep -e '--fail-on' -e completion "$TMPDIR/zsh"
grep -e 'fail-on' -e 'completion' "$TMPDIR/fish"
