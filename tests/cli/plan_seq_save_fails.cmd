# A file that cannot be written: exit code 4, nothing on standard output.
cd "$TMPDIR" || exit
convstat plan --baseline 10% --lift 5% --looks 3 --save no/such/folder.json
