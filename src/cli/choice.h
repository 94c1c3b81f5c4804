/* Choices of options, and the word that a misspelt one was meant to be. */
#ifndef CVS_CLI_CHOICE_H
#define CVS_CLI_CHOICE_H

#include "base/strbuf.h"
#include "cli/option.h"

enum { CVS_CHOICES_MAX = 64 }; /* of one option; a set of them is the bits of a uint64_t */

/* Ids from the registries. */
cvs_choice_fn cvs_choice_method;        /* "auto", then the two-proportion tests */
cvs_choice_fn cvs_choice_plan_method;   /* the same, then approximations of power without a test */
cvs_choice_fn cvs_choice_interval;      /* "auto", then the intervals of an effect */
cvs_choice_fn cvs_choice_rate_interval; /* the intervals of one rate */
cvs_choice_fn cvs_choice_adjust;        /* the adjustments for several treatments */
cvs_choice_fn cvs_choice_sequence;      /* the sequences of two rates, in the order of cvs_sequence */
cvs_choice_fn cvs_choice_alternative;   /* two-sided, greater, less, in the order of cvs_alternative */
cvs_choice_fn cvs_choice_format;        /* the formats of a report */
cvs_choice_fn cvs_choice_format_table;  /* those of one that has no picture */

/* Index of `text` among the choices, CVS_CHOICES_MAX where it is none. */
size_t cvs_choice_find(cvs_choice_fn *choice, const char *text, size_t length);
/* All choices, ", " between them. */
void cvs_choice_add_all(cvs_strbuf *out, cvs_choice_fn *choice);
/* The candidate that `word` was meant to be (one it begins, else one a slip away), or NULL. */
const char *cvs_suggest(const char *word, const char *const *candidates, size_t count);
const char *cvs_choice_suggest(cvs_choice_fn *choice, const char *word);

#endif
