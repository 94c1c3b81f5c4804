#!/bin/bash
# What was read: show_input.sh OPTIONS FILE prints the input record and the counts of each arm.
set -o pipefail
convstat test -f json "$@" | sed -n '/"input"/,/"settings"/ { /"settings"/d; p }; /"by":/p; /^ *"arms"/,/^ *\]/p'
