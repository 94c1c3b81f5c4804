/* What commands share that compute: a report is opened, groups are answered one by one, the answer is delivered whole.
 */
#ifndef CVS_CLI_JOB_H
#define CVS_CLI_JOB_H

#include "cli/gates.h"
#include "cli/message.h"
#include "cli/settings.h"

/* A run between its steps; begins with command and arguments alone. The dataset, where there is one, is the job's to
 * free. */
typedef struct cvs_job {
  const char *command;
  cvs_arguments *arguments;
  cvs_dataset *dataset;
  cvs_report *report;
  cvs_report *picture; /* of --plot, or NULL */
  bool failed_gate;
} cvs_job;

/* The report in the format that was asked for, without its head. */
CVS_WARN_UNUSED cvs_status cvs_job_new_report(cvs_job *job, cvs_error *error);
/* The same with its head: the input and the settings. */
CVS_WARN_UNUSED cvs_status cvs_job_open(cvs_job *job, const cvs_settings *settings, cvs_error *error);

/* How a command goes that answers group by group. `own` is what it holds, the job among it.
 *   prepare  reads options and data
 *   open     cvs_job_open with the command's settings
 *   answer   adds the answer of a group to the report
 *   record   NULL: nothing is kept before the answer is delivered */
typedef cvs_status cvs_job_step(void *own, cvs_error *error);
typedef struct cvs_job_steps {
  cvs_job_step *prepare;
  cvs_job_step *open;
  cvs_status (*answer)(void *own, size_t group, cvs_error *error);
  cvs_job_step *record;
} cvs_job_steps;

/* One step after the other, up to the first that fails, then the job is closed; the exit code of it all. What else the
 * command holds is the command's to free. */
cvs_exit cvs_job_run(const cvs_job_steps *steps, cvs_job *job, void *own, cvs_error *error);

/* Notes the gates of a group that was answered. */
void cvs_job_note_gates(cvs_job *job, const cvs_gate_list *list, const cvs_tristate bad[CVS_GATES]);
/* The same of a group that is decided as `test` decides. */
void cvs_job_note_test_gates(cvs_job *job, const cvs_test_group *group);

/* Delivers the report where all went well, and frees report and dataset; the exit code of it all. */
cvs_exit cvs_job_close(cvs_job *job, cvs_status status, cvs_error *error);

#endif
