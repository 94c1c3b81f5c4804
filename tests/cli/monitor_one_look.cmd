printf 'date,variant,visitors,conversions\n2025-01-01,a,10,1\n2025-01-01,b,12,2\n' | convstat monitor -
