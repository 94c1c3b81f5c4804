# A page for every command; each option of test stands in its page.
for command in test methods help completion version; do
  convstat man $command | head -4
done
for option in $(convstat help test | grep -o '^  \(-., \)\?--[a-z-]*' | grep -o -e '--.*'); do
  convstat man test | sed 's/\\-/-/g' | grep -q -e "^\.B.*$option" || echo "$option is missing"
done
