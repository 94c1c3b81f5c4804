convstat test -f json --stratify device ../../datasets/segments.csv
