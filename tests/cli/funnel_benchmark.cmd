# A benchmark that is reached already gains nothing, and that is said.
convstat funnel --steps product,cart,purchase --benchmark product=40%,cart=35% --quiet ../../datasets/checkout.csv
convstat funnel --steps product,cart,purchase --benchmark product=40%,cart=35% -f json ../../datasets/checkout.csv |
  python3 -c '
import json, sys
for warning in json.load(sys.stdin)["warnings"]:
    print(warning["code"], warning["field"])'
