convstat plan --baseline 10% --lift 5% --looks 20 --futility binding --ascii
