# What bash completes: the words before the cursor, then what it offers.
source <(convstat completion bash)
complete_line() {
  COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
  _convstat
  echo "$* -> ${COMPREPLY[*]}"
}
complete_line convstat ''
complete_line convstat me
complete_line convstat test --ma
complete_line convstat test --method sc
complete_line convstat test --method = bo
complete_line convstat test --method =
complete_line convstat test -f j
complete_line convstat test --fail-on srm,not
complete_line convstat test --by col
complete_line convstat test res
complete_line convstat plan --method a
complete_line convstat plan --whole-weeks ''
complete_line convstat plan --bas
complete_line convstat help t
complete_line convstat completion ''
complete -p convstat
