# Days out of order, missing days and days of one arm are read as they are.
convstat monitor - <<'END'
date,variant,visitors,conversions
2025-01-09,control,500,50
2025-01-09,green,510,61
2025-01-01,control,480,44
2025-01-01,green,490,52
2025-01-02,control,505,51
2025-01-05,green,470,55
2025-01-06,control,515,49
2025-01-06,green,505,52
END
