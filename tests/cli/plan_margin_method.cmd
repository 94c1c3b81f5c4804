# The test named in the options was named as the one at the margin.
for method in yates g; do
  convstat plan --baseline 10% --margin -30% --method $method --explain | grep -A2 -e '^  score' -e '^Method'
done
