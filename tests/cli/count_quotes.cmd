printf 'user,variant,converted\r\n"a, 1",A,1\r\n"b ""2""",B,0\r\n "c" , A ,1\r\n"d\n4",B,yes\r\n' | convstat count
