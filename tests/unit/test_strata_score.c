/* The score statistic of one effect over strata. */
#include "stat/strata_score.h"

#include "stat/score.h"
#include "support/arms_table.h"
#include "support/assert_close.h"
#include "support/pair.h"

#include <math.h>
#include <string.h>

static const double CLOSED = 1e-12;

static cvs_strata_tables tables_of(const cvs_pair *pair, size_t count) {
  return (cvs_strata_tables){.pair = pair, .count = count, .inflation = 1};
}

static void at_no_effect_it_is_cochran_mantel_and_haenszel(void **state) {
  (void)state;
  reference_table table;
  size_t compared = 0;
  reference_open(&table, "strata_mantel_haenszel");
  while (reference_next(&table)) {
    cvs_pair pair[REFERENCE_LIST_MAX];
    if (strcmp(reference_text(&table, "quantity"), "cmh") != 0)
      continue;
    cvs_strata_tables tables = tables_of(pair, read_strata(&table, pair));
    tables.n1 = true; /* the hypergeometric variance has N - 1 */

    const double z = cvs_strata_score_z(&tables, CVS_DIFFERENCE, 0);

    assert_close(z * z, reference_number(&table, "statistic"), 1e-11);
    assert_close(cvs_strata_score_z(&tables, CVS_LIFT, 0), z, 1e-11);
    compared++;
  }
  assert_true(compared >= 3);
}

static void one_stratum_has_the_score_intervals(void **state) {
  (void)state;
  reference_table table;
  size_t compared = 0;
  reference_open(&table, "effect_score");
  while (reference_next(&table)) {
    const bool lift = strcmp(reference_text(&table, "scale"), "ratio") == 0;
    const cvs_scale scale = lift ? CVS_LIFT : CVS_DIFFERENCE;
    const double lower = reference_number(&table, "lower") - lift;
    const cvs_pair pair = reference_pair(&table);
    const cvs_strata_tables tables = tables_of(&pair, 1);
    const cvs_level level = level_of(1 - reference_number(&table, "confidence"), CVS_TWO_SIDED);
    const bool large = pair.control.conversions >= 5 && pair.control.visitors <= 100000;
    if (strcmp(reference_text(&table, "scale"), "odds-ratio") == 0 || !large || !(fabs(lower) < 10))
      continue;
    bool exists = false;
    double found = 0;

    assert_int_equal(cvs_strata_effect_at(&tables, scale, level.z, &exists, &found), CVS_OK);

    assert_true(exists);
    assert_close_abs(found, lower, 1e-9);
    compared++;
  }
  assert_true(compared >= 20);
}

static void the_effect_at_z_has_that_statistic(void **state) {
  (void)state;
  const cvs_pair pair[] = {pair_of(178, 1810, 23, 198), pair_of(226, 1497, 284, 1503), pair_of(0, 0, 5, 50)};
  const cvs_strata_tables tables = tables_of(pair, 3);
  static const cvs_scale scales[] = {CVS_DIFFERENCE, CVS_LIFT};
  static const double z[] = {-3.1, -0.5, 0.7, 2.6};
  for (size_t s = 0; s < 2; s++)
    for (size_t i = 0; i < 4; i++) {
      bool exists;
      double effect;
      assert_int_equal(cvs_strata_effect_at(&tables, scales[s], z[i], &exists, &effect), CVS_OK);
      assert_close(cvs_strata_score_z(&tables, scales[s], effect), z[i], 1e-9);
    }
}

static void strata_of_unequal_shares_are_not_pooled(void **state) {
  (void)state;
  /* kidney stones (Charig et al. 1986): the better treatment looks worse where both sizes are in one pot */
  const cvs_pair pair[] = {pair_of(234, 270, 81, 87), pair_of(55, 80, 192, 263)};
  const cvs_pair pooled = pair_of(289, 350, 273, 350);
  const cvs_strata_tables strata = tables_of(pair, 2), all = tables_of(&pooled, 1);
  double stratified, together;

  assert_true(cvs_strata_estimate(&strata, CVS_DIFFERENCE, &stratified));
  assert_true(cvs_strata_estimate(&all, CVS_DIFFERENCE, &together));

  /* weights 270 87 / 357 and 80 263 / 343 */
  const double w1 = 270.0 * 87 / 357, w2 = 80.0 * 263 / 343;
  const double want = (w1 * (81.0 / 87 - 234.0 / 270) + w2 * (192.0 / 263 - 55.0 / 80)) / (w1 + w2);
  assert_close(stratified, want, CLOSED);
  assert_true(stratified > 0 && together < 0);
  assert_close(cvs_strata_information(&strata), w1 + w2, CLOSED);
}

static void clusters_shrink_the_statistic(void **state) {
  (void)state;
  const cvs_pair pair = pair_of(100, 1000, 130, 1000);
  cvs_strata_tables tables = tables_of(&pair, 1);
  const double plain = cvs_strata_score_z(&tables, CVS_DIFFERENCE, 0);

  tables.inflation = 4;

  assert_close(cvs_strata_score_z(&tables, CVS_DIFFERENCE, 0), plain / 2, CLOSED);
}

static void an_end_that_lies_nowhere_is_open(void **state) {
  (void)state;
  const cvs_pair nobody = pair_of(0, 50, 3, 50);
  const cvs_strata_tables tables = tables_of(&nobody, 1);
  bool exists = true;
  double effect;

  assert_int_equal(cvs_strata_effect_at(&tables, CVS_LIFT, -2, &exists, &effect), CVS_OK);
  assert_false(exists);
  assert_false(cvs_strata_estimate(&tables, CVS_LIFT, &effect));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(at_no_effect_it_is_cochran_mantel_and_haenszel),
      cmocka_unit_test(one_stratum_has_the_score_intervals),
      cmocka_unit_test(the_effect_at_z_has_that_statistic),
      cmocka_unit_test(strata_of_unequal_shares_are_not_pooled),
      cmocka_unit_test(clusters_shrink_the_statistic),
      cmocka_unit_test(an_end_that_lies_nowhere_is_open),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
