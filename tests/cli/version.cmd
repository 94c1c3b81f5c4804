convstat --version && convstat version | cmp - <(convstat --version) && convstat -V | cmp - <(convstat --version)
