rows='user,variant,converted,date,paid\n1,a,1,2024-05-02,1.53\n2,a,1,2024-05-01,2\n1,a,0,2024-05-01,2.00\n3,b,0,2024-05-02,-0.5\n'
printf $rows | convstat count --value paid --by-day exposure
printf $rows | convstat count --value paid
printf $rows | convstat count --value paid --by-day exposure --format json | grep -E '"date":|"value":'
