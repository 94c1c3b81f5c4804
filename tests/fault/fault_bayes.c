/* The k-th allocation of a Bayesian answer fails: as in fault_allocation.c. */
#include "fault/failing.h"

#include <convstat/convstat.h>

static cvs_status believe_arms_alike(void) {
  const cvs_joint_prior prior = {{2, 18}, 0.5};
  const cvs_sample arm[2] = {{40, 4}, {50, 9}};
  const cvs_credible credible = {0.9, false};
  cvs_joint *joint = NULL;
  cvs_interval lift;
  cvs_bayes_arm best[2];
  cvs_error error = {0};
  cvs_status status = cvs_joint_new(&prior, arm, 2, &joint, &error);
  const cvs_joint_pair pair = {joint, 0, 1};
  if (status == CVS_OK)
    status = cvs_joint_arms(joint, best, &error);
  if (status == CVS_OK)
    status = cvs_joint_effect(&pair, CVS_LIFT, &credible, &lift, &error);
  cvs_joint_free(joint);
  return status == error.status ? status : CVS_EINVAL;
}

static cvs_status analyse_groups(void) {
  static const char *const words[] = {"control=5/40", "green=9/50"};
  cvs_bayes_options options;
  cvs_dataset *dataset = NULL;
  cvs_bayes_run *run = NULL;
  cvs_bayes_group group;
  cvs_bayes_past past;
  cvs_error error = {0};
  cvs_bayes_options_init(&options);
  options.planned = 200;
  cvs_status status = cvs_dataset_parse(words, 2, &dataset, &error);
  if (status == CVS_OK)
    status = cvs_bayes_new(dataset, &options, &run, &error);
  if (status == CVS_OK)
    status = cvs_bayes_analyse(run, 0, &group, &error);
  if (status == CVS_OK) {
    status = cvs_bayes_look_back(dataset, NULL, &past, &error);
    status = status == CVS_EDATA ? CVS_OK : status; /* two rates are alike */
  }
  cvs_bayes_free(run);
  cvs_dataset_free(dataset);
  return status;
}

static const scenario scenarios[] = {
    {"arms that are alike are believed", believe_arms_alike},
    {"a group is analysed", analyse_groups},
};

int main(void) {
  return run_scenarios(scenarios, sizeof scenarios / sizeof scenarios[0]);
}
