# Standard output that is closed or full is exit 4; a closed pipe is silent.
convstat test control=5/10 new=6/10 >&-
echo "exit $?" >&2
convstat test control=5/10 new=6/10 >/dev/full
echo "exit $?" >&2
convstat help >/dev/full
echo "exit $?" >&2
(
  sleep 0.3
  convstat test control=5/10 new=6/10
  echo "exit $?" >&2
) | true
convstat test control=5/10 new=6/10 -o /dev/full
echo "exit $?" >&2
convstat test - <&-
echo "exit $?" >&2
