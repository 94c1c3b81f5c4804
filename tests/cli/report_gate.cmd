convstat report --fail-on srm r.json
