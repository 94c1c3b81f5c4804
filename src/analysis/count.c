/* `count`: the arms of each group and their split; nothing is compared. */
#include "analysis/test_run.h"

#include "base/error.h"

cvs_status cvs_count_new(const cvs_dataset *dataset, const cvs_test_options *options, cvs_test_run **out,
                         cvs_error *error) {
  return cvs_test_open(dataset, options, NULL, out, error);
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
