# A saved result draws what its command would have drawn.
cd "$TMPDIR" || exit
counts='control=5000/50000 green=5605/50000'
convstat test -f json --plot own.svg --picture rates $counts >r.json
convstat report -f text -q --plot saved.svg --picture rates r.json
cmp own.svg saved.svg && echo "the same picture"
convstat report --plot both.svg r.json r.json
echo "exit $?" >&2
convstat report --plot all.svg --index .
echo "exit $?" >&2
