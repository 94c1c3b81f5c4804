convstat monitor -f svg --picture bounds --looks 4 --max-sample-size 40k ../../datasets/stops_early.csv
