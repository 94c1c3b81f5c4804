# A test for a drop that finds none says nothing for the control.
convstat monitor --sprt --mde 10% --alternative less ../../datasets/daily.csv
