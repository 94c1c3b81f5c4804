/* The gates of --fail-on: what ends a command with exit code 1. */
#ifndef CVS_CLI_GATES_H
#define CVS_CLI_GATES_H

#include "cli/option.h"
#include <convstat/analysis.h>

typedef enum cvs_gate {
  CVS_GATE_SRM,
  CVS_GATE_HARM,
  CVS_GATE_NOT_SIGNIFICANT,
  CVS_GATE_NOT_WON,
  CVS_GATE_DATA_QUALITY,
  CVS_GATE_CONTINUE,
  CVS_GATES
} cvs_gate;

/* The gates that mean something for a command, in the order of its help: those of a decision at the end, of a belief,
 * of a test that runs. */
typedef struct cvs_gate_list {
  const cvs_gate *gate;
  size_t count;
} cvs_gate_list;
extern const cvs_gate_list cvs_gates_test;
extern const cvs_gate_list cvs_gates_bayes;
extern const cvs_gate_list cvs_gates_monitor;

/* The same as choices of an option. */
const char *cvs_choice_gate_test(size_t index);
const char *cvs_choice_gate_bayes(size_t index);
const char *cvs_choice_gate_monitor(size_t index);

/* Whether one of the gates that `fail_on` asks for does not hold in a group. bad[]: by cvs_gate, true = the bad thing
 * is so. What is not known is no success. */
bool cvs_gate_is_shut(const cvs_value *fail_on, const cvs_gate_list *list, const cvs_tristate bad[CVS_GATES]);

#endif
