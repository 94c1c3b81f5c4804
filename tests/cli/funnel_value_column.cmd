# What conversions really brought, beside what they cost.
printf 'variant,visitors,visit,payment,revenue\na,1000,800,100,4210.50\nb,1000,810,120,4530.25\n' |
  convstat funnel --steps visit,payment --value revenue --cost visit=2
