/* Sequential plans out of a row of a reference table, and the usual ones. */
#include "support/sequential_terms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

static const struct family {
  const char *name;
  cvs_spending_family family;
} families[] = {
    {"obf", CVS_SPENDING_OBF},
    {"pocock", CVS_SPENDING_POCOCK},
    {"kim-demets", CVS_SPENDING_KIM_DEMETS},
    {"hsd", CVS_SPENDING_HSD},
    {"obrien-fleming", CVS_BOUNDS_OBRIEN_FLEMING},
    {"pocock-bounds", CVS_BOUNDS_POCOCK},
    {"wang-tsiatis", CVS_BOUNDS_WANG_TSIATIS},
};

cvs_spending spending_of(const char *family, const char *parameter) {
  for (size_t i = 0; i < sizeof families / sizeof families[0]; i++)
    if (strcmp(families[i].name, family) == 0)
      return (cvs_spending){families[i].family, strtod(parameter, NULL)};
  fail_msg("there is no family %s", family);
  return (cvs_spending){0};
}

cvs_sequential_terms terms_of_row(const reference_table *table) {
  cvs_sequential_terms terms = {
      .efficacy = spending_of(reference_text(table, "family"), reference_text(table, "parameter")),
      .alpha = reference_number(table, "alpha"),
      .two_sided = reference_number(table, "sided") > 1,
      .power = 0.9,
  };
  double information[REFERENCE_LIST_MAX];
  terms.looks = reference_list(table, "t", information);
  assert_true(terms.looks <= CVS_LOOKS_MAX);
  memcpy(terms.information, information, terms.looks * sizeof information[0]);
  return terms;
}

cvs_sequential_terms usual_terms(size_t looks) {
  cvs_sequential_terms terms = {.alpha = 0.05, .two_sided = true, .power = 0.9, .looks = looks};
  cvs_sequential_equal_looks(looks, terms.information);
  return terms;
}

cvs_sequential_terms futile_terms(size_t looks, cvs_futility futility) {
  cvs_sequential_terms terms = usual_terms(looks);
  terms.alpha = 0.025;
  terms.two_sided = false;
  terms.futility = futility;
  return terms;
}

cvs_sequential_design plan_of(const cvs_sequential_terms *terms) {
  cvs_sequential_design design;
  cvs_error error = {0};
  if (cvs_sequential_plan(terms, &design, &error) != CVS_OK)
    fail_msg("no plan: %s", error.message);
  return design;
}
