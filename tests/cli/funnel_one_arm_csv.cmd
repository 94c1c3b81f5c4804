printf 'visit,signup,payment\n5000,1200,240\n5200,1300,250\n' | convstat funnel -f csv --steps visit,signup,payment
