/* Sequential plans out of a row of a reference table, and the usual ones. */
#ifndef CVS_TESTS_SUPPORT_SEQUENTIAL_TERMS_H
#define CVS_TESTS_SUPPORT_SEQUENTIAL_TERMS_H

#include "support/reference_table.h"
#include <convstat/sequential.h>

/* From the columns family, parameter, t, sided, alpha; power 0.9 and no futility. */
cvs_sequential_terms terms_of_row(const reference_table *table);
/* Family by the name that the tables use; an empty parameter is 0. */
cvs_spending spending_of(const char *family, const char *parameter);
/* Equal looks, O'Brien-Fleming-like spending of 0.05 on two sides, power 0.9, no futility. */
cvs_sequential_terms usual_terms(size_t looks);
/* The same one-sided at 0.025, with futility by O'Brien-Fleming-like beta spending. */
cvs_sequential_terms futile_terms(size_t looks, cvs_futility futility);
/* The plan; fails the test unless CVS_OK. */
cvs_sequential_design plan_of(const cvs_sequential_terms *terms);

#endif
