# The band is seen to cross no effect at the stop, and where it goes on beyond the axis a triangle says so.
grep -v countdown ../../datasets/stops_early.csv | convstat monitor -f svg -
