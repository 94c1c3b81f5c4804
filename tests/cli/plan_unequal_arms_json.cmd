convstat plan --baseline 5% --lift 20% --arms 3 --allocation 2,1,1 --adjust none -f json
