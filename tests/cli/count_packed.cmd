gzip -c ../../datasets/events.csv | convstat count --goal signup
zstd -qc ../../datasets/events.csv | convstat count --goal signup -
