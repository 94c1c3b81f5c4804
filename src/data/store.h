/* Inside a dataset: what reading fills and the accessors show. */
#ifndef CVS_DATA_STORE_H
#define CVS_DATA_STORE_H

#include "base/arena.h"
#include "base/map.h"
#include "data/cells.h"
#include "data/days.h"
#include "data/input.h"
#include "data/problem.h"
#include "data/step_log.h"
#include "data/summarise.h"

struct cvs_dataset {
  cvs_arena arena;
  cvs_map *groups;   /* key: the by values, each with a 0 behind it */
  cvs_map *variants; /* in order of first appearance */
  cvs_map *strata;   /* key: the stratify values, each with a 0 behind it */
  size_t by_count;
  const char **by_name;      /* [by_count] as in the first file's header */
  const char **stratum_name; /* [strata count] values with " / " between */
  size_t step_count;
  const char **step_name; /* [step_count] */
  cvs_cells cells;        /* while reading */
  cvs_days days;          /* while reading */
  bool has_days;          /* a file had dates */
  bool has_undated;       /* a file had none: then the input has none */
  bool has_value;         /* a file had amounts */
  uint64_t skipped[CVS_SKIPS];
  cvs_summary summary;
  cvs_step_log *step_log; /* NULL: no times of steps are kept */
  bool keeps_young;       /* those that are left out as too young are counted */
  cvs_input_info info;
  cvs_file_info *file; /* [info.file_count] */
  bool is_recalled;    /* from a saved result: no counts but those of `recalled` */
  cvs_group recalled;  /* the group that is read just now */
  size_t file_capacity;
};

/* An empty dataset. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_dataset_new(cvs_dataset **out, cvs_error *error);

/* Turns cells to groups. Errors: those of cvs_summarise. */
CVS_WARN_UNUSED cvs_status cvs_dataset_finish(cvs_dataset *dataset, const cvs_read_options *options, cvs_error *error);

/* Checks what can be known of the options before anything is opened. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_read_options_check(const cvs_read_options *options, cvs_error *error);

/* At least one path, and standard input ("-") at most once. Errors: CVS_EUSAGE. */
CVS_WARN_UNUSED cvs_status cvs_read_paths_check(const char *const *paths, size_t count, cvs_error *error);

/* What is known of one more file. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_dataset_add_file(cvs_dataset *dataset, const cvs_file_info *info, cvs_error *error);

/* Drops cells that no unit has entered, and groups without a unit: rows of users and events name cells that nobody
 * ends in. An arm that a group's units were seen in stays, with no visitors. prune.c. Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_dataset_prune(cvs_dataset *dataset, cvs_error *error);

/* Things that change how fast reading is, never what comes out. Zero: the usual. */
typedef struct cvs_tuning {
  size_t block_size; /* bytes */
  size_t slots;      /* blocks whose rows wait for their fold */
} cvs_tuning;

/* Inputs that are open already; they stay the caller's. */
typedef struct cvs_inputs {
  cvs_input *const *input;
  size_t count;
  cvs_tuning tuning;
} cvs_inputs;

/* cvs_dataset_read of open inputs; the file of the assignments is opened by its name. */
CVS_WARN_UNUSED cvs_status cvs_dataset_read_inputs(const cvs_inputs *inputs, const cvs_read_options *options,
                                                   cvs_dataset **out, cvs_error *error);
/* The same of one. */
CVS_WARN_UNUSED cvs_status cvs_dataset_read_input(cvs_input *input, const cvs_read_options *options, cvs_dataset **out,
                                                  cvs_error *error);

#endif
