/* The unconditional score test of a given difference of rates, which effect_barnard inverts. */
#ifndef CVS_STAT_UNCONDITIONAL_DIFFERENCE_H
#define CVS_STAT_UNCONDITIONAL_DIFFERENCE_H

#include <convstat/sample.h>

/* Workspace for one table; any number of differences. Owned by the caller. */
typedef struct cvs_difference_test cvs_difference_test;

/*   alternative  two-sided: tables ordered by |z|; greater: by z; less is not offered (mirror the pair)
 * Errors: CVS_ENOMEM. */
CVS_WARN_UNUSED cvs_status cvs_difference_test_new(const cvs_pair *pair, cvs_alternative alternative,
                                                   cvs_difference_test **out);
void cvs_difference_test_free(cvs_difference_test *test);

/* sup over p1 of P(z statistic at `difference` as extreme as the observed one | p1, p1 + difference).
 *   difference  in (-1, 1)
 * The score statistic at a difference is that of cvs_score_z. Found on a grid of a quarter of a
 * standard deviation, refined around the best points: about 1e-8 relative, not certified.
 * Source: Agresti & Min (2001), Biometrics 57, 963-971; Chan & Zhang (1999), Biometrics 55, 1202-1209. */
double cvs_difference_test_p(cvs_difference_test *test, double difference);

#endif
