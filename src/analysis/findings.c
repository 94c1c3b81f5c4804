/* Coded findings: what a reader must know beside the figures. */
#include <convstat/analysis.h>

static const char *const finding_ids[] = {
#define CVS_FINDING(symbol, code) code,
#include <convstat/findings.def>
#undef CVS_FINDING
};

const char *cvs_finding_id(cvs_finding_code code) {
  return finding_ids[code];
}
