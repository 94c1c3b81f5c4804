/* The k-th allocation fails while money is counted: as in fault_allocation.c. */
#include "fault/failing.h"

#include "support/dataset_text.h"
#include <convstat/convstat.h>

#include <string.h>
#include <unistd.h>

static const char *ideas_path;

static cvs_status write_rank(const cvs_ideas *ideas, const cvs_idea_rank *rank, const char *format, cvs_error *error) {
  const cvs_report_style style = {.explain = true};
  const cvs_setting setting = {.name = "horizon", .text = "90d"};
  cvs_report *report = NULL;
  cvs_status status = cvs_report_new(format, "rank", &style, &report, error);
  if (status == CVS_OK)
    status = cvs_report_begin_ideas(report, ideas, &setting, 1, error);
  if (status == CVS_OK)
    status = cvs_report_rank(report, ideas, rank, error);
  if (status == CVS_OK)
    status = cvs_report_end(report, error);
  cvs_report_free(report);
  return status;
}

static cvs_status rank_ideas(void) {
  static const cvs_read_options read;
  const cvs_ideas_options options = {.read = &read, .horizon_days = 90};
  cvs_ideas *ideas = NULL;
  cvs_idea_rank rank[4];
  cvs_error error = {0};
  cvs_status status = cvs_ideas_read(&ideas_path, 1, &options, &ideas, &error);
  if (status == CVS_OK)
    status = cvs_ideas_rank(ideas, true, rank, &error);
  if (status == CVS_OK)
    status = write_rank(ideas, rank, "text", &error);
  if (status == CVS_OK)
    status = write_rank(ideas, rank, "json", &error);
  if (status == CVS_OK)
    status = write_rank(ideas, rank, "csv", &error);
  cvs_ideas_free(ideas);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status decide(void) {
  static const cvs_beta belief[] = {{31, 971}, {45, 957}, {38, 964}};
  cvs_error error = {0};
  cvs_money found;
  cvs_status status = CVS_OK;
  for (size_t arms = 2; arms <= 3 && status == CVS_OK; arms++) {
    const cvs_money_question question = {.belief = belief, .arm_count = arms, .terms = {40, 200, 1, 40, 300, 5}};
    status = cvs_money_decide(&question, &found, &error);
  }
  return status == error.status ? status : CVS_EINVAL;
}

static const scenario scenarios[] = {
    {"ideas are read, ranked and written", rank_ideas},
    {"it is decided whether to test on", decide},
};

static void every_failed_allocation_is_reported(void **state) {
  (void)state;
  static const char text[] = "idea,baseline,traffic,lift,lift_sd,value\n"
                             "A,3%,500,0,5%,4\nC,0.2%,90,1%,30%,40\nD,3%,500,-9%,1%,4\n";
  ideas_path = write_temporary(text, strlen(text));

  fail_each_allocation(scenarios, sizeof scenarios / sizeof scenarios[0]);

  assert_int_equal(unlink(ideas_path), 0);
}

int main(void) {
  cvs_init();
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(every_failed_allocation_is_reported),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
