TMPDIR=/nonexistent/folder convstat count --memory 1k ../../datasets/users.csv
