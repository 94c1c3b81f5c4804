/* Building the document of one group of `monitor`, in three steps. */
#ifndef CVS_REPORT_BUILD_MONITOR_H
#define CVS_REPORT_BUILD_MONITOR_H

#include "report/build_test.h"
#include "report/monitor_words.h"

/* The tree under the root (INTERFACE: groups[] of monitor). */
void cvs_build_monitor(cvs_document *doc, const cvs_monitor_scene *scene);
/* Its record of one look, under a list (name NULL) or a record. */
cvs_node *cvs_build_monitor_look(cvs_document *doc, cvs_node *parent, const char *name, const cvs_monitor_scene *scene,
                                 const cvs_monitor_look *look);
/* Its end: readers, decision, final figures, gates. */
void cvs_build_monitor_decision(cvs_document *doc, const cvs_monitor_scene *scene);
/* One CSV row a look and treatment, of the tree's nodes; where no look was taken yet, of the state of the last day. */
void cvs_build_monitor_rows(cvs_document *doc, const cvs_monitor_scene *scene);
/* What a person reads, of the tree's nodes. */
void cvs_build_monitor_blocks(cvs_document *doc, const cvs_monitor_scene *scene);
/* The looks as a picture and as a table, those of --compare as another. */
void cvs_build_monitor_chart(cvs_document *doc, const cvs_monitor_scene *scene);
void cvs_build_monitor_look_tables(cvs_document *doc, const cvs_monitor_scene *scene);

/* The looks of each treatment, where the format draws: lifts, statistics, likelihood ratios. */
void cvs_build_monitor_pictures(cvs_document *doc, const cvs_monitor_scene *scene);
/* "stop: win", or NULL where it is no stop. */
const char *cvs_monitor_stop_words(cvs_monitor_code code);

/* "95% interval", in the document's memory. */
const char *cvs_monitor_interval_title(cvs_document *doc, const cvs_monitor_scene *scene, const char *kind);
/* A number, or null where there is none. */
void cvs_monitor_add_maybe(cvs_document *doc, cvs_node *record, const char *name, cvs_unit unit,
                           const cvs_maybe *value);

#endif
