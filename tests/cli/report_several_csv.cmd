convstat report -f csv a.json b.json
