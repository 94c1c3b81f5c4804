/* Saving a plan with looks. (What stands in the file: tests/cli/plan_seq_save*.) */
#include "report/plan_file.h"
#include "support/dataset_text.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

typedef struct fixture {
  cvs_plan_options options;
  cvs_plan_looks looks;
  cvs_plan plan;
  cvs_saved_plan saved;
} fixture;

static void make(fixture *f) {
  const cvs_plan_entry entry = {.options = &f->options, .plan = &f->plan};
  f->options.looks = &f->looks;
  cvs_sequential_equal_looks(f->looks.count, f->looks.information);
  assert_int_equal(cvs_plan_make(&f->options, &f->plan, NULL), CVS_OK);
  cvs_saved_plan_of(NULL, &entry, &f->saved);
}

static void start(fixture *f) {
  *f = (fixture){.looks = {.count = 3, .futility = CVS_FUTILITY_BINDING}};
  cvs_plan_options_init(&f->options);
  f->options.baseline = 0.1;
  f->options.effect = 0.1;
}

static void the_terms_are_those_of_the_plan(void **state) {
  (void)state;
  fixture f;
  start(&f);
  f.options.arm_count = 3;

  make(&f);

  assert_true(f.saved.alpha == 0.05);
  assert_true(f.saved.terms.alpha == f.plan.sequential->terms.alpha && f.saved.terms.alpha < 0.05);
  assert_string_equal(f.saved.method->id, "score");
  assert_string_equal(f.saved.adjust->id, "sidak");
  assert_int_equal(f.saved.arm_count, 3);
  assert_int_equal(f.saved.visitors[2], f.plan.arm[2].visitors);
  assert_null(f.saved.control);
  assert_null(f.saved.metric);
  assert_true(f.saved.look[0].has_upper && f.saved.look[0].has_lower && f.saved.look[0].has_futility);
  cvs_plan_free(&f.plan);
}

static void bounds_of_a_test_for_less_are_turned(void **state) {
  (void)state;
  fixture f;
  start(&f);
  f.options.effect = -0.1;
  f.options.alternative = CVS_LESS;

  make(&f);

  const cvs_sequential_look *bound = &f.plan.sequential->design.bounds.look[1];
  assert_true(f.saved.downward);
  assert_false(f.saved.look[1].has_upper);
  assert_true(f.saved.look[1].z_lower == -bound->z_upper);
  assert_true(f.saved.look[1].z_futility == -bound->z_futility);
  cvs_plan_free(&f.plan);
}

static void any_term_changes_the_digest(void **state) {
  (void)state;
  fixture f;
  char first[CVS_DIGEST_TEXT], again[CVS_DIGEST_TEXT], other[CVS_DIGEST_TEXT];
  start(&f);
  make(&f);
  assert_true(cvs_plan_file_digest(&f.saved, first));
  assert_true(cvs_plan_file_digest(&f.saved, again));
  assert_string_equal(first, again);
  cvs_saved_plan changed[6];
  for (size_t i = 0; i < 6; i++)
    changed[i] = f.saved;
  changed[0].alpha = 0.051;
  changed[1].alternative = CVS_GREATER;
  changed[2].visitors[1]++;
  changed[3].control = "a";
  changed[4].look[2].z_upper *= 1 + 1e-15;
  changed[5].terms.futility = CVS_FUTILITY_NONBINDING;
  for (size_t i = 0; i < 6; i++) {

    assert_true(cvs_plan_file_digest(&changed[i], other));

    assert_string_not_equal(other, first);
  }
  cvs_plan_free(&f.plan);
}

static void what_was_written_is_read_back(void **state) {
  (void)state;
  fixture f;
  const char *const path = write_temporary("", 0);
  start(&f);
  f.looks.efficacy = (cvs_spending){CVS_SPENDING_KIM_DEMETS, 1.7};
  f.looks.beta_spending = (cvs_spending){CVS_SPENDING_HSD, -2.5};
  f.options.icc = 0.01;
  f.options.cluster_size = 12;
  make(&f);
  f.saved.control = "the \"old\" page";
  cvs_saved_plan *read = NULL;

  assert_int_equal(cvs_saved_plan_write(&f.saved, path, NULL), CVS_OK);
  assert_int_equal(cvs_saved_plan_read(path, &read, NULL), CVS_OK);

  assert_string_equal(read->control, "the \"old\" page");
  assert_true(read->terms.efficacy.family == CVS_SPENDING_KIM_DEMETS && read->terms.efficacy.parameter == 1.7);
  assert_true(read->terms.beta_spending.parameter == -2.5);
  assert_true(read->drift == f.saved.drift && read->design_effect == f.saved.design_effect);
  assert_memory_equal(read->terms.information, f.saved.terms.information, sizeof read->terms.information);
  assert_memory_equal(read->visitors, f.saved.visitors, sizeof read->visitors);
  assert_true(read->look[2].z_futility == f.saved.look[2].z_futility);
  cvs_saved_plan_free(read);
  cvs_plan_free(&f.plan);
  assert_int_equal(unlink(path), 0);
}

static void a_file_that_cannot_be_written_is_told(void **state) {
  (void)state;
  fixture f;
  cvs_error error = {0};
  start(&f);
  make(&f);

  assert_int_equal(cvs_saved_plan_write(&f.saved, "/no/such/folder/plan.json", &error), CVS_EIO);

  assert_string_equal(error.source, "/no/such/folder/plan.json");
  cvs_plan_free(&f.plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(the_terms_are_those_of_the_plan),       cmocka_unit_test(bounds_of_a_test_for_less_are_turned),
      cmocka_unit_test(any_term_changes_the_digest),           cmocka_unit_test(what_was_written_is_read_back),
      cmocka_unit_test(a_file_that_cannot_be_written_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
