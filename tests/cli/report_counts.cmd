convstat report control=5000/50000
