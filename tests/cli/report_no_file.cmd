convstat report nowhere.json
