/* What the contract tests share: tables to try on every method, and a count of what was broken. */
#ifndef CVS_TESTS_SUPPORT_CONTRACT_H
#define CVS_TESTS_SUPPORT_CONTRACT_H

#include <convstat/method.h>

/* One method under test on one table. */
typedef struct contract {
  const cvs_method *method;
  cvs_pair pair;
  unsigned broken; /* complaints so far, over all methods */
} contract;

/* Calls `check` for every method of `kind` on a fixed sweep (10 to 1e12 visitors, conversions at and
 * near the ends) and on random tables (the same each time). Methods with a limit on visitors get
 * small random tables, since beyond some size they take long. Returns the number of complaints. */
unsigned contract_sweep(cvs_method_kind kind, void (*check)(contract *test));
/* Calls `check` once for every method, or for every one of `kind`, of which there must be some.
 * Returns the number of complaints. */
unsigned contract_each(void (*check)(contract *test));
unsigned contract_each_of(cvs_method_kind kind, void (*check)(contract *test));
/* Prints and counts a broken promise; the first few of each method are printed. */
void contract_complain(contract *test, const char *format, ...) CVS_PRINTF(2, 3);
/* Complains unless `holds`. Returns holds. */
bool contract_expect(contract *test, bool holds, const char *promise);
/* |a - b| <= rtol * max(|a|, |b|), or equal. */
bool contract_near(double a, double b, double rtol);
/* A refusal has a reason that fits: a sentence; and for a limit, one that names a number and only
 * where the method declares a limit that the table exceeds. */
bool contract_refusal_fits(contract *test, cvs_status status, const cvs_error *error);

#endif
