# Without a file a terminal is not read: it would look like a program that hangs.
script -qec 'convstat test' /dev/null </dev/null | tr -d '\r'
exit "${PIPESTATUS[0]}"
