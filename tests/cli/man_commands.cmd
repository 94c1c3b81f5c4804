# A page for every command; each option of test and plan stands in its page.
for command in test plan methods help completion version; do
  convstat man $command | head -4
done
for command in test plan; do
  for option in $(convstat help $command | grep -o '^  \(-., \)\?--[a-z-]*' | grep -o -e '--.*'); do
    convstat man $command | sed 's/\\-/-/g' | grep -q -e "^\.B.*$option" || echo "$option of $command is missing"
  done
done
