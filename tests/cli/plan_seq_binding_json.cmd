convstat plan --baseline 10% --lift 5% --look-times 0.2,0.5,1 --bounds wang-tsiatis:0.25 --futility binding --beta-spending hsd:-2 --power 90% -f json
