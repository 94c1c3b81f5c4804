/* The gates of --fail-on: their names, which command has which, whether one is shut. */
#include "cli/gates.h"

#define LIST(gates)                                                                                                    \
  { (gates), sizeof(gates) / sizeof(gates)[0] }

static const cvs_gate of_test[] = {CVS_GATE_SRM, CVS_GATE_HARM, CVS_GATE_NOT_SIGNIFICANT, CVS_GATE_NOT_WON,
                                   CVS_GATE_DATA_QUALITY};
static const cvs_gate of_bayes[] = {CVS_GATE_SRM, CVS_GATE_HARM, CVS_GATE_NOT_WON, CVS_GATE_DATA_QUALITY,
                                    CVS_GATE_CONTINUE};
static const cvs_gate of_monitor[] = {CVS_GATE_SRM,     CVS_GATE_HARM,         CVS_GATE_NOT_SIGNIFICANT,
                                      CVS_GATE_NOT_WON, CVS_GATE_DATA_QUALITY, CVS_GATE_CONTINUE};

const cvs_gate_list cvs_gates_test = LIST(of_test);
const cvs_gate_list cvs_gates_bayes = LIST(of_bayes);
const cvs_gate_list cvs_gates_monitor = LIST(of_monitor);

static const char *choose(const cvs_gate_list *list, size_t index) {
  static const char *const names[CVS_GATES] = {[CVS_GATE_SRM] = "srm",
                                               [CVS_GATE_HARM] = "harm",
                                               [CVS_GATE_NOT_SIGNIFICANT] = "not-significant",
                                               [CVS_GATE_NOT_WON] = "not-won",
                                               [CVS_GATE_DATA_QUALITY] = "data-quality",
                                               [CVS_GATE_CONTINUE] = "continue"};
  return index < list->count ? names[list->gate[index]] : NULL;
}

const char *cvs_choice_gate_test(size_t index) {
  return choose(&cvs_gates_test, index);
}

const char *cvs_choice_gate_bayes(size_t index) {
  return choose(&cvs_gates_bayes, index);
}

const char *cvs_choice_gate_monitor(size_t index) {
  return choose(&cvs_gates_monitor, index);
}

static bool is_bad(cvs_gate gate, cvs_tristate bad) {
  const bool asks_for_success = gate == CVS_GATE_NOT_SIGNIFICANT || gate == CVS_GATE_NOT_WON;
  return bad == CVS_YES || (asks_for_success && bad == CVS_UNKNOWN);
}

bool cvs_gate_is_shut(const cvs_value *fail_on, const cvs_gate_list *list, const cvs_tristate bad[CVS_GATES]) {
  for (size_t i = 0; i < list->count; i++)
    if ((fail_on->count >> i & 1) != 0 && is_bad(list->gate[i], bad[list->gate[i]]))
      return true;
  return false;
}
