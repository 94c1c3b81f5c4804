# Files that are no text are named, and what to do with them.
cd "$TMPDIR"
printf 'PK\3\4\24\0\6\0' >book.xlsx
printf '\3757zXZ\0\0\4' >rows.csv.xz
printf 'BZh91AY&SY\1\2' >rows.csv.bz2
printf '\50\265\57\375\0\250\1\0\0' >wide.csv.zst
for file in book.xlsx rows.csv.xz rows.csv.bz2 wide.csv.zst; do convstat test $file; done
