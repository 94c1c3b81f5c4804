convstat plan --baseline 10% --lift -5% --looks 2 --bounds pocock
