/* From the options of money to the library's, and where what was typed contradicts itself. */
#include "cli/arguments.h"

#include "base/error.h"
#include "data/problem.h"

enum { DAY_SECONDS = 86400 };

static cvs_status resolve_horizon(const cvs_value *horizon, uint64_t *days, cvs_error *error) {
  char shown[CVS_SHOWN_MAX];
  *days = horizon->count / DAY_SECONDS;
  if (!horizon->given || (horizon->count % DAY_SECONDS == 0 && *days >= 1 && *days <= CVS_MONEY_HORIZON_MAX))
    return CVS_OK;
  return cvs_fail(error, CVS_EUSAGE, "--horizon: %s is not whole days from 1d to %dd",
                  cvs_show_value(shown, horizon->text), CVS_MONEY_HORIZON_MAX);
}

static cvs_status resolve_value(const cvs_value *value, double *out, cvs_error *error) {
  *out = value->quantity[0].value;
  if (value->given && !(*out > 0))
    return cvs_fail(error, CVS_EUSAGE, "--value-per-conversion: \"%s\" is not above 0", value->text);
  return CVS_OK;
}

static double cost_of(const cvs_value *value) {
  return value->quantity[0].value;
}

cvs_status cvs_arguments_money(const cvs_arguments *arguments, cvs_money_terms *out, bool *asked, cvs_error *error) {
  const cvs_money_values *values = &arguments->money;
  const cvs_value *traffic = &arguments->plan.traffic;
  const char *idle = traffic->given                 ? "traffic"
                     : values->horizon.given        ? "horizon"
                     : values->cost_of_change.given ? "cost-of-change"
                     : values->cost_of_delay.given  ? "cost-of-delay"
                                                    : NULL;
  *asked = values->value_per_conversion.given;
  *out = (cvs_money_terms){.traffic = (double)traffic->count,
                           .traffic_share = 1,
                           .cost_of_change = cost_of(&values->cost_of_change),
                           .cost_of_delay = cost_of(&values->cost_of_delay)};
  if (!*asked && idle)
    return cvs_fail(error, CVS_EUSAGE, "--%s counts money, expected --value-per-conversion MONEY beside it", idle);
  if (*asked && (!traffic->given || !values->horizon.given))
    return cvs_fail(error, CVS_EUSAGE,
                    "--value-per-conversion needs --traffic N (visitors a day) and --horizon 180d (how long the choice "
                    "matters)");
  cvs_status status = resolve_value(&values->value_per_conversion, &out->value_per_conversion, error);
  return status == CVS_OK ? resolve_horizon(&values->horizon, &out->horizon_days, error) : status;
}

/* The first option of profit alone that was given, or NULL. */
static const char *find_idle(const cvs_money_values *values) {
  return values->prior_lift_sd.given          ? "prior-lift-sd"
         : values->prior_lift.given           ? "prior-lift"
         : values->horizon.given              ? "horizon"
         : values->value_per_conversion.given ? "value-per-conversion"
         : values->cost_of_change.given       ? "cost-of-change"
         : values->cost_of_test.given         ? "cost-of-test"
         : values->cost_of_delay.given        ? "cost-of-delay"
                                              : NULL;
}

static cvs_status check_profit(const cvs_arguments *arguments, cvs_error *error) {
  const cvs_money_values *values = &arguments->money;
  const char *idle = find_idle(values);
  if (!values->profit.given && idle)
    return cvs_fail(error, CVS_EUSAGE, "--%s is for --profit", idle);
  if (!values->profit.given)
    return CVS_OK;
  if (!values->prior_lift_sd.given || !values->horizon.given)
    return cvs_fail(
        error, CVS_EUSAGE,
        "--profit needs --prior-lift-sd LIFT (how far lifts of such changes spread) and --horizon 180d (how "
        "long the choice matters)");
  if (arguments->plan.table.given)
    return cvs_fail(error, CVS_EUSAGE, "--profit contradicts --table: expected one of them");
  if (arguments->sequential.looks.given || arguments->sequential.look_times.given)
    return cvs_fail(error, CVS_EUSAGE, "--profit reckons with one look at the end, expected no --looks");
  if (arguments->plan.arms.count != 2)
    return cvs_fail(error, CVS_EUSAGE, "--profit is for one treatment and its control, expected no --arms");
  if (arguments->test.margin.given || arguments->test.equivalence.given)
    return cvs_fail(error, CVS_EUSAGE, "--profit chooses the better arm, expected no --margin and no --equivalence");
  if (arguments->plan.reach.given)
    return cvs_fail(error, CVS_EUSAGE, "--profit is for one rate, expected --baseline RATE in the place of --reach");
  if (!arguments->plan.traffic.given && !arguments->plan.from.given)
    return cvs_fail(error, CVS_EUSAGE, "--profit needs the traffic, expected --traffic N (visitors a day)");
  if (values->prior_lift.list_count > 1)
    return cvs_fail(error, CVS_EUSAGE, "--prior-lift is one lift, expected no list");
  return CVS_OK;
}

cvs_status cvs_arguments_profit(const cvs_arguments *arguments, cvs_money_prospect *out, bool *asked,
                                cvs_error *error) {
  const cvs_money_values *values = &arguments->money;
  *asked = values->profit.given;
  *out = (cvs_money_prospect){
      .lift_mean = values->prior_lift.list_count > 0 ? values->prior_lift.number[0] : 0,
      .lift_sd = values->prior_lift_sd.quantity[0].value,
      .cost_of_test = cost_of(&values->cost_of_test),
      .terms = {.cost_of_change = cost_of(&values->cost_of_change), .cost_of_delay = cost_of(&values->cost_of_delay)}};
  cvs_status status = check_profit(arguments, error);
  if (status == CVS_OK)
    status = resolve_value(&values->value_per_conversion, &out->terms.value_per_conversion, error);
  return status == CVS_OK ? resolve_horizon(&values->horizon, &out->terms.horizon_days, error) : status;
}

cvs_status cvs_arguments_ideas(const cvs_arguments *arguments, cvs_ideas_options *out, cvs_error *error) {
  const cvs_money_values *values = &arguments->money;
  if (arguments->plan.traffic_share.list_count > 1)
    return cvs_fail(error, CVS_EUSAGE, "--traffic-share is one share, expected no list");
  *out = (cvs_ideas_options){.traffic = (double)arguments->plan.traffic.count,
                             .traffic_share = arguments->plan.traffic_share.number[0],
                             .cost_of_change = cost_of(&values->cost_of_change),
                             .cost_of_test = cost_of(&values->cost_of_test),
                             .cost_of_delay = cost_of(&values->cost_of_delay)};
  cvs_status status = resolve_value(&values->value_per_conversion, &out->value_per_conversion, error);
  return status == CVS_OK ? resolve_horizon(&values->horizon, &out->horizon_days, error) : status;
}
