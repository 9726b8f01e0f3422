#!/bin/sh
# Makes the font files beside this script from Debian's packages
# fonts-inter (SIL Open Font License 1.1, see Inter-OFL.txt) and
# fonts-dejavu-core (free, see DejaVu-LICENSE.txt), and from the italic of
# KaTeX (SIL Open Font License 1.1, see KaTeX-OFL.txt) that the site's formulas
# are set in.
#
#   apt-get install fonts-inter fonts-dejavu-core python3-fonttools
#   sh subset.sh
#
# Inter sets everything; DejaVu fills in the few signs that Inter lacks (∇, ∈,
# ⟨ ⟩, ᵀ …). Big numbers are light; the letters of formulas are KaTeX's, whose name
# a changed font must not carry. Only the kern feature is kept: golang.org/x/image reads no other.
set -eu
cd "$(dirname "$0")"

inter=/usr/share/fonts/opentype/inter
dejavu=/usr/share/fonts/truetype/dejavu
katex=../../../site/formula/node_modules/katex/dist/fonts

# Latin, Greek, punctuation, super- and subscripts, arrows, operators, shapes.
all='U+0020-007E,U+00A0-00FF,U+0304,U+0302,U+0303,U+0307,U+1E20,U+1E21'
all="$all,U+0391-03A9,U+03B1-03C9,U+03D1,U+03D5,U+03F5"
all="$all,U+2010-2015,U+2018-201D,U+2020-2022,U+2026,U+2030,U+2032,U+2033"
all="$all,U+2070-209C,U+2016,U+2113,U+2190-2199,U+21D2,U+21D4,U+2200-2265,U+00BC-00BE"
all="$all,U+25A0,U+25A1,U+25B2,U+25B3,U+25B6,U+25B7,U+25BC,U+25BD,U+25C0,U+25C1,U+25C6,U+25C7,U+25CB,U+25CF"
all="$all,U+2713,U+2717"
# What Inter has not.
rest='U+1D40,U+2016,U+2207,U+2208,U+2225,U+226A,U+226B,U+22C5,U+27E8,U+27E9,U+25D0'
# What a big number is written with, and the letters of formulas.
numbers='U+0020,U+0025,U+002B-002E,U+0030-0039,U+003C-003E,U+00D7,U+2013,U+2212,U+221E'
numbers="$numbers,U+00B2,U+00B3,U+00B9,U+2070,U+2074-207B"
letters='U+0041-005A,U+0061-007A,U+0393,U+0394,U+0398,U+039B,U+03A3,U+03A6,U+03A8,U+03A9,U+03B1-03C9'

subset() { # from, to, signs, names kept
	python3 -m fontTools.subset "$1" --output-file="$2" --unicodes="$3" --layout-features=kern \
		--no-hinting --desubroutinize --name-IDs="${4:-0,1,2}" --drop-tables+=DSIG,STAT,BASE,GDEF,FFTM
}
subset "$inter/Inter-Regular.otf" Inter-Regular.otf "$all"
subset "$inter/Inter-SemiBold.otf" Inter-SemiBold.otf "$all"
subset "$dejavu/DejaVuSans.ttf" DejaVuSans.ttf "$rest"
subset "$dejavu/DejaVuSans-Bold.ttf" DejaVuSans-Bold.ttf "$rest"
subset "$inter/InterDisplay-Light.otf" Inter-Light.otf "$numbers"
subset "$katex/KaTeX_Math-Italic.ttf" Math-Italic.ttf "$letters" 0,13,14
