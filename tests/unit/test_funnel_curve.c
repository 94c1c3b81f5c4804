/* Kaplan-Meier at a horizon. */
#include "stat/funnel_curve.h"
#include "support/assert_close.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static double sum_of(const double *value, size_t count, double power) {
  double sum = 0;
  for (size_t i = 0; i < count; i++)
    sum += pow(value[i], power);
  return sum;
}

/* Remission of leukaemia under 6-MP: Freireich et al. (1963), Blood 21, 699-716. R's survfit gives survival 0.448179
 * and standard error 0.134591 at 23 weeks: Kalbfleisch & Prentice (2002), The Statistical Analysis of Failure Time
 * Data. */
static void agrees_with_the_textbook_on_leukaemia(void **state) {
  (void)state;
  static const double weeks[] = {6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35};
  static const int relapsed[] = {1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0};
  enum { COUNT = 21 };
  cvs_funnel_spell spell[COUNT];
  double influence[COUNT];
  for (uint32_t i = 0; i < COUNT; i++)
    spell[i] = (cvs_funnel_spell){weeks[i], i, relapsed[i] == 1};

  const double share = cvs_funnel_curve(spell, COUNT, influence);

  assert_close(1 - share, 0.4481793, 1e-6);
  assert_close(sqrt(sum_of(influence, COUNT, 2)), 0.1345915, 1e-6);
  assert_close_abs(sum_of(influence, COUNT, 1), 0, 1e-15);
}

/* Nobody lost from sight: the share of those who reached it, and its binomial variance. */
static void without_losses_it_is_the_proportion(void **state) {
  (void)state;
  enum { COUNT = 10 };
  cvs_funnel_spell spell[COUNT];
  double influence[COUNT];
  for (uint32_t i = 0; i < COUNT; i++)
    spell[i] = (cvs_funnel_spell){i < 3 ? 1 + i % 2 : 7, i, i < 3};

  const double share = cvs_funnel_curve(spell, COUNT, influence);

  assert_close(share, 0.3, 1e-15);
  assert_close(sum_of(influence, COUNT, 2), 0.3 * 0.7 / 10, 1e-14);
}

/* A loss at the very time at which another reached the step was still at risk then. */
static void losses_come_after_arrivals_of_the_same_time(void **state) {
  (void)state;
  cvs_funnel_spell spell[] = {{5, 0, false}, {5, 1, true}, {9, 2, false}, {9, 3, true}};
  double influence[4];

  const double share = cvs_funnel_curve(spell, 4, influence);

  assert_close(share, 1 - 3.0 / 4 * 1 / 2, 1e-15);
}

static void all_that_are_left_at_once_make_it_certain(void **state) {
  (void)state;
  cvs_funnel_spell spell[] = {{2, 0, true}, {3, 1, false}, {4, 2, true}, {4, 3, true}};
  double influence[4];

  const double share = cvs_funnel_curve(spell, 4, influence);

  assert_close(share, 1, 0);
  assert_close(sum_of(influence, 4, 2), 0, 0);
}

static void nobody_there_yet_is_0(void **state) {
  (void)state;
  cvs_funnel_spell spell[] = {{2, 0, false}, {3, 1, false}};
  double influence[2];

  assert_close(cvs_funnel_curve(spell, 2, influence), 0, 0);
  assert_close(sum_of(influence, 2, 2), 0, 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(agrees_with_the_textbook_on_leukaemia),
      cmocka_unit_test(without_losses_it_is_the_proportion),
      cmocka_unit_test(losses_come_after_arrivals_of_the_same_time),
      cmocka_unit_test(all_that_are_left_at_once_make_it_certain),
      cmocka_unit_test(nobody_there_yet_is_0),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
