/* The formula of a size, for people to read: what the search in power_size.c finds for the score test.
 * It counts the nearer tail; the far one of a two-sided test adds less than is seen where power is usual. */
#include "stat/methods.h"

const cvs_method cvs_method_power_fleiss = {
    .name = "power_fleiss",
    .id = "sample-size",
    .kind = CVS_KIND_OTHER,
    .title = "sample size of a score test",
    .formula = "n1 = (z sqrt(pb qb (1 + 1/r)) + z_power sqrt(p1 q1 + p2 q2/r))^2 / (p2 - p1)^2, r = n2/n1, "
               "pb = (p1 + r p2)/(1 + r), q = 1 - p",
    .citation = "Fleiss, Levin & Paik (2003), Statistical Methods for Rates and Proportions, ch. 4",
    .note = "visitors of the control in a plan, before whole numbers; power and smallest effect invert it",
};
