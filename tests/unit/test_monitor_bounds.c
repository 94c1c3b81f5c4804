/* Figures of a group sequential look against recursive integration with 700 nodes a look
 * (tests/reference/seq_analysis.csv), by counts whose statistic is as good as that of the table. */
#include "support/assert_close.h"
#include "support/monitored.h"
#include "support/sequential_terms.h"

#include <math.h>
#include <string.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

/* Of an arm at the planned end. One conversion moves z by 2e-6, and so a p-value by some 2e-5 of itself. */
static const double VISITORS = 4e11;
static const double TOLERANCE = 5e-5;
enum { DAYS_MAX = 32 };

/* Running totals of an arm of half-converted visitors, and of one whose statistic against it is z. */
static cvs_pair totals_at(double information, double z) {
  const double n = floor(VISITORS * information), half = n / 2;
  const double difference = z * sqrt(n / 2) / sqrt(1 + z * z / (2 * n));
  return (cvs_pair){{(uint64_t)n, (uint64_t)half}, {(uint64_t)n, (uint64_t)(floor(half) + round(difference))}};
}

static cvs_pair less_of(const cvs_pair *now, const cvs_pair *before) {
  return (cvs_pair){
      {now->control.visitors - before->control.visitors, now->control.conversions - before->control.conversions},
      {now->treatment.visitors - before->treatment.visitors,
       now->treatment.conversions - before->treatment.conversions}};
}

/* The row's looks as days, up to its stage. */
static monitored analyse_row(const reference_table *table, size_t stage) {
  const cvs_sequential_terms terms = terms_of_row(table);
  double z[REFERENCE_LIST_MAX];
  cvs_pair day[DAYS_MAX], before = {{0, 0}, {0, 0}};
  monitored m = monitor_start_group(terms.looks, (uint64_t)(2 * VISITORS));
  assert_int_equal(reference_list(table, "z", z), stage);
  memcpy(m.looks.information, terms.information, terms.looks * sizeof terms.information[0]);
  m.looks.efficacy = terms.efficacy;
  m.options.alpha = terms.alpha;
  m.options.has_alternative = true;
  m.options.alternative = terms.two_sided ? CVS_TWO_SIDED : CVS_GREATER;
  for (size_t i = 0; i < stage; i++) {
    const cvs_pair now = totals_at(terms.information[i] * (1 + 1e-10), z[i]);
    day[i] = less_of(&now, &before);
    before = now;
  }
  assert_int_equal(monitor_days(&m, day, stage), CVS_OK);
  return m;
}

static size_t check_row(const reference_table *table) {
  const char *quantity = reference_text(table, "quantity");
  const size_t stage = (size_t)reference_number(table, "stage");
  const bool repeated = strcmp(quantity, "repeated_p") == 0;
  monitored m = analyse_row(table, stage);
  double want[REFERENCE_LIST_MAX], look[REFERENCE_LIST_MAX];
  size_t compared = 0;
  const size_t count = reference_list(table, "value", want);
  (void)reference_list(table, "look", look);
  for (size_t i = 0; repeated && i < count; i++) {
    const size_t at = (size_t)look[i] - 1;
    if (at >= m.group.look_count)
      continue;
    assert_close(m.group.look[at].comparison[0].p_value.value, want[i], TOLERANCE);
    compared++;
  }
  /* the table concludes whatever it has seen; a monitor where it stops, which may be before */
  if (!repeated && m.group.look_count == stage && m.group.treatment[0].is_final) {
    assert_close(m.group.treatment[0].p_value_adjusted, want[0], TOLERANCE);
    compared++;
  }
  monitor_finish(&m);
  return compared;
}

static void p_values_of_looks_and_stops_agree_with_the_table(void **state) {
  (void)state;
  reference_table table;
  size_t repeated = 0, final = 0;
  for (reference_open(&table, "seq_analysis"); reference_next(&table);) {
    const char *quantity = reference_text(&table, "quantity");
    if (strcmp(quantity, "repeated_p") == 0)
      repeated += check_row(&table);
    else if (strcmp(quantity, "final_p_stagewise") == 0)
      final += check_row(&table);
  }

  assert_true(repeated >= 40);
  assert_true(final >= 10);
}

/* A look stops the test exactly where its statistic is at or above the bound of the table's design. */
static void a_look_stops_from_its_bound_on(void **state) {
  (void)state;
  const cvs_sequential_terms terms = usual_terms(4);
  const cvs_sequential_design design = plan_of(&terms);
  for (size_t i = 0; i < 3; i++)
    for (int side = -1; side <= 1; side += 2) {
      const double z = design.bounds.look[i].z_upper + side * 1e-5;
      cvs_pair day[DAYS_MAX], before = {{0, 0}, {0, 0}};
      for (size_t k = 0; k <= i; k++) {
        const cvs_pair now = totals_at(terms.information[k] * (1 + 1e-10), k < i ? 0 : z);
        day[k] = less_of(&now, &before);
        before = now;
      }
      monitored m = monitor_start_group(4, (uint64_t)(2 * VISITORS));
      assert_int_equal(monitor_days(&m, day, i + 1), CVS_OK);
      assert_int_equal(m.group.look_count, i + 1);
      assert_int_equal(m.group.code, side > 0 ? CVS_MONITOR_STOP_WIN : CVS_MONITOR_CONTINUE);
      monitor_finish(&m);
    }
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(p_values_of_looks_and_stops_agree_with_the_table),
      cmocka_unit_test(a_look_stops_from_its_bound_on),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
