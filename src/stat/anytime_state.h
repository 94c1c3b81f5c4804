/* A sequence of looks: what all sequences keep, and what each of them keeps for itself. */
#ifndef CVS_STAT_ANYTIME_STATE_H
#define CVS_STAT_ANYTIME_STATE_H

#include "stat/anytime_end.h"

/* Sides of an effect, as indices: the treatment is better, or worse. */
enum { CVS_BETTER, CVS_WORSE, CVS_SIDES };
/* Scales of the bands, CVS_DIFFERENCE and CVS_LIFT (as ln ratio). */
enum { CVS_BAND_SCALES = 2 };
/* Where no effect is rejected but no value beyond it, an end is reported here: the smallest effect that is
 * still printed as a number. */
#define CVS_BAND_JUST_ABOVE 1e-12

/* Ends of the bands, each seen from its side: the lower end from "better"; the upper one, its sign turned,
 * from "worse". -infinity where there is none. */
typedef struct cvs_band_edges {
  double edge[CVS_BAND_SCALES][CVS_SIDES];
} cvs_band_edges;

/* The exact process: bets against no effect to full accuracy, one a side, and the ends of the bands. */
typedef struct cvs_exact_sequence {
  cvs_bet_history history;
  cvs_bet_stakes stakes;
  cvs_bet zero[CVS_SIDES];
  cvs_anytime_end end[CVS_BAND_SCALES][CVS_SIDES];
} cvs_exact_sequence;

/* An asymptotic sequence.
 *   prior  on each scale, set at the start: variance of the effect (mSPRT), or what the ratio of that to the
 *          estimate's variance gains with each visitor (asymptotic) */
typedef struct cvs_normal_sequence {
  bool started;
  double prior[CVS_BAND_SCALES];
  cvs_band_edges edges;
} cvs_normal_sequence;

struct cvs_anytime {
  cvs_anytime_terms terms;
  cvs_pair total;
  double ln_p_value;
  bool rejected[CVS_SIDES]; /* no effect or less, seen from that side */
  int side;
  cvs_exact_sequence exact;
  cvs_normal_sequence normal;
};

/* What a look says by itself; `side` is that to which it points, as an index. */
typedef struct cvs_anytime_evidence {
  bool started;
  double ln_e_value;
  int side;
} cvs_anytime_evidence;

/* Whether the alternative has this side. */
bool cvs_anytime_has_side(const cvs_anytime *sequence, int side);
/* ln of the e-value of a side alone that rejects: alpha is shared by comparisons and sides. */
double cvs_anytime_ln_bound(const cvs_anytime *sequence);
/* alpha of one comparison. */
double cvs_anytime_alpha(const cvs_anytime *sequence);

/* The exact process. Its bands are to be moved after p-value and `rejected` have been brought up to date.
 * Errors: CVS_ENOMEM, with nothing changed. */
void cvs_exact_start(cvs_anytime *sequence);
CVS_WARN_UNUSED cvs_status cvs_exact_take(cvs_anytime *sequence, const cvs_pair *block, cvs_anytime_evidence *evidence,
                                          cvs_error *error);
void cvs_exact_move(cvs_anytime *sequence);
void cvs_exact_edges(const cvs_anytime *sequence, cvs_band_edges *out);

/* Both asymptotic sequences, at the totals. Errors: CVS_ENOCONV, with nothing changed. */
void cvs_normal_start(cvs_anytime *sequence);
CVS_WARN_UNUSED cvs_status cvs_normal_take(cvs_anytime *sequence, cvs_anytime_evidence *evidence, cvs_error *error);

#endif
