# More than three lines in one plot are a tangle: each treatment has its picture, with the control behind it.
{
  echo date,variant,visitors,conversions
  for day in 01 02 03; do
    printf '%s\n' "2025-01-$day,control,1000,1$day" "2025-01-$day,red,1000,9${day#0}" "2025-01-$day,green,1000,11${day#0}" \
      "2025-01-$day,blue,1000,12${day#0}"
  done
} | convstat test -f svg --picture days -
