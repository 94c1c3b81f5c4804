printf 'date,variant,visitors,conversions\n2025-01-01,a,100,0\n2025-01-01,b,120,0\n2025-01-02,a,90,0\n2025-01-02,b,95,0\n' | convstat monitor -f json -
