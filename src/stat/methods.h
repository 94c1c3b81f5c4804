/* Declares every row of methods.def. */
#ifndef CVS_STAT_METHODS_H
#define CVS_STAT_METHODS_H

#include <convstat/method.h>

#define CVS_METHOD(name) extern const cvs_method cvs_method_##name;
#include "stat/methods.def"
#undef CVS_METHOD

#endif
