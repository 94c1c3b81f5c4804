/* Options on randomised units: which rows of users and events count, what a conversion is, and the steps. */
#include "cli/arguments.h"

#include <stddef.h>

static const char *choose_multiple(size_t index) {
  static const char *const ids[] = {"drop", "first", "error"}; /* order of cvs_multiple */
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_window_from(size_t index) {
  static const char *const ids[] = {"first", "previous"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_order(size_t index) {
  static const char *const ids[] = {[CVS_ORDER_STRICT] = "strict", [CVS_ORDER_ANY] = "any"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_by_day(size_t index) {
  static const char *const ids[] = {"exposure"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

static const char *choose_young(size_t index) {
  static const char *const ids[] = {[CVS_YOUNG_KEEP] = "keep", [CVS_YOUNG_DROP] = "drop"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, units.member)
static const cvs_option unit_rows[] = {
    {.name = "where",
     .kind = CVS_VALUE_TEXTS,
     .argument = "COL=VALUE[,VALUE]",
     .summary = "count only rows with one of these values; with '|' between several of these one must hold; further "
                "uses must hold as well; a name or value with a comma, '|' or '=' in quotes ('city=\"Moscow, RU\"'); "
                "spaces and "
                "tabs at the ends of a field do not count, inside quotes too",
     .place = PLACE(where)},
    {.name = "goal",
     .kind = CVS_VALUE_TEXT,
     .argument = "EVENT",
     .summary = "the event that is the conversion; of counts with steps, the step",
     .place = PLACE(goal)},
    {.name = "window",
     .kind = CVS_VALUE_DURATION,
     .argument = "SPAN",
     .summary =
         "steps count within this time (7d, 12h, 30m) of the first step, and the goal, without steps, of the "
         "entry; 'funnel': of the entry where --exposure-event, --assignments or the time of a row of users says it, "
         "else of the first step; so there 'convstat count | convstat funnel' may count others than 'convstat "
         "funnel'",
     .otherwise = "no limit",
     .place = PLACE(window)},
    {.name = "exposure-event",
     .kind = CVS_VALUE_TEXT,
     .argument = "EVENT",
     .summary =
         "a user enters at the first event of this name that names a variant; earlier rows do not count, and nobody "
         "enters by one without a variant (where other rows of the log name it: --assignments with the same file)",
     .otherwise = "at the assignment, or at the first row",
     .place = PLACE(exposure_event)},
    {.name = "assignments",
     .kind = CVS_VALUE_PATH,
     .argument = "FILE",
     .summary =
         "user, variant and, where known, time: for events that carry no variant; of a log, which may be the same "
         "file, the rows that name one; --by, --experiment and --where then "
         "name its columns",
     .place = PLACE(assignments)},
    {.name = "multiple",
     .kind = CVS_VALUE_CHOICE,
     .argument = "WHAT",
     .summary = "users seen in several arms: left out and counted, kept in their first arm (of the earliest row; of "
                "users, the "
                "first row in the file), or an error",
     .fallback = "drop",
     .choice = choose_multiple,
     .place = PLACE(multiple)},
    {.name = "memory",
     .kind = CVS_VALUE_BYTES,
     .argument = "SIZE",
     .summary = "memory for users (2G, 500M); what does not fit waits in temporary files",
     .otherwise = "half of what the machine has",
     .place = PLACE(memory)},
};

static const cvs_option step_rows[] = {
    {.name = "steps",
     .kind = CVS_VALUE_COLUMNS,
     .argument = "A,B,C",
     .summary = "the steps of a funnel in their order: events, columns of users, or columns of counts; a name with a "
                "comma in quotes ('\"a,b\",c')",
     .place = PLACE(steps)},
    {.name = "window-from",
     .kind = CVS_VALUE_CHOICE,
     .argument = "STEP",
     .summary = "the window runs from the first step, or from the step before",
     .fallback = "first",
     .choice = choose_window_from,
     .place = PLACE(window_from)},
    {.name = "order",
     .kind = CVS_VALUE_CHOICE,
     .argument = "HOW",
     .summary = "strict: each step at or after the one before; any: steps in whatever order",
     .fallback = "strict",
     .choice = choose_order,
     .place = PLACE(order)},
    {.name = "by-day",
     .kind = CVS_VALUE_CHOICE,
     .argument = "WHICH",
     .summary = "a row for each day, of the users who entered on it (rows of users: on the earliest of their days)",
     .choice = choose_by_day,
     .place = PLACE(by_day)},
    {.name = "young",
     .kind = CVS_VALUE_CHOICE,
     .argument = "WHAT",
     .summary =
         "events: users who have not had all their --window, from the entry on, by the last time of the log are kept "
         "and counted, or left out and counted ('convstat funnel' leaves them out); users whose window began later, at "
         "a "
         "step, and is still open are counted and told: to leave them out would choose users by what they did",
     .fallback = "keep",
     .choice = choose_young,
     .place = PLACE(young)},
};

const cvs_option_group cvs_options_units = {"Users and events", unit_rows, sizeof unit_rows / sizeof unit_rows[0]};
enum { PATH_ROWS = 3 }; /* without --by-day and --young */
const cvs_option_group cvs_options_path = {"Steps", step_rows, PATH_ROWS};
const cvs_option_group cvs_options_steps = {"Steps and days", step_rows, sizeof step_rows / sizeof step_rows[0]};
