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

/* Calls answer(context, group) for each group of the dataset, which adds it to the report; then ends the report. */
typedef cvs_status cvs_job_answer(void *context, size_t group, cvs_error *error);
CVS_WARN_UNUSED cvs_status cvs_job_answer_groups(cvs_job *job, cvs_job_answer *answer, void *context, cvs_error *error);

/* Notes the gates of a group that was answered. */
void cvs_job_note_gates(cvs_job *job, const cvs_gate_list *list, const cvs_tristate bad[CVS_GATES]);
/* The same of a group that is decided as `test` decides. */
void cvs_job_note_test_gates(cvs_job *job, const cvs_test_group *group);

/* Delivers the report where all went well, and frees report and dataset; the exit code of it all. */
cvs_exit cvs_job_close(cvs_job *job, cvs_status status, cvs_error *error);

#endif
