# Clusters were said to be too many to enumerate.
convstat plan --icc 0.02 --cluster-size 20 --exact --lift 60% --baseline 3.2% -q
