printf 'time,user,event,variant\n2024-05-01T10:00:00Z,1,buy,a\nnoon,2,buy,b\n2024-05-01T10:00:00Z,,buy,b\n' |
  convstat count --goal buy --on-error skip --format json | grep '"rows_skipped": {'
