/* The words of decisions. */
#include "report/decision_word.h"

#include "report/build_test.h"

#include <string.h>

static const struct {
  const char *command; /* NULL: every one that has no other word */
  const char *code;
  cvs_decision_word word;
} words[] = {
    {"monitor", "continue", {"GO ON", CVS_TONE_WARN}},
    {NULL, "continue", {"CONTINUE", CVS_TONE_WARN}},
    {NULL, "ship", {"SHIP", CVS_TONE_GOOD}},
    {NULL, "keep", {"KEEP", CVS_TONE_BAD}},
    {NULL, "inconclusive", {"INCONCLUSIVE", CVS_TONE_WARN}},
    {NULL, "invalid", {"INVALID", CVS_TONE_BAD}},
    {NULL, "stop-win", {"STOP: WIN", CVS_TONE_GOOD}},
    {NULL, "stop-harm", {"STOP: HARM", CVS_TONE_BAD}},
    {NULL, "stop-futility", {"STOP: FUTILITY", CVS_TONE_BAD}},
    {NULL, "stop-inconclusive", {"STOP: INCONCLUSIVE", CVS_TONE_WARN}},
};

cvs_decision_word cvs_decision_word_of(const char *command, const char *code) {
  for (size_t i = 0; i < sizeof words / sizeof *words; i++)
    if (strcmp(words[i].code, code) == 0 && (words[i].command == NULL || strcmp(words[i].command, command) == 0))
      return words[i].word;
  return (cvs_decision_word){"", CVS_TONE_PLAIN};
}

void cvs_doc_decision(cvs_document *doc, const char *command) {
  const cvs_node *decision = cvs_node_child(doc->root, "decision");
  const cvs_decision_word word = cvs_decision_word_of(command, cvs_node_child(decision, "code")->value.text);
  cvs_doc_verdict(doc, word.tone, word.text, cvs_node_child(decision, "reason")->value.text);
}
