# Anything but a result is refused in a line that names the place, with exit code 3.
cd "$TMPDIR" || exit
convstat test -f json control=5000/50000 green=5105/50000 >r.json
refuse() {
  convstat report r2.json
  echo "exit $?" >&2
}
edit() {
  sed "$1" r.json >r2.json
  refuse
}
edit 's/"upper": 0.1026[0-9]*/"upper": 1.2/'
edit '0,/"visitors": 50000,/s//"visitors": "many",/'
edit '0,/"significant": false/s//"significant": 0/'
edit 's/"conversions": 5000,/"conversions": 5000.5,/'
edit '0,/"visitors": 50000,/s//"visitors": 4999,/'
edit 's/"verdict": "inconclusive"/"verdict": "splendid"/'
edit 's/"treatment": "green"/"treatment": "blue"/'
edit '/"simultaneous"/d'
edit 's/"agrees": true/"agrees": true, "colour": "green"/'
edit 's/"df": 1/"df": 1e400/'
edit 's/"control": "control",/"control": "control", "control": "control",/'
edit 's|convstat.test/1|convstat.test/2|'
edit 's|convstat.test/1|convstat.guess/1|'
edit 's|"convstat": "|"convstat": "version |'
edit '20,$d'
edit 's/"code": "inconclusive"/"code": "ship"/'
echo '[1, 2]' >r2.json
refuse
echo 'green,5000,50000' >r2.json
refuse
: >r2.json
refuse
printf '%010000d' 0 | tr 0 '[' >r2.json
refuse
convstat methods -f json >r2.json
refuse
convstat plan --baseline 3% --lift 10% --looks 3 --save r2.json -q >/dev/null
refuse
echo null >r2.json
refuse
echo '"x"' >r2.json
refuse
