/* The joint posterior of arms that are alike: nodes over the shared log odds, each with independent arms. */
#ifndef CVS_STAT_BAYES_JOINT_H
#define CVS_STAT_BAYES_JOINT_H

#include "stat/bayes_law.h"
#include <convstat/joint.h>

struct cvs_joint {
  size_t arm_count;
  size_t node_count;
  size_t node_capacity;
  double *weight;     /* [node_count], posterior probability of the node */
  cvs_beta_law **law; /* [node_count][arm_count] */
  double ln_evidence; /* of the counts under the prior, over those at the pooled rate and the shared law's
                         density there */
  cvs_beta pooled;    /* the shared rate's posterior if all arms were one */
};

/* What a posterior is made of. Without rates it takes fewer nodes and cvs_joint_rate is not to be asked. */
typedef struct cvs_joint_arms_given {
  const cvs_sample *arm;
  size_t count;
  bool with_rates;
} cvs_joint_arms_given;
/* As cvs_joint_new. */
CVS_WARN_UNUSED cvs_status cvs_joint_make(const cvs_joint_prior *prior, cvs_joint_arms_given given, cvs_joint **out,
                                          cvs_error *error);
/* a ln p + b ln q at log odds x, less the same at the rate of `pool` (its p, q and mode). */
double cvs_ln_against(const cvs_beta_law *pool, double a, double b, double x);
/* P(treatment <= control) and P(treatment > control) to 1e-9, some times as fast as the tables of the whole posterior.
 * False where these serve better: a chance is below 1 % the deviation is above 1, or the counts are far apart. */
CVS_WARN_UNUSED bool cvs_joint_chances(const cvs_joint_prior *prior, const cvs_pair *counts, cvs_bayes_tails *out);
/* Posterior mean of an arm's rate. */
double cvs_joint_mean(const cvs_joint *joint, size_t arm);

#endif
