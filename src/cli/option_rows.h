/* Rows of options that several commands have alike; what differs is said where a row is used. */
#ifndef CVS_CLI_OPTION_ROWS_H
#define CVS_CLI_OPTION_ROWS_H

#include "cli/arguments.h"
#include "cli/choice.h"
#include "cli/gates.h"
#include <stddef.h>

#define CVS_ROW_CONFIDENCE                                                                                             \
  {                                                                                                                    \
    .name = "confidence", .kind = CVS_VALUE_PROBABILITY, .argument = "L",                                              \
    .summary = "the same said the other way round: L = 1 - A (95%)", .place = offsetof(cvs_arguments, test.confidence) \
  }

/* `plans` stands before what holds without it: "", or "the plan's, or ". */
#define CVS_ROW_CONTROL(plans)                                                                                         \
  {                                                                                                                    \
    .name = "control", .kind = CVS_VALUE_TEXT, .argument = "NAME",                                                     \
    .summary = "the variant that the others are read against",                                                         \
    .otherwise = plans "the variant named control, baseline, a, original, 0 or off, else the first",                   \
    .place = offsetof(cvs_arguments, test.control)                                                                     \
  }
#define CVS_ROW_ALLOCATION(plans)                                                                                      \
  {                                                                                                                    \
    .name = "allocation", .kind = CVS_VALUE_SHARES, .argument = "A=90,B=10",                                           \
    .summary = "the split that was intended; unequal shares are named", .otherwise = plans "equal shares",             \
    .place = offsetof(cvs_arguments, test.allocation)                                                                  \
  }

/* The gates of a command as choices. */
#define CVS_ROW_FAIL_ON(gates)                                                                                         \
  {                                                                                                                    \
    .name = "fail-on", .kind = CVS_VALUE_CHOICES, .argument = "LIST",                                                  \
    .summary = "end with exit code 1 where one of these is so in any group", .choice = (gates),                        \
    .place = offsetof(cvs_arguments, output.fail_on)                                                                   \
  }

#endif
