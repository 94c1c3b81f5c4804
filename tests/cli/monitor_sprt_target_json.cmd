convstat monitor --sprt --mde 15% --target 11% -f json ../../datasets/daily.csv
