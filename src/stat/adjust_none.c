/* No adjustment: each comparison by itself. */
#include "stat/adjust.h"
#include "stat/methods.h"

#include <string.h>

static cvs_status adjust_none(const cvs_family *family, double *adjusted, cvs_level *level, cvs_error *error) {
  cvs_status status = cvs_adjust_begin(family, level, error);
  if (status == CVS_OK)
    memcpy(adjusted, family->p_value, family->count * sizeof *adjusted);
  return status;
}

const cvs_method cvs_method_adjust_none = {
    .name = "adjust_none",
    .id = "none",
    .kind = CVS_KIND_ADJUST,
    .title = "no adjustment",
    .formula = "p_adj = p",
    .citation = "Rothman (1990), Epidemiology 1, 43-46",
    .note = "with k comparisons the chance of a false finding grows towards k times alpha",
    .adjust = adjust_none,
};
