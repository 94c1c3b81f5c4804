# A day whose outcome is missing is left out, and counted.
cd "$TMPDIR"
printf 'Group;Date;Clicks;Cart;Buy\na;1.08.2019;500;200;50\na;2.08.2019;510;;\nb;1.08.2019;505;230;60\n' >days.csv
convstat funnel -f json --steps Clicks,Cart,Buy --on-error skip days.csv
