# A power of none was told as "1 time in 10", and exact next to an approximate curve that said 5%.
convstat plan --baseline 3.2% --lift 10% --sample-size 2
echo
convstat plan --baseline 3.2% --equivalence 2% --sample-size 1000 -q
