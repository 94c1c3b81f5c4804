# Of four users who paid, two had asked for help on the way and count no further; help after the payment stops nobody.
cd "$TMPDIR"
{
  echo time,user,event,variant
  for user in 1 2 3 4 5 6; do
    arm=a
    [ $user -le 3 ] || arm=b
    echo "2026-01-01T10:00:00Z,$user,visit,$arm"
    case $user in 2 | 5) echo "2026-01-01T10:05:00Z,$user,help,$arm" ;; esac
    case $user in 3 | 6) ;; *) echo "2026-01-01T10:10:00Z,$user,payment,$arm" ;; esac
    case $user in 1) echo "2026-01-01T10:20:00Z,$user,help,$arm" ;; esac
  done
} >events.csv
convstat funnel --steps visit,payment --exclude help -f json events.csv | grep -E '"(name|step|users|entered)"'
