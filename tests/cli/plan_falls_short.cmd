# A power of 79.7% where 80% was asked for was marked "ok".
convstat plan --baseline 9% --method wald --margin -3pp --lift -11.11% -q
