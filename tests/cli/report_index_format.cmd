convstat report --index . -f text
