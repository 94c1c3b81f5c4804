printf 'click\n1\n0\n' | convstat count --user none --converted click --variant @file
