/* Sizes by the normal approximation. */
#include "support/assert_close.h"
#include "support/power_row.h"

static void the_published_sizes_are_met(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_normal");

  while (reference_next(&table)) {
    if (!row_is(&table, "quantity", "n1"))
      continue;
    cvs_design design = design_of_row(&table);
    assert_close(size_of(&design, reference_number(&table, "power")), reference_number(&table, "value"), 1e-12);
    checked++;
  }

  assert_true(checked >= 80);
}

static void both_tails_agree_with_r(void **state) {
  (void)state;
  /* R 4.2.2 power.prop.test(p1 = 0.1, p2 = 0.105, power = 0.8, strict = TRUE)$n, and one-sided */
  cvs_design design = design_of("score", 0.1, 0.105), one_sided = design;
  one_sided.level = level_of(0.05, CVS_GREATER);

  assert_close(size_of(&design, 0.8), 57762.510067171235, 1e-9);
  assert_close(size_of(&one_sided, 0.8), 45499.483602273147, 1e-9);
}

static void a_size_gives_its_power_back(void **state) {
  (void)state;
  const char *const ids[] = {"score", "wald", "n-1", "yates", "arcsine"};
  const double powers[] = {0.06, 0.3, 0.5, 0.8, 0.999};
  for (size_t i = 0; i < 25; i++) {
    cvs_design design = design_of(ids[i % 5], 0.02, 0.023);
    design.ratio = 0.25;

    assert_close(power_of(&design, size_of(&design, powers[i / 5])), powers[i / 5], 1e-10);
  }
}

static void more_than_a_million_million_visitors_are_not_promised(void **state) {
  (void)state;
  cvs_design hair = design_of("score", 0.5, 0.5000001), many = design_of("score", 0.5, 0.50001);
  many.ratio = 1e6;
  double visitors;
  cvs_error error = {0};

  assert_int_equal(cvs_size_approximate(&hair, 0.8, &visitors, &error), CVS_ELIMIT);
  assert_string_equal(error.message, "this effect needs more than a million million visitors");
  assert_int_equal(cvs_size_approximate(&many, 0.8, &visitors, NULL), CVS_ELIMIT);
}

static void certainty_needs_hardly_any_visitors(void **state) {
  (void)state;
  /* nobody against everybody: the null error alone, z sqrt(1/4 * 2/n) = 1 at n = z^2 / 2; z from R */
  cvs_design design = design_of("score", 0, 1);

  assert_close(size_of(&design, 0.8), 1.959963984540054 * 1.959963984540054 / 2, 1e-9);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_published_sizes_are_met),
      cmocka_unit_test(both_tails_agree_with_r),
      cmocka_unit_test(a_size_gives_its_power_back),
      cmocka_unit_test(more_than_a_million_million_visitors_are_not_promised),
      cmocka_unit_test(certainty_needs_hardly_any_visitors),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
