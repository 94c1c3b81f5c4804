# The power that is taken where none is given lies below alpha: exit 5 it was, as if there were no answer.
convstat plan --baseline 3.2% --lift 10% --alpha 0.9
