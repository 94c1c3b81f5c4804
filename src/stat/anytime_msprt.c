/* The mixture sequential probability ratio test: its row. It shares its arithmetic with the asymptotic
 * confidence sequence, see anytime_asymptotic.c. */
#include "stat/methods.h"

const cvs_method cvs_method_anytime_msprt = {
    .name = "anytime_msprt",
    .id = "msprt",
    .kind = CVS_KIND_SEQUENCE,
    .title = "mixture sequential probability ratio test",
    .formula = "E = sqrt(V/(V + tau^2)) exp(tau^2 d^2 / (2 V (V + tau^2))), V = p1 q1/n1 + p2 q2/n2",
    .citation = "Johari, Pekelis & Walsh (2015), arXiv 1512.04922",
    .note = "its level holds for large counts: it starts after 50 conversions and 50 others in each arm",
    .statistic = "e-value",
};
