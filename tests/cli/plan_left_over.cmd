# 100,000 were planned without a word about the visitor left over.
convstat plan --baseline 3.2% --sample-size 100001 -q
