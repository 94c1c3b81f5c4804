/* What commands share that compute: from the opened report to the exit code. */
#include "cli/job.h"

#include "cli/plot.h"

cvs_status cvs_job_new_report(cvs_job *job, cvs_error *error) {
  const cvs_report_style style = cvs_output_style(job->arguments);
  const cvs_status status =
      cvs_report_new(job->arguments->output.format.text, job->command, &style, &job->report, error);
  if (status != CVS_OK || !job->arguments->picture.plot.given)
    return status;
  const cvs_status drawn = cvs_report_new("svg", job->command, &style, &job->picture, error);
  if (drawn == CVS_OK)
    cvs_report_draw_beside(job->report, job->picture);
  return drawn;
}

cvs_status cvs_job_open(cvs_job *job, const cvs_settings *settings, cvs_error *error) {
  const cvs_status status = cvs_job_new_report(job, error);
  return status == CVS_OK ? cvs_report_begin(job->report, job->dataset, settings->setting, settings->count, error)
                          : status;
}

static cvs_status answer_groups(const cvs_job_steps *steps, cvs_job *job, void *own, cvs_error *error) {
  const size_t count = cvs_dataset_group_count(job->dataset);
  cvs_status status = CVS_OK;
  for (size_t i = 0; i < count && status == CVS_OK; i++)
    status = steps->answer(own, i, error);
  return status == CVS_OK ? cvs_report_end(job->report, error) : status;
}

cvs_exit cvs_job_run(const cvs_job_steps *steps, cvs_job *job, void *own, cvs_error *error) {
  cvs_status status = steps->prepare(own, error);
  if (status == CVS_OK)
    status = steps->open(own, error);
  if (status == CVS_OK)
    status = answer_groups(steps, job, own, error);
  if (status == CVS_OK && steps->record != NULL)
    status = steps->record(own, error);
  return cvs_job_close(job, status, error);
}

void cvs_job_note_gates(cvs_job *job, const cvs_gate_list *list, const cvs_tristate bad[CVS_GATES]) {
  job->failed_gate |= cvs_gate_is_shut(&job->arguments->output.fail_on, list, bad);
}

void cvs_job_note_test_gates(cvs_job *job, const cvs_test_group *group) {
  const cvs_tristate bad[CVS_GATES] = {[CVS_GATE_SRM] = group->gate_srm,
                                       [CVS_GATE_HARM] = group->gate_harm,
                                       [CVS_GATE_NOT_SIGNIFICANT] = group->gate_not_significant,
                                       [CVS_GATE_NOT_WON] = group->gate_not_won,
                                       [CVS_GATE_DATA_QUALITY] = group->gate_data_quality};
  cvs_job_note_gates(job, &cvs_gates_test, bad);
}

cvs_exit cvs_job_close(cvs_job *job, cvs_status status, cvs_error *error) {
  if (status == CVS_OK && job->picture)
    status = cvs_plot_save(job->arguments, job->picture, error);
  if (status == CVS_OK)
    status = cvs_output_deliver(job->arguments, job->report, error);
  cvs_report_free(job->report);
  cvs_report_free(job->picture);
  cvs_dataset_free(job->dataset);
  return status == CVS_OK && job->failed_gate ? CVS_EXIT_GATE : cvs_exit_of(status);
}
