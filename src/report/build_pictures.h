/* Pictures that several commands show alike. An arm has the colour and marker of its position in all of them. */
#ifndef CVS_REPORT_BUILD_PICTURES_H
#define CVS_REPORT_BUILD_PICTURES_H

#include "report/picture.h"

/* More lines than this in one plot cannot be told apart: of further arms none are drawn, and the title says so. */
enum { CVS_PICTURE_ARMS_MAX = 12 };

/* A row of lifts: what is compared, its interval, the arm whose colour it has. */
typedef struct cvs_lift_row {
  const char *label;
  const cvs_node *lift;
  size_t arm;
} cvs_lift_row;
/* "Lift against the control", id "lift"; rows follow. `axis` says what the whiskers are: "lift, 95% interval". */
cvs_picture *cvs_build_lift_picture(cvs_document *doc, const char *axis);
void cvs_build_lift_row(cvs_document *doc, cvs_picture *picture, const cvs_lift_row *row);

/* Rates of the arms under the root, id "rates": their names and intervals. */
void cvs_build_rate_picture(cvs_document *doc, const char *axis);

/* "lift, 95% interval" of two words, in the document's memory. */
const char *cvs_build_axis_title(cvs_document *doc, const char *figure, const char *interval);
/* "Daily rates", and of many arms "Daily rates of the first 12 of 50 variants", in the document's memory. */
const char *cvs_build_arms_title(cvs_document *doc, const char *title, size_t arm_count);
/* "Lift, look by look: green": the title of a picture of one treatment, whose long name is cut. */
const char *cvs_build_title_of(cvs_document *doc, const char *title, const char *name);

#endif
