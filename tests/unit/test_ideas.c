/* Files of test ideas. */
#include "support/assert_close.h"
#include "support/dataset_text.h"
#include <convstat/ideas.h>

#include <string.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static const cvs_read_options plain;

static cvs_status read_ideas(const char *text, const cvs_ideas_options *options, cvs_ideas **out, cvs_error *error) {
  const char *path = write_temporary(text, strlen(text));
  const cvs_status status = cvs_ideas_read(&path, 1, options, out, error);
  assert_int_equal(unlink(path), 0);
  return status;
}

static void reads_a_row_an_idea(void **state) {
  (void)state;
  static const char text[] = "idea,baseline,traffic,lift,lift_sd,value,cost,test_cost,delay_cost,horizon\n"
                             "form,3.2%,\"4,000\",1%,0.05,39.90,1500,200,20,26w\n"
                             "picture,0.014,9000,-150e-2%,150%,40,,,,180\n";
  const cvs_ideas_options options = {.read = &plain};
  cvs_ideas *ideas = NULL;

  assert_int_equal(read_ideas(text, &options, &ideas, NULL), CVS_OK);

  assert_int_equal(cvs_ideas_count(ideas), 2);
  const cvs_idea *form = cvs_ideas_at(ideas, 0), *picture = cvs_ideas_at(ideas, 1);
  assert_string_equal(form->name, "form");
  assert_int_equal(form->line, 2);
  assert_close(form->prospect.baseline, 0.032, 0);
  assert_close(form->prospect.lift_mean, 0.01, 0);
  assert_close(form->prospect.lift_sd, 0.05, 0);
  assert_close(form->prospect.cost_of_test, 200, 0);
  assert_close(form->prospect.control_share, 0.5, 0);
  assert_close(form->prospect.terms.traffic, 4000, 0);
  assert_close(form->prospect.terms.value_per_conversion, 39.9, 0);
  assert_close(form->prospect.terms.cost_of_change, 1500, 0);
  assert_close(form->prospect.terms.cost_of_delay, 20, 0);
  assert_int_equal(form->prospect.terms.horizon_days, 182);
  assert_close(picture->prospect.lift_mean, -0.015, 1e-15);
  assert_close(picture->prospect.lift_sd, 1.5, 0);
  assert_close(picture->prospect.terms.cost_of_change, 0, 0);
  cvs_ideas_free(ideas);
}

static void takes_the_rest_from_the_options(void **state) {
  (void)state;
  const cvs_ideas_options options = {.read = &plain,
                                     .value_per_conversion = 40,
                                     .traffic = 500,
                                     .horizon_days = 90,
                                     .traffic_share = 0.5,
                                     .cost_of_change = 7,
                                     .cost_of_test = 8,
                                     .cost_of_delay = 9};
  cvs_ideas *ideas = NULL;

  assert_int_equal(read_ideas("Name;Conversion Rate;Uplift;Spread\nA;3%;0;5%\n", &options, &ideas, NULL), CVS_OK);

  const cvs_money_prospect *found = &cvs_ideas_at(ideas, 0)->prospect;
  assert_close(found->terms.value_per_conversion, 40, 0);
  assert_close(found->terms.traffic, 500, 0);
  assert_close(found->terms.traffic_share, 0.5, 0);
  assert_int_equal(found->terms.horizon_days, 90);
  assert_close(found->terms.cost_of_change, 7, 0);
  assert_close(found->cost_of_test, 8, 0);
  assert_close(found->terms.cost_of_delay, 9, 0);
  cvs_ideas_free(ideas);
}

static void prefers_canonical_names(void **state) {
  (void)state;
  const cvs_ideas_options options = {.read = &plain, .horizon_days = 90};
  cvs_ideas *ideas = NULL;

  assert_int_equal(
      read_ideas("test,idea,rate,baseline,traffic,lift,lift_sd,value\nx,A,1,3%,500,0,5%,4\n", &options, &ideas, NULL),
      CVS_OK);

  assert_string_equal(cvs_ideas_at(ideas, 0)->name, "A");
  const cvs_ideas_info *info = cvs_ideas_input(ideas);
  assert_int_equal(info->file_count, 1);
  assert_string_equal(info->file[0].column[0].role, "idea");
  assert_string_equal(info->file[0].column[0].column, "idea");
  assert_string_equal(info->file[0].column[1].column, "baseline");
  cvs_ideas_free(ideas);
}

static void counts_what_it_skips(void **state) {
  (void)state;
  static const cvs_read_options skipping = {.skip_bad = true};
  const cvs_ideas_options options = {.read = &skipping, .horizon_days = 90};
  cvs_ideas *ideas = NULL;

  assert_int_equal(read_ideas("idea,baseline,traffic,lift,lift_sd,value\n"
                              "A,3%,500,0,5%,4\nB,3,500,0,5%,4\nC,3%\nD,3%,500,0,5%,4\n",
                              &options, &ideas, NULL),
                   CVS_OK);

  const cvs_ideas_info *info = cvs_ideas_input(ideas);
  assert_int_equal(cvs_ideas_count(ideas), 2);
  assert_int_equal(info->rows, 4);
  assert_int_equal(info->rows_skipped, 2);
  assert_int_equal(info->reason_count, 2);
  assert_string_equal(info->reason[0].reason, "ragged");
  assert_string_equal(info->reason[1].reason, "number");
  cvs_ideas_free(ideas);
}

/* All sentences are golden cases of the program (tests/cli/rank_bad); here that line and status are right. */
static void names_the_line_of_a_bad_row(void **state) {
  (void)state;
  const cvs_ideas_options options = {.read = &plain, .horizon_days = 90};
  cvs_ideas *ideas = NULL;
  cvs_error error = {0};

  assert_int_equal(read_ideas("idea,baseline,traffic,lift,lift_sd,value\n\nA,3%,500,0,5%,4\nB,3%,500,0,none,4\n",
                              &options, &ideas, &error),
                   CVS_EDATA);

  assert_null(ideas);
  assert_int_equal(error.line, 4);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(reads_a_row_an_idea),         cmocka_unit_test(takes_the_rest_from_the_options),
      cmocka_unit_test(prefers_canonical_names),     cmocka_unit_test(counts_what_it_skips),
      cmocka_unit_test(names_the_line_of_a_bad_row),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
