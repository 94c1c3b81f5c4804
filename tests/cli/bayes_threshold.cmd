convstat bayes --loss-threshold 0.05pp ../../datasets/landing_inconclusive.csv
convstat bayes -q --loss-threshold 0.0001 ../../datasets/landing_inconclusive.csv
convstat bayes -q --loss-threshold 0.5pp green=5000/50000 control=5010/50000
