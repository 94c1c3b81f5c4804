convstat report --index nowhere
