/* The word of a decision and its tone: the same on the page of a result and in the index over many. */
#ifndef CVS_REPORT_DECISION_WORD_H
#define CVS_REPORT_DECISION_WORD_H

#include "report/document.h"

typedef struct cvs_decision_word {
  const char *text; /* "STOP: WIN" */
  cvs_tone tone;
} cvs_decision_word;

/* Of a command ("monitor") and the code that its JSON has ("stop-win"); without words for a code that is none. */
cvs_decision_word cvs_decision_word_of(const char *command, const char *code);
/* Adds the verdict of the tree's decision: its word, its tone, its reason. */
void cvs_doc_decision(cvs_document *doc, const char *command);

#endif
