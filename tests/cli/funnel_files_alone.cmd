# Files without a variant are one arm, and their names may be meant for the variants.
cd "$TMPDIR"
printf 'date,visitors,view,buy\n2026-03-01,500,300,30\n2026-03-02,500,310,33\n' >control.csv
printf 'date,visitors,view,buy\n2026-03-01,500,300,41\n2026-03-02,500,310,40\n' >new.csv
convstat funnel --steps view,buy control.csv new.csv | head -12
convstat funnel --steps view,buy --variant @file control.csv new.csv | head -5
