convstat help monitor
convstat monitor --help | cmp - <(convstat help monitor)
