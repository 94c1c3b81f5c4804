# An effect that turns: won early, gone later. The band keeps its word, and the caution says that no single effect fits.
{
  echo date,variant,visitors,conversions
  for day in 01 02 03 04 05 06 07 08 09 10 11 12 13 14; do
    more=$((10#$day <= 7 ? 160 : -60))
    echo "2025-07-$day,control,4000,400"
    echo "2025-07-$day,green,4000,$((400 + more))"
  done
} | convstat monitor -
