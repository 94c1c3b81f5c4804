/* convstat: conversion-rate statistics and A/B tests. This header includes all others.
 *
 * Thread safety: no function keeps mutable global state. One thing is global to the process and is
 * the host's to decide: GSL's error handler, whose default aborts. The program turns it off at its
 * start; a host that wants a status instead of an abort calls cvs_init() once. */
#ifndef CONVSTAT_CONVSTAT_H
#define CONVSTAT_CONVSTAT_H

#include <convstat/analysis.h>
#include <convstat/anytime.h>
#include <convstat/bayes.h>
#include <convstat/bayes_question.h>
#include <convstat/curves.h>
#include <convstat/dataset.h>
#include <convstat/funnel.h>
#include <convstat/funnel_question.h>
#include <convstat/ideas.h>
#include <convstat/joint.h>
#include <convstat/method.h>
#include <convstat/money.h>
#include <convstat/monitor.h>
#include <convstat/monitor_result.h>
#include <convstat/plan.h>
#include <convstat/plan_file.h>
#include <convstat/plan_looks.h>
#include <convstat/power.h>
#include <convstat/recall.h>
#include <convstat/report.h>
#include <convstat/sample.h>
#include <convstat/saved.h>
#include <convstat/sequential.h>
#include <convstat/several.h>
#include <convstat/status.h>

#define CVS_VERSION_MAJOR 0
#define CVS_VERSION_MINOR 1
#define CVS_VERSION_PATCH 0
#define CVS_VERSION "0.1.0"

#ifdef __cplusplus
extern "C" {
#endif

/* The version of the library that is linked, "0.1.0". */
CVS_API const char *cvs_version(void);

/* Turns GSL's aborting error handler off for the process. Call once, before any other function. */
CVS_API void cvs_init(void);

#ifdef __cplusplus
}
#endif

#endif
