/* Wilson's score limits of one rate, for counts that need not be whole: what several intervals use. */
#ifndef CVS_STAT_WILSON_H
#define CVS_STAT_WILSON_H

/* Limits of x of n at critical value z: the roots l <= u of n (x/n - p)^2 = z^2 p (1 - p).
 * 0 <= x <= n, n > 0; 0 exactly at x = 0, 1 exactly at x = n. Neither cancels. */
double cvs_wilson_lower(double x, double n, double z);
double cvs_wilson_upper(double x, double n, double z);

#endif
