/* Options that every command accepts. */
#include "cli/arguments.h"

#include "base/constants.h"
#include <stddef.h>

enum { THREADS_MAX = 1024 };

#define PLACE(member) offsetof(cvs_arguments, common.member)
static const cvs_option rows[] = {
    {.name = "seed",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "start of the random streams, where a method draws at random",
     .fallback = "1",
     .low = 0,
     .high = CVS_COUNT_MAX,
     .place = PLACE(seed)},
    {.name = "threads",
     .kind = CVS_VALUE_COUNT,
     .argument = "N",
     .summary = "at most so many threads; the result is the same, byte for byte, for every N",
     .otherwise = "the processors there are",
     .low = 1,
     .high = THREADS_MAX,
     .place = PLACE(threads)},
    {.name = "help", .letter = 'h', .kind = CVS_VALUE_FLAG, .summary = "show this help", .place = PLACE(help)},
};

const cvs_option_group cvs_options_common = {"Everywhere", rows, sizeof rows / sizeof rows[0]};
