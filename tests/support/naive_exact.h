/* Exact tests the slow, plain way: every table listed, every probability from ln of factorials, the
 * supremum on a fine grid with golden sections. Independent of the code under test; small arms only. */
#ifndef CVS_TESTS_SUPPORT_NAIVE_EXACT_H
#define CVS_TESTS_SUPPORT_NAIVE_EXACT_H

#include <convstat/sample.h>

enum { NAIVE_VISITORS_MAX = 400 };

/* ln of n choose k, from a sum of logarithms. */
double naive_ln_choose(uint64_t n, uint64_t k);

/* Fisher's p; two-sided: tables no more likely than the observed, tolerance 1e-7. */
double naive_fisher(const cvs_pair *pair, cvs_alternative alternative);
/* The same under an odds ratio. */
double naive_fisher_at(const cvs_pair *pair, cvs_alternative alternative, double odds_ratio);

typedef enum naive_order { NAIVE_BY_FISHER, NAIVE_BY_SCORE } naive_order;
/* Unconditional p: the supremum over a common rate. */
double naive_unconditional(const cvs_pair *pair, cvs_alternative alternative, naive_order order);
/* The probability of all tables as extreme as the observed one, at one common rate. */
double naive_size_at(const cvs_pair *pair, cvs_alternative alternative, naive_order order, double rate);

#endif
