/* Options that say what a choice is worth, in three tables: for a test that runs (bayes), for a test to come
 * (plan --profit), and for what a file of ideas leaves out (rank). */
#include "cli/arguments.h"

#include <stddef.h>

static const char *choose_whole_weeks(size_t index) {
  static const char *const ids[] = {[CVS_WHOLE_WEEKS_YES] = "yes", [CVS_WHOLE_WEEKS_NO] = "no"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

/* CVS_MONEY_MAX as a whole number. */
#define MONEY_MAX UINT64_C(1000000000000000)

#define PLACE(member) offsetof(cvs_arguments, money.member)
#define PLAN_PLACE(member) offsetof(cvs_arguments, plan.member)
#define MONEY(option_name, member, text, without, missing)                                                             \
  {                                                                                                                    \
    .name = option_name, .kind = CVS_VALUE_NUMBER, .argument = "MONEY", .summary = text, .fallback = without,          \
    .otherwise = missing, .low = 0, .high = MONEY_MAX, .place = PLACE(member)                                          \
  }
#define COST_OF_CHANGE MONEY("cost-of-change", cost_of_change, "paid once where a treatment is shipped", "0", NULL)
#define COST_OF_DELAY MONEY("cost-of-delay", cost_of_delay, "paid for each day of testing", "0", NULL)
#define COST_OF_TEST MONEY("cost-of-test", cost_of_test, "paid once where it is tested", "0", NULL)
#define HORIZON(text, missing)                                                                                         \
  {                                                                                                                    \
    .name = "horizon", .kind = CVS_VALUE_DURATION, .argument = "180d", .summary = text, .otherwise = missing,          \
    .place = PLACE(horizon)                                                                                            \
  }
#define TRAFFIC(text, missing)                                                                                         \
  {                                                                                                                    \
    .name = "traffic", .kind = CVS_VALUE_COUNT, .argument = "N", .summary = text, .otherwise = missing, .low = 1,      \
    .high = CVS_VISITORS_MAX, .place = PLAN_PLACE(traffic)                                                             \
  }

static const cvs_option money_rows[] = {
    MONEY("value-per-conversion", value_per_conversion,
          "what a conversion brings: it is shipped, kept or tested on by what is expected to earn most", NULL,
          "no money is counted"),
    TRAFFIC("visitors a day whom the choice concerns", NULL),
    HORIZON("how long the choice matters, in days (180d) or weeks (26w)", NULL),
    COST_OF_CHANGE,
    COST_OF_DELAY,
};

static const cvs_option profit_rows[] = {
    {.name = "profit",
     .kind = CVS_VALUE_FLAG,
     .summary = "the size with the highest expected profit (two arms), beside the plan or, without effect and size, "
                "as the plan",
     .place = PLACE(profit)},
    {.name = "prior-lift-sd",
     .kind = CVS_VALUE_LIFT,
     .argument = "LIFT",
     .summary = "how far lifts of such changes spread: two in three lie within it (5%)",
     .place = PLACE(prior_lift_sd)},
    {.name = "prior-lift",
     .kind = CVS_VALUE_LIFTS,
     .argument = "LIFT",
     .summary = "lift that is expected before the test",
     .otherwise = "0: as likely worse as better",
     .place = PLACE(prior_lift)},
    HORIZON("how long the choice matters, in days (180d) or weeks (26w), the test included", NULL),
    MONEY("value-per-conversion", value_per_conversion, "what a conversion brings", "1",
          "1: profit counts conversions"),
    COST_OF_CHANGE,
    COST_OF_TEST,
    COST_OF_DELAY,
};

static const cvs_option ideas_rows[] = {
    TRAFFIC("visitors a day", "column traffic"),
    MONEY("value-per-conversion", value_per_conversion, "what a conversion brings", NULL, "column value"),
    HORIZON("how long a change matters, in days (180d) or weeks (26w), its test included", "column horizon"),
    COST_OF_CHANGE,
    COST_OF_TEST,
    COST_OF_DELAY,
    {.name = "traffic-share",
     .kind = CVS_VALUE_PORTIONS,
     .argument = "SHARE",
     .summary = "part of the traffic that enters a test",
     .fallback = "100%",
     .place = PLAN_PLACE(traffic_share)},
    {.name = "whole-weeks",
     .kind = CVS_VALUE_CHOICE,
     .argument = "YES|NO",
     .summary = "tests run whole weeks, so that every weekday counts alike",
     .fallback = "yes",
     .choice = choose_whole_weeks,
     .place = PLAN_PLACE(whole_weeks)},
};

const cvs_option_group cvs_options_money = {"Money", money_rows, sizeof money_rows / sizeof money_rows[0]};
const cvs_option_group cvs_options_profit = {"Profit", profit_rows, sizeof profit_rows / sizeof profit_rows[0]};
const cvs_option_group cvs_options_ideas = {"Where the file does not say", ideas_rows,
                                            sizeof ideas_rows / sizeof ideas_rows[0]};
