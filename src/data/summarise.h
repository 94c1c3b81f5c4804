/* From cells in the order they were read to compact tables, group by group. */
#ifndef CVS_DATA_SUMMARISE_H
#define CVS_DATA_SUMMARISE_H

#include "data/cells.h"
#include <convstat/dataset.h>

/* One way to split each group: its strata, or its days. Keys ascend within a group. */
typedef struct cvs_split {
  size_t *key_start; /* [group_count + 1] into key */
  size_t *row_start; /* [group_count + 1] into sample; each key has a row of samples, one an arm */
  uint32_t *key;
  size_t key_count;
  size_t key_capacity;
  cvs_sample *sample;
  size_t sample_count;
  size_t sample_capacity;
  uint64_t *step; /* [sample_count x step_count]; NULL where there are none */
  size_t step_capacity;
  double *value; /* [sample_count]; NULL where there are none */
  size_t value_capacity;
  cvs_amount *amount; /* [sample_count] the same, exact */
  size_t amount_capacity;
} cvs_split;

/* Zero-initialise ({0}); cvs_summary_free returns it to that state. */
typedef struct cvs_summary {
  size_t group_count;
  uint32_t *arm_start; /* [group_count + 1] into variant and arm */
  uint32_t *variant;
  cvs_sample *arm;
  uint64_t *before;   /* [arms] NULL: not known */
  uint64_t *young;    /* [arms] left out as too young; NULL: nobody is */
  double *value;      /* [arms] NULL: none */
  cvs_amount *amount; /* [arms] the same, exact */
  size_t step_count;
  uint64_t *step;            /* [arms x step_count] NULL: none */
  uint64_t *skipped;         /* [arms x step_count] NULL: not known */
  uint64_t *uncounted;       /* [arms x step_count] took it, but skipped one before; NULL: not known */
  cvs_step_seconds *seconds; /* [arms x step_count] NULL: none. Filled by whoever has times; freed with the rest */
  bool has_strata;
  bool has_days;
  cvs_split strata; /* key: stratum */
  cvs_split days;   /* key: rank among the distinct days */
  int64_t *day;     /* [days.key_count] the day of each key */
} cvs_summary;

/* What is summarised. */
typedef struct cvs_summary_input {
  const cvs_cells *cells;
  size_t group_count;
  bool has_strata;
  bool has_days;
  bool has_before;
  bool has_young;
  bool has_value;
  const int64_t *day; /* [day_count] by the cells' day index */
  size_t day_count;
} cvs_summary_input;

/* Errors: CVS_ENOMEM; CVS_EDATA where an arm adds up to more than 2^53 - 1; CVS_ELIMIT where the
 * tables of strata and days would take more than 2^25 cells (512 MiB). */
CVS_WARN_UNUSED cvs_status cvs_summarise(const cvs_summary_input *input, cvs_summary *out, cvs_error *error);
void cvs_summary_free(cvs_summary *summary);
void cvs_summary_group(const cvs_summary *summary, size_t index, cvs_group *out);

#endif
