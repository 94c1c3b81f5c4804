# A date that is written well and does not exist is not told how dates are written.
printf 'date,variant,visitors,conversions\n31/04/2024,a,10,1\n' | convstat test
printf 'date,variant,visitors,conversions\n04/31/2024,a,10,1\n' | convstat test --date-format DD/MM/YYYY
printf 'time,user,event,variant\n2023-02-29T10:15:00Z,u,buy,a\n' | convstat count --goal buy
