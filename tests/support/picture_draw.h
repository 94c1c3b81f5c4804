/* Pictures made at random: names of all kinds, figures from tiny to huge, rows that lack an end or everything. */
#ifndef TESTS_SUPPORT_PICTURE_DRAW_H
#define TESTS_SUPPORT_PICTURE_DRAW_H

#include "num/num.h"
#include "report/picture.h"

/* A picture of this kind in the document; never NULL but where memory is out. */
cvs_picture *picture_draw(cvs_document *doc, cvs_rng *rng, cvs_picture_kind kind);

#endif
