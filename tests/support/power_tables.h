/* Every table of two arms asked for its p-value: the plain way that regions are checked against. */
#ifndef CVS_TESTS_SUPPORT_POWER_TABLES_H
#define CVS_TESTS_SUPPORT_POWER_TABLES_H

#include "stat/power_region.h"
#include "support/power_row.h"
#include <convstat/several.h>

/* All tests of the registry, in turn; NULL after the last. */
static inline const cvs_method *test_at(size_t index) {
  size_t count;
  const cvs_method *const *methods = cvs_methods(&count);
  for (size_t i = 0; i < count; i++)
    if (methods[i]->kind == CVS_KIND_TEST && index-- == 0)
      return methods[i];
  return NULL;
}

static inline bool margin_rejects(const cvs_design *design, const cvs_pair *pair, double null, cvs_alternative side) {
  cvs_margin margin = {.scale = design->margin_scale, .null = null, .factor = 1};
  cvs_test_result result;
  return cvs_margin_test(pair, &margin, side, &result, NULL) == CVS_OK && result.p_value < design->level.tail;
}

/* Does the test itself call this table? A test without an answer does not. */
static inline bool table_rejects(const cvs_design *design, const cvs_pair *pair) {
  cvs_alternative side = design->level.alternative;
  double alpha = side == CVS_TWO_SIDED ? 2 * design->level.tail : design->level.tail;
  cvs_test_result result;
  if (design->hypothesis == CVS_SUPERIORITY)
    return design->method->test(pair, side, &result, NULL) == CVS_OK && result.p_value < alpha;
  return margin_rejects(design, pair, design->margin_lower, CVS_GREATER) &&
         (design->hypothesis == CVS_NONINFERIORITY || margin_rejects(design, pair, design->margin_upper, CVS_LESS));
}

/* The same by the edges that cvs_region_power left in the cells. */
static inline bool region_rejects(const cvs_rejection *rejection, const cvs_power_cells *cells, uint64_t x1,
                                  uint64_t x2) {
  size_t i = (size_t)(x1 + x2 - cvs_power_cells_first_total(cells));
  bool below = x2 < cells->lower[i], above = x2 >= cells->upper[i];
  return rejection->inside ? below && above : below || above;
}

#endif
