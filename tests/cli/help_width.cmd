# No help is wider than 80 columns.
for command in '' test funnel bayes rank monitor plan count report methods help completion version man; do
  convstat help $command | awk -v command="$command" 'length($0) > 80 {print command ": " $0}'
done
