/* Options of looks in the midst of a test, for its plan and for its monitor. */
#include "cli/arguments.h"

#include <convstat/sequential.h>
#include <stddef.h>

static const char *choose_spending(size_t index) {
  static const char *const ids[] = {[CVS_SPENDING_OBF] = "obf",
                                    [CVS_SPENDING_POCOCK] = "pocock",
                                    [CVS_SPENDING_KIM_DEMETS] = "kim-demets",
                                    [CVS_SPENDING_HSD] = "hsd"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

/* In the order of the families from CVS_BOUNDS_OBRIEN_FLEMING on. */
static const char *choose_bounds(size_t index) {
  static const char *const ids[] = {"obrien-fleming", "pocock", "wang-tsiatis"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_futility(size_t index) {
  static const char *const ids[] = {
      [CVS_FUTILITY_NONE] = "none", [CVS_FUTILITY_NONBINDING] = "nonbinding", [CVS_FUTILITY_BINDING] = "binding"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, sequential.member)
static const cvs_option rows[] = {
    {.name = "looks",
     .kind = CVS_VALUE_COUNT,
     .argument = "K",
     .summary = "look K times, at equal steps of the visitors, the last one at the end",
     .otherwise = "one look, at the end",
     .low = 2,
     .high = CVS_LOOKS_MAX,
     .place = PLACE(looks)},
    {.name = "look-times",
     .kind = CVS_VALUE_PORTIONS,
     .argument = "T,T...,1",
     .summary = "look at these parts of the visitors instead (25%,50%,100%)",
     .place = PLACE(look_times)},
    {.name = "spending",
     .kind = CVS_VALUE_FAMILY,
     .argument = "FUNCTION",
     .summary = "how alpha is dealt out over the looks: kim-demets:R and hsd:G take a number",
     .otherwise = "obf, which spends little early and nearly all at the end",
     .choice = choose_spending,
     .place = PLACE(spending)},
    {.name = "bounds",
     .kind = CVS_VALUE_FAMILY,
     .argument = "BOUNDS",
     .summary = "classical bounds instead, for looks exactly as planned: wang-tsiatis:D takes a number",
     .choice = choose_bounds,
     .place = PLACE(bounds)},
    {.name = "futility",
     .kind = CVS_VALUE_CHOICE,
     .argument = "KIND",
     .summary = "stop as well where a benefit is out of sight; binding: such a stop must be obeyed",
     .fallback = "none",
     .choice = choose_futility,
     .place = PLACE(futility)},
    {.name = "beta-spending",
     .kind = CVS_VALUE_FAMILY,
     .argument = "FUNCTION",
     .summary = "how the error of missing the effect is dealt out over the looks",
     .otherwise = "as --spending; obf with --bounds",
     .choice = choose_spending,
     .place = PLACE(beta_spending)},
};

const cvs_option_group cvs_options_sequential = {"Looks", rows, sizeof rows / sizeof rows[0]};
