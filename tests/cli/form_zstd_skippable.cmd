# pzstd puts a frame to be skipped before each of its own.
{ printf '\120\52\115\30\4\0\0\0size'; cat data/form_zstd.csv.zst; } | convstat count
