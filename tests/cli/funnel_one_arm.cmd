# No column of the variant: one funnel is described, and a column of visitors is not needed.
printf 'visit,signup,payment\n5000,1200,240\n5200,1300,250\n' | convstat funnel --steps visit,signup,payment
