/* The times between steps, for people to read: what num/quartiles.c selects. */
#include "stat/methods.h"

const cvs_method cvs_method_funnel_times = {
    .name = "funnel_times",
    .id = "step-times",
    .kind = CVS_KIND_OTHER,
    .title = "quartiles of the times between steps",
    .formula = "x(h) + (h - floor h) (x(h + 1) - x(h)) of the n times in order, counted from 0, h = (n - 1) p for "
               "p = 1/4, 1/2, 3/4 (type 7)",
    .citation = "Hyndman & Fan (1996), The American Statistician 50, 361-365",
    .note = "of users who were seen at both steps; with --censor who is slow is still missing there, so times come out "
            "too short",
};
