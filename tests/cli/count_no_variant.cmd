printf 'auction_id,experiment,yes,no\n1,exposed,0,1\n2,control,1,0\n' | convstat count --converted yes
