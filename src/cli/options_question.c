/* Options that a test and its plan share: how much error, which side, which margin. */
#include "cli/option_rows.h"

static const char *choose_margin_scale(size_t index) {
  static const char *const ids[] = {[CVS_MARGIN_LIFT] = "lift", [CVS_MARGIN_DIFFERENCE] = "difference"};
  return index < sizeof ids / sizeof ids[0] ? ids[index] : NULL;
}

#define PLACE(member) offsetof(cvs_arguments, test.member)
static const cvs_option rows[] = {
    {.name = "alpha",
     .kind = CVS_VALUE_PROBABILITY,
     .argument = "A",
     .summary = "how often a test of no effect may find one",
     .fallback = "0.05",
     .place = PLACE(alpha)},
    CVS_ROW_CONFIDENCE,
    {.name = "alternative",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SIDE",
     .summary = "greater asks only whether a treatment is better, less only whether it is worse",
     .fallback = "two-sided",
     .choice = cvs_choice_alternative,
     .place = PLACE(alternative)},
    {.name = "margin",
     .kind = CVS_VALUE_EFFECT,
     .argument = "X",
     .summary = "non-inferiority: is the treatment at most this much worse (-2%, -0.5pp)?",
     .place = PLACE(margin)},
    {.name = "equivalence",
     .kind = CVS_VALUE_EFFECTS,
     .argument = "LOW,HIGH",
     .summary = "equivalence: does the effect lie between these (-2%,2%)? One X stands for -X,X",
     .place = PLACE(equivalence)},
    {.name = "margin-scale",
     .kind = CVS_VALUE_CHOICE,
     .argument = "SCALE",
     .summary = "what a margin is: a lift, or a difference of rates",
     .otherwise = "difference where the margin is written with pp, else lift",
     .choice = choose_margin_scale,
     .place = PLACE(margin_scale)},
    CVS_ROW_CONTROL(""),
};

const cvs_option_group cvs_options_question = {"Question asked", rows, sizeof rows / sizeof rows[0]};

enum { LEVEL_ROWS = 3 }; /* alpha, confidence, alternative */
const cvs_option_group cvs_options_level = {"Question asked", rows, LEVEL_ROWS};
