/* A plan with several looks in a file, by which the test is monitored: written before it starts, read
 * at every look. The file is JSON, schema "convstat.sequential-plan/1", with a digest of what it says:
 * a term that was edited afterwards is noticed (a slip, not a forgery). */
#ifndef CONVSTAT_PLAN_FILE_H
#define CONVSTAT_PLAN_FILE_H

#include <convstat/report.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A look: bounds of treatment less control, of which a plan has some. */
typedef struct cvs_saved_look {
  double information;
  uint64_t visitors_total;
  bool has_upper;
  double z_upper;
  bool has_lower;
  double z_lower;
  bool has_futility;
  double z_futility;
} cvs_saved_look;

/* The terms of a plan. Texts are borrowed from what it was made of, or owned by what was read. */
typedef struct cvs_saved_plan {
  cvs_sequential_terms terms; /* of one comparison */
  double drift;               /* at the planned end, of the planned effect */
  bool downward;              /* the planned effect is a loss, or what `less` looks for */
  double alpha;               /* of the whole plan */
  cvs_alternative alternative;
  const cvs_method *method;
  const cvs_method *adjust; /* NULL where there is one comparison */
  size_t arm_count;
  double share[CVS_PLAN_ARMS_MAX]; /* the control's first; they sum to 1 */
  uint64_t visitors[CVS_PLAN_ARMS_MAX];
  double design_effect; /* of clusters; 1 without */
  double baseline;
  double difference;
  double lift;
  const char *control; /* variant that the baseline was taken of; NULL: not known */
  const char *metric;  /* column that was counted then; NULL: not known */
  cvs_saved_look look[CVS_LOOKS_MAX];
} cvs_saved_plan;

/* The terms of a plan that was made with looks; `dataset` is NULL where none was read. */
CVS_API void cvs_saved_plan_of(const cvs_dataset *dataset, const cvs_plan_entry *entry, cvs_saved_plan *out);

/* Writes the file, whole or not at all. Errors: CVS_EIO, CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_saved_plan_write(const cvs_saved_plan *plan, const char *path, cvs_error *error);

/* Reads one. Errors: CVS_EIO; CVS_EDATA with what is wrong and where, also where the digest is not that
 * of the terms; CVS_ENOMEM. */
CVS_API CVS_WARN_UNUSED cvs_status cvs_saved_plan_read(const char *path, cvs_saved_plan **out, cvs_error *error);
CVS_API void cvs_saved_plan_free(cvs_saved_plan *plan);

#ifdef __cplusplus
}
#endif

#endif
