convstat plan --baseline 10% --lift -5% --alternative less --looks 3 --spending hsd:-4 --futility binding
