# The headline named the final conversion alone, the advice under it the step.
convstat plan --reach 100%,42%,18%,6% --lift 10% --step 3 --traffic 4000 -q
convstat plan --reach 100%,42%,18%,6% --lift 10% --step 3 --traffic 4000 -f csv
