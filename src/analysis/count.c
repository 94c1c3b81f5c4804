/* `count`: the arms of each group and their split; nothing is compared. */
#include "analysis/test_run.h"

#include "base/error.h"
#include "base/mem.h"

cvs_status cvs_count_new(const cvs_dataset *dataset, const cvs_test_options *options, cvs_test_run **out,
                         cvs_error *error) {
  *out = NULL;
  cvs_test_run *run = cvs_calloc(1, sizeof *run);
  if (run == NULL)
    return cvs_fail_memory(error);
  run->dataset = dataset;
  run->options = options;
  cvs_status status = cvs_test_resolve(run, error);
  if (status == CVS_OK)
    status = cvs_test_check_names(run, error);
  if (status == CVS_OK)
    status = cvs_test_all_ratios(run, error);
  if (status == CVS_OK)
    *out = run;
  else
    cvs_test_free(run);
  return status;
}

cvs_status cvs_count_analyse(cvs_test_run *run, size_t index, cvs_test_group *out, cvs_error *error) {
  const cvs_status status = cvs_test_split(run, index, out, error);
  if (status != CVS_OK)
    return status;
  cvs_test_examine_input(run, out);
  out->finding = run->finding;
  out->finding_count = run->finding_count;
  return run->failed ? cvs_fail_memory(error) : CVS_OK;
}
