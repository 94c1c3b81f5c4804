/* Names of columns, and the delimiter that makes a header of a line. */
#include "data/roles.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <cmocka.h>

static void check_delimiter(const char *line, const cvs_read_options *options, char want) {
  static const cvs_read_options defaults;
  char got = '\0';
  assert_int_equal(cvs_delimiter_find(line, strlen(line), options == NULL ? &defaults : options, &got, NULL), CVS_OK);
  assert_int_equal(got, want);
}

static void every_role_has_a_canonical_name_that_fits_it_best(void **state) {
  (void)state;
  for (int role = 0; role < CVS_ROLES; role++) {
    assert_true(*cvs_role_name((cvs_role)role) != '\0');
    assert_int_equal(cvs_role_fit((cvs_role)role, cvs_role_name((cvs_role)role)), CVS_FIT_CANONICAL);
  }
}

static void one_name_may_fit_two_roles(void **state) {
  (void)state;
  assert_int_equal(cvs_role_fit(CVS_ROLE_CONVERSIONS, "converted"), CVS_FIT_ALIAS);
  assert_int_equal(cvs_role_fit(CVS_ROLE_CONVERTED, "converted"), CVS_FIT_CANONICAL);
  assert_int_equal(cvs_role_fit(CVS_ROLE_VARIANT, "converted"), CVS_FIT_NONE);
}

static void sessions_are_no_randomised_unit_and_users_are(void **state) {
  (void)state;
  assert_true(cvs_role_is_weak_unit("sessions"));
  assert_true(cvs_role_is_weak_unit("pageviews"));
  assert_false(cvs_role_is_weak_unit("users"));
}

static void each_delimiter_is_found(void **state) {
  (void)state;
  check_delimiter("variant,visitors,conversions", NULL, ',');
  check_delimiter("variant;visitors;conversions", NULL, ';');
  check_delimiter("variant\tvisitors\tconversions", NULL, '\t');
  check_delimiter("variant|visitors|conversions", NULL, '|');
  check_delimiter("variant", NULL, ',');
  check_delimiter("", NULL, ',');
}

static void known_names_outweigh_the_number_of_fields(void **state) {
  (void)state;
  check_delimiter("variant;visitors;conversions;a,b,c,d,e,f,g,h", NULL, ';');
  check_delimiter("\"variant\";\"a, b, c, d, visitors\";n", NULL, ';');
}

static void names_given_by_hand_are_known(void **state) {
  (void)state;
  static const char *const by[] = {"Land"};
  const cvs_read_options options = {.column = {[CVS_ROLE_VARIANT] = "Gruppe"}, .by = by, .by_count = 1};
  check_delimiter("Gruppe|Land|a,b,c,d", &options, '|');
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_role_has_a_canonical_name_that_fits_it_best),
      cmocka_unit_test(one_name_may_fit_two_roles),
      cmocka_unit_test(sessions_are_no_randomised_unit_and_users_are),
      cmocka_unit_test(each_delimiter_is_found),
      cmocka_unit_test(known_names_outweigh_the_number_of_fields),
      cmocka_unit_test(names_given_by_hand_are_known),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
