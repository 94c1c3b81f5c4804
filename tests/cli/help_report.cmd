convstat help report
