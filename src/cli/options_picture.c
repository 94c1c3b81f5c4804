/* Options of commands that draw: each names its own pictures. */
#include "cli/option_rows.h"

/* `pictures` are the ids of the builder, the one that answers the question first. */
#define PICTURE_ROWS(pictures)                                                                                         \
  {                                                                                                                    \
    {.name = "plot",                                                                                                   \
     .kind = CVS_VALUE_PATH,                                                                                           \
     .argument = "FILE",                                                                                               \
     .summary = "also draw a picture into FILE, by its name: .svg, or .png (by rsvg-convert)",                         \
     .place = offsetof(cvs_arguments, picture.plot)},                                                                  \
        {.name = "picture",                                                                                            \
         .kind = CVS_VALUE_TEXT,                                                                                       \
         .argument = "ID",                                                                                             \
         .summary = "which picture -f svg and --plot draw: " pictures,                                                 \
         .otherwise = "the one that answers the question",                                                             \
         .place = offsetof(cvs_arguments, picture.id)},                                                                \
  }
enum { PICTURE_ROW_COUNT = 2 };

static const cvs_option test_rows[PICTURE_ROW_COUNT] = PICTURE_ROWS("lift, rates; days where rows have dates");
const cvs_option_group cvs_options_test_pictures = {"Pictures", test_rows, PICTURE_ROW_COUNT};

static const cvs_option bayes_rows[PICTURE_ROW_COUNT] = PICTURE_ROWS("lift (one treatment); lifts, rates");
const cvs_option_group cvs_options_bayes_pictures = {"Pictures", bayes_rows, PICTURE_ROW_COUNT};

static const cvs_option monitor_rows[PICTURE_ROW_COUNT] = PICTURE_ROWS("looks; bounds of a design that has them");
const cvs_option_group cvs_options_monitor_pictures = {"Pictures", monitor_rows, PICTURE_ROW_COUNT};

static const cvs_option plan_rows[PICTURE_ROW_COUNT] = PICTURE_ROWS("power; table with several rates and lifts");
const cvs_option_group cvs_options_plan_pictures = {"Pictures", plan_rows, PICTURE_ROW_COUNT};

static const cvs_option report_rows[PICTURE_ROW_COUNT] = PICTURE_ROWS("those of the command that gave it");
const cvs_option_group cvs_options_report_pictures = {"Pictures", report_rows, PICTURE_ROW_COUNT};

static const cvs_option funnel_rows[PICTURE_ROW_COUNT] = PICTURE_ROWS("funnel; contributions of two or more steps");
const cvs_option_group cvs_options_funnel_pictures = {"Pictures", funnel_rows, PICTURE_ROW_COUNT};
