/* Results that somebody has edited: one value replaced, all else as the program wrote it. */
#ifndef TESTS_SUPPORT_MUTATION_H
#define TESTS_SUPPORT_MUTATION_H

#include <stdbool.h>
#include <stddef.h>

/* Replaces every value of the golden results tests/cli/ *.out, one at a time, by null, 0, 1e300 and the like, and makes
 * a page of each: it is shown, or refused as wrong data in one line; the test fails at anything else, which is
 * printed. An unsafe access is left to the sanitizers.
 *   everywhere   each member once in each file, by every value; false: once in all, in the first file of its command
 * that has it, by a third of the values */
void check_edited_results(bool everywhere);

#endif
