# A terminal shows how far reading has come, on one line that is gone in the end; -q and a file show nothing.
cat >"$TMPDIR/rows" <<'END'
printf 'variant,converted\n'
for i in 1 2 3 4 5 6; do printf 'control,%d\ngreen,%d\n' $((i % 2)) $((i % 3 == 0)); done
sleep 1.2
END
count='convstat test --user none'
lines() {
  tr '\r' '\n' | sed 's/[0-9][0-9]* rows a second/N rows a second/' | grep -c -e 'read, N rows a second$'
}
script -qec "sh $TMPDIR/rows | $count -" /dev/null </dev/null | lines
script -qec "sh $TMPDIR/rows | $count -" /dev/null </dev/null | tr '\r' '\n' | grep -c '^ \{60\}$'
script -qec "sh $TMPDIR/rows | $count -q -" /dev/null </dev/null | lines
script -qec "sh $TMPDIR/rows | $count - 2>&1 | cat" /dev/null </dev/null | lines
# Ctrl-C ends the program as a signal does.
sh "$TMPDIR/rows" | timeout -s INT --preserve-status 0.5 $count -
echo "exit $?"
