convstat report --index . a.json
