/* From the options of a comparison to the library's: what they mean together, and where what was
 * typed contradicts itself. All of it is found before anything is read. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"

/* Unequal weights in the order of the arms go wrong silently when a file lists its arms otherwise. */
cvs_status cvs_arguments_shares(const cvs_arguments *arguments, cvs_test_options *out, cvs_error *error) {
  const cvs_value *allocation = &arguments->test.allocation;
  char shown[CVS_SHOWN_MAX];
  for (size_t i = 0; i < allocation->list_count; i++)
    if (!allocation->share[i].name && allocation->share[i].weight != allocation->share[0].weight)
      return cvs_fail(error, CVS_EUSAGE, "--allocation: unequal shares %s must be named (control=90,treatment=10)",
                      cvs_show_value(shown, allocation->text));
  out->share = allocation->share;
  out->share_count = allocation->list_count;
  return CVS_OK;
}

cvs_status cvs_arguments_test(const cvs_arguments *arguments, cvs_test_options *out, cvs_error *error) {
  const cvs_test_values *values = &arguments->test;
  cvs_test_options_init(out);
  out->control = values->control.text;
  out->method = values->method.text;
  out->interval = values->interval.text;
  out->rate_interval = values->rate_interval.text;
  out->all_pairs = values->pairs.choice == CVS_PAIRS_ALL;
  out->trend = values->trend.given;
  out->mde = values->mde.given ? values->mde.quantity[0].value : 0;
  if (values->adjust.given)
    out->adjust = values->adjust.text;
  cvs_status status = cvs_arguments_question(values, out, error);
  if (status == CVS_OK)
    status = cvs_arguments_shares(arguments, out, error);
  return status == CVS_OK ? cvs_test_options_check(out, error) : status;
}
