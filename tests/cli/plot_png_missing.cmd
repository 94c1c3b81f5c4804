# Without rsvg-convert nothing is read and nothing is written.
bin=$(dirname "$(command -v convstat)")
PATH=$bin convstat test --plot "$TMPDIR/lift.png" no_such_file.csv
code=$?
echo "$TMPDIR"/*.png | grep -c "[*]"
exit $code
