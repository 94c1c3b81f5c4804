/* One cell of rates of the search in unconditional.c: values, expansion, bounds. */
#ifndef CVS_STAT_UNCONDITIONAL_CELL_H
#define CVS_STAT_UNCONDITIONAL_CELL_H

#include <convstat/status.h>
#include <stdbool.h>
#include <stddef.h>

/* Half the width of a cell, in standard deviations of M / degree at its centre. */
#define CVS_CELL_HALF_WIDTH 0.7

/* What all cells share: the coefficients, and room for the binomial weights that matter. */
enum { CVS_CELL_TERMS = 30 };
typedef struct cvs_cell_space {
  const double *mass; /* degree + 1 numbers in [0, 1], the largest 1; borrowed */
  size_t degree;
  double *ratio;  /* (degree - m) / (m + 1) */
  double *ratio2; /* ratio[m] * ratio[m + 1] */
  double *term;   /* weights times deviations times polynomials of two successive orders */
  double *before;
  double beyond[CVS_CELL_TERMS + 1]; /* sum over k >= i of u^2k r_k^2 / k!, at a cell's end */
  size_t begin;                      /* first m of the window that term holds */
  size_t count;
} cvs_cell_space;

CVS_WARN_UNUSED cvs_status cvs_cell_space_init(cvs_cell_space *space, const double *mass, size_t degree);
void cvs_cell_space_free(cvs_cell_space *space);

/* f at the centre, and a bound on f in the cell |u| <= CVS_CELL_HALF_WIDTH. `value` is never above
 * f(centre). */
typedef struct cvs_cell_look {
  double value;
  double bound;
} cvs_cell_look;
cvs_cell_look cvs_cell_first_look(const cvs_cell_space *space, double rate);

/* f(rate + u sd) = sum over k of coefficient[k] u^k on [-CVS_CELL_HALF_WIDTH, right], remainder below
 * 1e-11 of f's largest value. */
typedef struct cvs_cell_series {
  double coefficient[CVS_CELL_TERMS];
  size_t count;
  double right;     /* u of the cell's right end: rate 1 ends it */
  double curvature; /* no second derivative in the cell is larger in size */
} cvs_cell_series;

/* False, and no complete series, where f stays below `threshold` in all of the cell. */
bool cvs_cell_expand(cvs_cell_space *space, double rate, double threshold, cvs_cell_series *out);

double cvs_cell_value(const cvs_cell_series *series, double u);

/* Rounding of sums of squares, relative: what the difference Var - sum a_k^2 cannot resolve. */
#define CVS_CELL_ROUNDING 1e-14

/* --- for unconditional_cell.c and unconditional_look.c: binomial weights, two at a time --- */

/* What a 64-bit machine adds and multiplies in one step. */
typedef double cvs_lanes __attribute__((vector_size(16)));

static inline cvs_lanes cvs_lanes_load(const double *from) {
  return (cvs_lanes){from[0], from[1]};
}

/* The m within `deviations` standard deviations of the mean, and `more` of them on each side. */
typedef struct cvs_window {
  size_t begin;
  size_t count;
} cvs_window;
cvs_window cvs_cell_window(size_t degree, double rate, double deviations, double more);

#endif
