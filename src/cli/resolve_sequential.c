/* From the options of looks to the library's: which times, which bounds. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"
#include <string.h>

/* The number behind a family, in [low, high]; a family without one has neither. */
typedef struct family_number {
  const char *name;
  double low, high;
  const char *example; /* NULL: takes no number */
} family_number;

/* By cvs_spending_family, as sequential.h has the domains. */
static const family_number numbers[] = {
    [CVS_SPENDING_OBF] = {"obf", 0, 0, NULL},
    [CVS_SPENDING_POCOCK] = {"pocock", 0, 0, NULL},
    [CVS_SPENDING_KIM_DEMETS] = {"kim-demets", 0.1, 20, "kim-demets:2"},
    [CVS_SPENDING_HSD] = {"hsd", -40, 40, "hsd:-4"},
    [CVS_BOUNDS_OBRIEN_FLEMING] = {"obrien-fleming", 0, 0, NULL},
    [CVS_BOUNDS_POCOCK] = {"pocock", 0, 0, NULL},
    [CVS_BOUNDS_WANG_TSIATIS] = {"wang-tsiatis", -1, 0.5, "wang-tsiatis:0.25"},
};

/* `first` is the family of the option's first choice. */
static cvs_status resolve_family(const cvs_value *value, const char *option, cvs_spending_family first,
                                 cvs_spending *out, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  const cvs_spending_family family = (cvs_spending_family)((size_t)first + value->choice);
  const family_number *domain = &numbers[family];
  const bool has_number = strchr(value->text, ':') != NULL;
  const double number = value->quantity[0].value;
  *out = (cvs_spending){family, has_number ? number : 0};
  if (!domain->example)
    return !has_number ? CVS_OK
                       : cvs_fail(error, CVS_EUSAGE, "--%s: %s takes no number, expected %s", option,
                                  cvs_show_value(shown, value->text), domain->name);
  if (has_number && number >= domain->low && number <= domain->high)
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE, "--%s: %s needs a number from %g to %g, expected for example %s", option,
                  cvs_show_value(shown, value->text), domain->low, domain->high, domain->example);
}

static cvs_status resolve_times(const cvs_sequential_values *values, cvs_plan_looks *out, cvs_error *error) {
  if (values->looks.given && values->look_times.given)
    return cvs_fail(error, CVS_EUSAGE, "--looks contradicts --look-times: expected one of them");
  if (values->looks.given) {
    out->count = (size_t)values->looks.count;
    cvs_sequential_equal_looks(out->count, out->information);
    return CVS_OK;
  }
  out->count = values->look_times.list_count;
  if (out->count > CVS_LOOKS_MAX)
    return cvs_fail(error, CVS_EUSAGE, "--look-times has %zu looks, expected from 2 to %d", out->count, CVS_LOOKS_MAX);
  for (size_t i = 0; i < out->count; i++)
    out->information[i] = values->look_times.number[i];
  return CVS_OK;
}

static cvs_status resolve_bounds(const cvs_sequential_values *values, cvs_plan_looks *out, cvs_error *error) {
  if (values->spending.given && values->bounds.given)
    return cvs_fail(error, CVS_EUSAGE, "--spending contradicts --bounds: expected one of them");
  if (values->bounds.given)
    return resolve_family(&values->bounds, "bounds", CVS_BOUNDS_OBRIEN_FLEMING, &out->efficacy, error);
  if (values->spending.given)
    return resolve_family(&values->spending, "spending", CVS_SPENDING_OBF, &out->efficacy, error);
  out->efficacy = (cvs_spending){CVS_SPENDING_OBF, 0};
  return CVS_OK;
}

static cvs_status resolve_futility(const cvs_sequential_values *values, cvs_plan_looks *out, cvs_error *error) {
  out->futility = (cvs_futility)values->futility.choice;
  out->beta_spending = values->bounds.given ? (cvs_spending){CVS_SPENDING_OBF, 0} : out->efficacy;
  if (!values->beta_spending.given)
    return CVS_OK;
  if (out->futility == CVS_FUTILITY_NONE)
    return cvs_fail(error, CVS_EUSAGE, "--beta-spending is for --futility nonbinding or binding");
  return resolve_family(&values->beta_spending, "beta-spending", CVS_SPENDING_OBF, &out->beta_spending, error);
}

/* What says how to look is idle where nobody looks. */
static cvs_status check_idle(const cvs_arguments *arguments, cvs_error *error) {
  cvs_arguments copy = *arguments; /* looked at only; the table's accessor takes what may change */
  const char *idle = cvs_option_first_given(&cvs_options_sequential, &copy);
  if (!idle && arguments->plan.save.given)
    idle = "save";
  if (!idle)
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE, "--%s is for a test with several looks, expected --looks K or --look-times", idle);
}

cvs_status cvs_arguments_sequential(const cvs_arguments *arguments, cvs_plan_looks *out, cvs_error *error) {
  const cvs_sequential_values *values = &arguments->sequential;
  *out = (cvs_plan_looks){0};
  if (!values->looks.given && !values->look_times.given)
    return check_idle(arguments, error);
  cvs_status status = resolve_times(values, out, error);
  if (status == CVS_OK)
    status = resolve_bounds(values, out, error);
  return status == CVS_OK ? resolve_futility(values, out, error) : status;
}
