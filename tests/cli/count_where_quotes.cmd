# A value with a comma, or with '|', stands in quotes, as in --steps; so may the name of the column.
# It used to have no name: 'seg="Moscow, RU"' was taken for two values.
cd "$TMPDIR"
printf 'user,variant,converted,seg\n1,A,1,"Moscow, RU"\n2,B,1,"a|b"\n3,B,1,m\n4,A,0,"t,x"\n' >t.csv
convstat count --where 'seg="Moscow, RU"' t.csv
convstat count --where '"seg"="a|b"|seg = "t,x",m' t.csv
convstat count --where 'seg=Moscow, RU' t.csv
convstat count --where 'seg="Moscow' t.csv
