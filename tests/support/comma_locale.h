/* A locale whose decimal point is a comma, for tests that must not notice. */
#ifndef CVS_TESTS_SUPPORT_COMMA_LOCALE_H
#define CVS_TESTS_SUPPORT_COMMA_LOCALE_H

#include <stdbool.h>

/* Sets LC_NUMERIC to an installed locale with a comma, or to one compiled for the occasion. False
 * where the machine has neither. */
bool enter_comma_locale(void);
void leave_comma_locale(void);

#endif
