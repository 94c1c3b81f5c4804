convstat test --stratify device ../../datasets/segments.csv
