# Every golden picture is well-formed and asks for nothing.
python3 -B ../../scripts/check_svg.py [a-oq-z]*_svg.out *_svg_[a-tv-z]*.out
