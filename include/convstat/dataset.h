/* Reading experiments: files or NAME=CONVERSIONS/VISITORS in, counts per group and arm out. */
#ifndef CONVSTAT_DATASET_H
#define CONVSTAT_DATASET_H

#include <convstat/funnel.h>
#include <convstat/sample.h>
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What a column can be. */
typedef enum cvs_role {
  CVS_ROLE_VARIANT,
  CVS_ROLE_VISITORS,
  CVS_ROLE_CONVERSIONS,
  CVS_ROLE_CONVERTED,
  CVS_ROLE_USER,
  CVS_ROLE_TIME,
  CVS_ROLE_DATE,
  CVS_ROLE_EVENT,
  CVS_ROLE_VALUE,
  CVS_ROLES
} cvs_role;

/* Canonical name of a role: "variant", "visitors" ... Borrowed. */
CVS_API const char *cvs_role_name(cvs_role role);

typedef enum cvs_shape { CVS_SHAPE_AUTO, CVS_SHAPE_COUNTS, CVS_SHAPE_USERS, CVS_SHAPE_EVENTS } cvs_shape;

/* What is done with a unit that was seen in several arms: left out and counted, kept in its first arm, or an error. The
 * first arm is that of the earliest row; of users, that of the first row in the file. */
typedef enum cvs_multiple { CVS_MULTIPLE_DROP, CVS_MULTIPLE_FIRST, CVS_MULTIPLE_ERROR } cvs_multiple;

/* The steps that users go through, in order: events of these names, columns of users (0/1, or the time of the step,
 * empty where it was not reached; in a column of 0 and 1 a field that is empty is CVS_EDATA), or columns of counts
 * (`NAME` or `step.NAME`). any_order             a step counts whether or not the earlier ones were reached; else each
 * step is the first at or after the step before window                microseconds, 0: none; from the first step, or
 * from the step before. Events with a goal and no steps: the goal counts within it of the unit's entry
 *   window_from_entry     the entry comes before the first step: that one has to lie within the window of it, and so
 *                         have all others where the window is not from the step before. Where units enter at their
 *                         first step it changes nothing
 *   optional              bit j: step j (from 0) may be left out on the way. It counts where it lies at or after the
 *                         last step reached before it and not after the next one; the last step cannot be optional.
 *                         Says nothing with any_order
 *   exclude               events that stop a unit: steps later than the first such event at or after its first step do
 *                         not count. An event of this name at the very time of a step comes after it. Events alone
 *   CVS_STEPS_MAX         most steps; as many events to exclude */
enum { CVS_STEPS_MAX = 32 };
typedef struct cvs_steps_options {
  const char *const *step;
  size_t count;
  bool any_order;
  bool window_from_previous;
  bool window_from_entry;
  int64_t window;
  uint32_t optional;
  const char *const *exclude;
  size_t exclude_count;
} cvs_steps_options;

/* Called now and then while files are read: bytes taken of the total (0: not known) and rows so far. False stops the
 * reading (CVS_ECANCELLED). */
typedef bool (*cvs_read_progress)(void *context, uint64_t taken, uint64_t total, uint64_t rows);

/* How to read. Zero-initialised: everything is found from the file. All strings are borrowed and
 * must outlive the call. */
typedef struct cvs_read_options {
  cvs_shape shape;
  char delimiter;                /* ',', ';', '\t', '|'; 0 = from the header */
  char decimal;                  /* '.' or ','; 0 = from the file */
  const char *encoding;          /* iconv name; NULL = UTF-8, or UTF-16 by its BOM */
  const char *date_format;       /* "DD/MM/YYYY", "MM/DD/YYYY" ...; NULL = from the file */
  const char *timezone;          /* "UTC" or "+02:00"; NULL = UTC */
  const char *column[CVS_ROLES]; /* --variant COL ...; NULL = by name or alias. Variant, or event, "@file": the name of
                                    the file without folder and extension; user "none": each row is a unit. With
                                    assignments, variant and time may be columns of theirs. Events whose column (or
                                    shape) is said need no time: those of a unit are then all at one unknown moment, and
                                    a step counts where all before it are there */
  const char *const *by;         /* columns that split the input into groups */
  size_t by_count;
  const char *by_option;       /* the option that has named them, for errors: "prior-by"; NULL: "by" */
  const char *const *stratify; /* columns whose combinations are strata */
  size_t stratify_count;
  bool skip_bad;            /* --on-error skip */
  bool variant_optional;    /* rows without a variant column are those of one arm, "all": counts, events, assignments,
                               and users whose shape is said or who are named and have steps */
  const char *experiment;   /* column, or NULL: the last of `by`; its units are other units for each value */
  const char *const *where; /* rows that count: "COL=VALUE[,VALUE]", or several of these with '|' between of which
                               one must hold; all of the list must hold */
  size_t where_count;
  cvs_multiple multiple;
  const char *goal;           /* the event, or step, that is the conversion; NULL: none */
  const char *exposure_event; /* units enter at their first event of this name; NULL: at their first row */
  const char *assignments;    /* path of a file with user, variant and, where known, time; NULL: none. Its columns are
                                 those of by, experiment and where */
  cvs_steps_options steps;
  bool by_day;            /* users and events: days are those of the units' entry; counts: their dates. Else no days are
                             kept for users and events */
  bool want_value;        /* the value column, where there is one, is read and added up, in millionths */
  bool goal_optional;     /* events without a goal: the last step is the conversion, or nothing is */
  bool first_step_enters; /* events without assignments and exposure event: units enter at their first step, and those
                             without it are none. A log need not have times, where nothing else asks for them:
                             its events then count as though of one moment */
  bool want_step_times;   /* quartiles of the times between steps, where rows have times */
  bool drop_young;        /* with a window: units that have not used it by the last time of all input are left out and
                             counted; with several steps and window_from_previous, all their windows. Users need a time
                             of entry: a column of times, or else the first step of each */
  bool count_young;       /* events with a window: those units are kept and counted, in units_young_kept */
  bool keep_step_times;   /* the times of each unit are kept for cvs_dataset_step_times; needs a window. Not with
                             any_order or optional steps */
  bool without_days;      /* counts: dates are not read, whatever they look like */
  unsigned threads;       /* 0: one a processor */
  uint64_t memory;        /* bytes that the units may take before they go to disk; 0: half of what the machine has */
  const char *directory;  /* for temporary files, NULL: /tmp */
  cvs_read_progress progress;
  void *progress_context;
} cvs_read_options;

/* Owner of everything read; an arena of its own. */
typedef struct cvs_dataset cvs_dataset;

/* Reads all files as one ("-" is standard input, at most once). *out is the caller's to free, NULL
 * on failure. Errors name file, line, column and value:
 *   CVS_EUSAGE  a named column does not exist, "-" twice
 *   CVS_EDATA   the content; CVS_EIO the file; CVS_ENOMEM */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dataset_read(const char *const *paths, size_t count,
                                                    const cvs_read_options *options, cvs_dataset **out,
                                                    cvs_error *error);

/* Reads NAME=CONVERSIONS/VISITORS words (counts may be 12k, 1.5M). Errors: CVS_EUSAGE. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dataset_parse(const char *const *words, size_t count, cvs_dataset **out,
                                                     cvs_error *error);

CVS_API void cvs_dataset_free(cvs_dataset *dataset);

/* Groups, in order of first appearance; one group without by columns. */
CVS_API size_t cvs_dataset_group_count(const cvs_dataset *dataset);
CVS_API size_t cvs_dataset_by_count(const cvs_dataset *dataset);
CVS_API const char *cvs_dataset_by_name(const cvs_dataset *dataset, size_t column);
CVS_API const char *cvs_dataset_by_value(const cvs_dataset *dataset, size_t group, size_t column);
CVS_API size_t cvs_dataset_variant_count(const cvs_dataset *dataset);
CVS_API const char *cvs_dataset_variant(const cvs_dataset *dataset, uint32_t variant);
CVS_API const char *cvs_dataset_stratum(const cvs_dataset *dataset, uint32_t stratum);

/* Steps, in order; 0 where none were asked for (or, for counts, none are there). */
CVS_API size_t cvs_dataset_step_count(const cvs_dataset *dataset);
CVS_API const char *cvs_dataset_step(const cvs_dataset *dataset, size_t step);

/* Seconds from the step that a step is read against: the step before it, or behind optional ones the last that may not
 * be left out; the first step: from the entry, where units do not enter at it.
 *   units  users who reached the step and whose times are known; 0: there are no quartiles */
typedef struct cvs_step_seconds {
  uint64_t units;
  cvs_quartiles seconds;
} cvs_step_seconds;

/* One group; all pointers are borrowed from the dataset. Arms are in order of first appearance of
 * their variant in the whole input; only variants that rows of this group's units name are arms of it. */
typedef struct cvs_group {
  size_t arm_count;
  const uint32_t *variant;       /* [arm_count], for cvs_dataset_variant */
  const cvs_sample *arm;         /* [arm_count], summed over everything */
  size_t stratum_count;          /* 0 unless strata were asked for */
  const uint32_t *stratum;       /* [stratum_count], for cvs_dataset_stratum */
  const cvs_sample *stratum_arm; /* [stratum_count x arm_count], row major; 0 visitors: absent */
  size_t day_count;              /* 0 unless there is a date */
  const int64_t *day;            /* [day_count], days since 1970-01-01, ascending */
  const cvs_sample *day_arm;     /* [day_count x arm_count], row major */
  const uint64_t *arm_step; /* [arm_count x step count of the dataset], users who reached each step; NULL: no steps */
  const uint64_t *arm_skipped;   /* [arm_count x step count] units that took a later step, in time, but not this one,
                                    which all must take before it: they are not counted at that later step. NULL for
                                    counts, in any order, and without steps */
  const uint64_t *arm_uncounted; /* the same: those who took this step, in time, but skipped one before */
  const uint64_t *day_step;      /* [day_count x arm_count x step count]; NULL without steps or days */
  const double *day_value;       /* [day_count x arm_count], as arm_value; NULL without values or days */
  const double *arm_value;       /* [arm_count] sum of the values, exact to a millionth before rounding; NULL: none */
  const cvs_amount *arm_amount, *day_amount; /* as arm_value and day_value, before rounding */
  const uint64_t *arm_before; /* [arm_count] units by the arm first seen in, before any was left out; NULL for counts */
  const cvs_step_seconds *arm_seconds; /* [arm_count x step count]; NULL unless want_step_times, and rows have some */
  const uint64_t *arm_young; /* [arm_count] units left out as too young; NULL unless drop_young and a window */
} cvs_group;
CVS_API void cvs_dataset_group(const cvs_dataset *dataset, size_t index, cvs_group *out);

/* The times of all units of one arm, by its place in cvs_group.variant, the young included (keep_step_times); as many
 * as the arm has visitors. *out is borrowed until the next call, one caller at a time.
 * Errors: CVS_EDATA where no times were kept; CVS_EIO, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_dataset_step_times(cvs_dataset *dataset, size_t group, size_t arm,
                                                          cvs_funnel_times *out, cvs_error *error);

/* What was read and how. */
typedef struct cvs_file_info {
  const char *name;
  const char *role[CVS_ROLES]; /* header name that plays the role, or NULL */
  const char *encoding;        /* "UTF-8", "UTF-16LE" ... */
  char delimiter;
} cvs_file_info;

typedef struct cvs_skip_reason {
  const char *reason; /* a word for machines: "ragged", "number" ... */
  uint64_t rows;
} cvs_skip_reason;

/* What reading users or events has met; all but rows_elsewhere and tiny_amounts 0 for counts. */
typedef struct cvs_read_quality {
  uint64_t units;                 /* distinct ones that entered, left out ones included; without users, rows */
  uint64_t units_in_several_arms; /* of them, seen in several */
  uint64_t duplicate_rows;        /* users: rows beyond the first of a unit */
  uint64_t rows_before_exposure;  /* events: rows before their unit's entry */
  uint64_t rows_of_unassigned;    /* events: rows of units that never entered */
  uint64_t units_never_entered;   /* events: these units */
  uint64_t units_without_variant; /* of them, those whose rows to enter by name none; 0 with assignments */
  uint64_t rows_without_variant;  /* all rows of those */
  uint64_t units_in_log;          /* events: units that have any */
  uint64_t units_not_assigned;    /* of them, with assignments: those that are in no row of these that counts */
  uint64_t rows_not_assigned;     /* all rows of those */
  uint64_t units_exposed_early;   /* with assignments and an exposure event: those whose exposures all came before */
  uint64_t rows_exposed_early;    /* all rows of those */
  uint64_t rows_elsewhere;        /* rows that --where has left out */
  uint64_t units_too_young;       /* among `units`: left out, as they had not used their window (drop_young) */
  uint64_t units_young_kept;      /* the same, but kept (count_young) */
  uint64_t units_window_open; /* events, steps and drop_young or count_young: counted and not young, but their window
                                 began at a step and was still open at the last time of all input */
  uint64_t tiny_amounts;      /* not 0, but of less than half a millionth: they count as 0 */
} cvs_read_quality;

typedef struct cvs_input_info {
  size_t file_count;
  const cvs_file_info *file;
  cvs_shape shape;
  uint64_t rows; /* data rows, skipped ones included */
  uint64_t rows_skipped;
  size_t reason_count;
  const cvs_skip_reason *reason;
  const char *weak_unit; /* visitors column that counts no randomised unit ("sessions"), or NULL */
  cvs_read_quality quality;
  const char *where_unseen; /* values of --where that never occur, beside others that do: `country = "AT"`; or NULL */
  const char *steps_empty; /* users: names of the steps whose columns are empty in all rows: `"cart", "buy"`; or NULL */
  bool has_no_variants;    /* no column names the variant, nor does anything else: all are of one arm, "all" */
  bool has_no_times;       /* events that have none: all of a unit are taken for those of one moment */
  bool kept_in_first;      /* units of several arms are counted in their first one (CVS_MULTIPLE_FIRST), not left out */
} cvs_input_info;
CVS_API const cvs_input_info *cvs_dataset_input(const cvs_dataset *dataset);

#ifdef __cplusplus
}
#endif

#endif
