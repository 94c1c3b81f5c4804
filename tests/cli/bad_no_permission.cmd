# as root, without the power to read everything
cd "$TMPDIR" && printf 'variant,visitors,conversions\n' >secret.csv && chmod 000 secret.csv
drop=
[ "$(id -u)" != 0 ] || drop='setpriv --bounding-set=-dac_override,-dac_read_search --'
$drop convstat test secret.csv
