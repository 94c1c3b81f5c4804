/* Rows of tests/reference/power_*.csv as designs. */
#ifndef CVS_TESTS_SUPPORT_POWER_ROW_H
#define CVS_TESTS_SUPPORT_POWER_ROW_H

#include "support/pair.h"
#include "support/reference_table.h"
#include <convstat/power.h>

#include <string.h>

/* A design for superiority, two-sided at 0.05 and with equal arms. */
static inline cvs_design design_of(const char *id, double control, double treatment) {
  const cvs_method *method = cvs_method_find(CVS_KIND_TEST, id);
  if (method == NULL)
    method = cvs_method_find(CVS_KIND_POWER, id);
  assert_non_null(method);
  return (cvs_design){.method = method,
                      .rate_control = control,
                      .rate_treatment = treatment,
                      .level = level_of(0.05, CVS_TWO_SIDED),
                      .ratio = 1};
}

/* 0 where the table has no number. */
static inline double number_or_0(const reference_table *table, const char *column) {
  return *reference_text(table, column) == '\0' ? 0 : reference_number(table, column);
}

static inline bool row_is(const reference_table *table, const char *column, const char *text) {
  return strcmp(reference_text(table, column), text) == 0;
}

/* A figure of the near tail alone is that of the one-sided test at half of alpha. */
static inline cvs_level level_of_row(const reference_table *table, bool upward) {
  double alpha = reference_number(table, "alpha"), sides = reference_number(table, "sided");
  if (sides > 1 && row_is(table, "tails", "both"))
    return level_of(alpha, CVS_TWO_SIDED);
  return level_of(alpha / sides, upward ? CVS_GREATER : CVS_LESS);
}

/* Superiority: arm 1 is the control. */
static inline cvs_design design_of_row(const reference_table *table) {
  double control = reference_number(table, "p1"), treatment = number_or_0(table, "p2");
  cvs_design design = design_of(reference_text(table, "method"), control, treatment);
  design.level = level_of_row(table, treatment >= control);
  if (number_or_0(table, "n1") > 0)
    design.ratio = reference_number(table, "n2") / reference_number(table, "n1");
  else
    design.ratio = reference_number(table, "ratio");
  return design;
}

static inline double power_of(const cvs_design *design, double visitors) {
  double power = -1;
  cvs_error error = {0};
  assert_int_equal(cvs_power_approximate(design, visitors, &power, &error), CVS_OK);
  return power;
}

static inline double size_of(const cvs_design *design, double power) {
  double visitors = -1;
  cvs_error error = {0};
  assert_int_equal(cvs_size_approximate(design, power, &visitors, &error), CVS_OK);
  return visitors;
}

static inline double rate_found(const cvs_design *design, double visitors, double power, bool upward) {
  cvs_detectable asked = {.power = power, .upward = upward};
  double rate = -1;
  cvs_error error = {0};
  assert_int_equal(cvs_effect_detectable(design, visitors, &asked, &rate, &error), CVS_OK);
  return rate;
}

static inline double enumerated(const cvs_design *design, uint64_t control, uint64_t treatment) {
  double power = -1;
  cvs_error error = {0};
  assert_int_equal(cvs_power_enumerate(design, control, treatment, &power, &error), CVS_OK);
  return power;
}

#endif
