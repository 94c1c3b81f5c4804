for threads in 1 2 7; do convstat count --threads $threads --by device,date ../../datasets/users.csv | cksum; done | uniq | wc -l
for threads in 1 2 7; do convstat count --threads $threads --steps visit,signup,demo ../../datasets/events.csv | cksum; done | uniq | wc -l
