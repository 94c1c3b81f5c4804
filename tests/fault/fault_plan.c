/* The k-th allocation fails while a plan with looks is made, written and read. */
#include "fault/failing.h"

#include "report/plan_file.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static cvs_status make(cvs_plan_options *options, cvs_plan_looks *looks, cvs_plan *plan) {
  cvs_error error = {0};
  cvs_plan_options_init(options);
  *looks = (cvs_plan_looks){.count = 3, .futility = CVS_FUTILITY_BINDING};
  cvs_sequential_equal_looks(3, looks->information);
  options->baseline = 0.1;
  options->effect = 0.1;
  options->looks = looks;
  const cvs_status status = cvs_plan_make(options, plan, &error);
  return error.status == status ? status : CVS_EINVAL;
}

static cvs_status make_a_plan_with_looks(void) {
  cvs_plan_options options;
  cvs_plan_looks looks;
  cvs_plan plan;
  const cvs_status status = make(&options, &looks, &plan);
  cvs_plan_free(&plan);
  return status;
}

static cvs_status write_and_read(const cvs_plan_entry *entry, const char *path) {
  cvs_error error = {0};
  cvs_saved_plan saved;
  cvs_saved_plan *read = NULL;
  cvs_saved_plan_of(NULL, entry, &saved);
  cvs_status status = cvs_saved_plan_write(&saved, path, &error);
  if (status == CVS_OK)
    status = cvs_saved_plan_read(path, &read, &error);
  if ((status == CVS_OK) != (read != NULL) || error.status != status)
    status = CVS_EINVAL;
  cvs_saved_plan_free(read);
  return status;
}

static cvs_status save_a_plan_and_read_it(void) {
  char path[] = "/tmp/convstat-fault-XXXXXX";
  const int file = mkstemp(path);
  if (file < 0 || close(file) != 0)
    return CVS_EIO;
  cvs_plan_options options;
  cvs_plan_looks looks;
  cvs_plan plan;
  cvs_status status = make(&options, &looks, &plan);
  const cvs_plan_entry entry = {.options = &options, .plan = &plan};
  if (status == CVS_OK)
    status = write_and_read(&entry, path);
  cvs_plan_free(&plan);
  return unlink(path) == 0 ? status : CVS_EIO;
}

/* Words of a refusal need memory too. */
static cvs_status refuse_a_plan(void) {
  static const char text[] = "{\"schema\": \"convstat.sequential-plan/9\"}";
  cvs_json_document *document = NULL;
  cvs_saved_plan *plan = NULL;
  cvs_error error = {0};
  cvs_status status = cvs_json_parse("plan.json", text, sizeof text - 1, &document, &error);
  if (status == CVS_OK)
    status = cvs_plan_file_take(document, &plan, &error);
  if (plan != NULL)
    return CVS_EINVAL;
  return status == CVS_EDATA ? CVS_OK : status;
}

static const scenario scenarios[] = {
    {"make a plan with looks", make_a_plan_with_looks},
    {"save a plan and read it", save_a_plan_and_read_it},
    {"refuse a plan", refuse_a_plan},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}
