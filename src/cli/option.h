/* Options as tables: one row is the only place that knows an option. Parsing, domain, default,
 * help, man page and completion all read it. */
#ifndef CVS_CLI_OPTION_H
#define CVS_CLI_OPTION_H

#include "base/arena.h"
#include "cli/quantity.h"
#include <convstat/analysis.h>

typedef enum cvs_value_kind {
  CVS_VALUE_FLAG,        /* no value */
  CVS_VALUE_TEXT,        /* any text that is not empty */
  CVS_VALUE_COLUMN,      /* the name of a column */
  CVS_VALUE_COLUMNS,     /* names by comma; further uses add to the list */
  CVS_VALUE_PATH,        /* a file */
  CVS_VALUE_CHOICE,      /* one of `choice` */
  CVS_VALUE_CHOICES,     /* some of `choice`, by comma; further uses add */
  CVS_VALUE_PROBABILITY, /* above 0 and below 1, or with % */
  CVS_VALUE_LIFT,        /* above 0, 1 and more only with % */
  CVS_VALUE_EFFECT,      /* a lift or a difference, by its sign and suffix */
  CVS_VALUE_EFFECTS,     /* LOW,HIGH, or one X > 0 for -X,X */
  CVS_VALUE_COUNT,       /* whole, in [low, high] */
  CVS_VALUE_SHARES,      /* A=90,B=10 or weights 1,1 */
  CVS_VALUE_RATES,       /* a list by comma: above 0 and below 1, or with % */
  CVS_VALUE_PORTIONS,    /* a list by comma: above 0, at most 1, or with % */
  CVS_VALUE_LIFTS,       /* a list by comma: -100% or more, not 0; 1 and more only with % */
  CVS_VALUE_DIFFERENCES, /* a list by comma: differences of rates from -1 to 1, not 0 */
  CVS_VALUE_FAMILY,      /* one of `choice`, or one of them with a number: kim-demets:2 */
  CVS_VALUE_NUMBER,      /* any in [low, high], or with % */
  CVS_VALUE_DATE,        /* YYYY-MM-DD */
  CVS_VALUE_DURATION,    /* 7d, 12h, 30m: seconds in `count` */
  CVS_VALUE_BYTES,       /* 2G, 512M: bytes in `count` */
  CVS_VALUE_TEXTS        /* any text, whole; further uses add to the list */
} cvs_value_kind;

/* The id of choice `index`, or NULL past the last. */
typedef const char *cvs_choice_fn(size_t index);

typedef struct cvs_option {
  const char *name; /* without the dashes */
  char letter;      /* of the short form, or 0 */
  cvs_value_kind kind;
  const char *argument;  /* how help names the value: "FILE" */
  const char *summary;   /* one sentence, lower case, no full stop */
  const char *fallback;  /* default, parsed as if it had been typed; NULL = none */
  const char *otherwise; /* what happens without it, where `fallback` cannot say; or NULL */
  cvs_choice_fn *choice;
  const char *letters; /* one-letter spellings of the choices, in their order; or NULL */
  uint64_t low, high;  /* domain of CVS_VALUE_COUNT and CVS_VALUE_NUMBER */
  size_t place;        /* of its cvs_value in the structure that is filled */
} cvs_option;

typedef struct cvs_option_group {
  const char *title;
  const cvs_option *option;
  size_t count;
} cvs_option_group;

/* What an option came to. All pointers are borrowed from argv, the tables or the arena. */
typedef struct cvs_value {
  bool given;
  const char *text;         /* as typed, or the fallback; for a choice its id; NULL: nothing */
  size_t choice;            /* index of a choice */
  uint64_t count;           /* a count; for choices the set of their indices as bits */
  int64_t day;              /* a date, as days since 1970-01-01 */
  cvs_quantity quantity[2]; /* numbers; a pair has two */
  const double *number;     /* of a list of numbers */
  const char **list;        /* names of columns */
  cvs_share *share;
  size_t list_count; /* of `list`, `share` or `number` */
} cvs_value;

/* Tables and where their values go. */
typedef struct cvs_option_set {
  const char *command; /* for "see 'convstat help test'" */
  const cvs_option_group *const *group;
  size_t group_count;
} cvs_option_set;

typedef struct cvs_words {
  const char **word; /* what is no option, in order */
  size_t count;
} cvs_words;

/* Where the parser puts what it finds. */
typedef struct cvs_option_target {
  void *values;     /* zeroed; each option has its place in it */
  cvs_words *words; /* what is no option */
  cvs_arena *arena; /* of lists and words */
} cvs_option_target;

/* Parses argv[0 .. argc). Options and words may stand in any order; "--" ends the options. An option
 * may be repeated where it is a list or says the same again.
 * Errors: CVS_EUSAGE, in one sentence that names option, value and domain; CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_options_parse(const cvs_option_set *set, int argc, char **argv,
                                             const cvs_option_target *target, cvs_error *error);

/* Reads one value of `option` into `value`. Errors: CVS_EUSAGE, CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_value_parse(const cvs_option *option, const char *text, cvs_value *value,
                                           cvs_arena *arena, cvs_error *error);

/* Name of the first option of a group that was given, or NULL. */
const char *cvs_option_first_given(const cvs_option_group *group, void *values);

/* Place of an option's value within `values`. */
cvs_value *cvs_option_value(const cvs_option *option, void *values);

#endif
