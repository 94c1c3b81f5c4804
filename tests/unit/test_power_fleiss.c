/* The formula that --explain shows under a plan; it used to show that of the test and none of the size. */
#include "support/assert_close.h"
#include "support/power_row.h"

static void the_formula_gives_the_sizes_that_are_planned(void **state) {
  (void)state;
  static reference_table table;
  int checked = 0;
  reference_open(&table, "power_fleiss");

  while (reference_next(&table)) {
    const cvs_design design = design_of_row(&table);
    assert_close(size_of(&design, reference_number(&table, "power")), reference_number(&table, "value"), 1e-12);
    checked++;
  }

  assert_true(checked >= 20);
}

static void it_is_listed_among_the_methods(void **state) {
  (void)state;
  const cvs_method *method = cvs_method_find(CVS_KIND_OTHER, "sample-size");

  assert_non_null(method);
  assert_non_null(strstr(method->formula, "z_power"));
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_formula_gives_the_sizes_that_are_planned),
      cmocka_unit_test(it_is_listed_among_the_methods),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
