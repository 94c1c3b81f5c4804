/* Any bytes as a line of a ledger.
 *
 * What must hold: no crash, no leak; a failure has a status and a sentence; a line that was read is written as one
 * that reads as the same. */
#include "analysis/ledger.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "support/fuzz_replay.h"

static void require(bool holds, const char *what) {
  if (holds)
    return;
  fprintf(stderr, "fuzz_ledger: %s\n", what);
  abort();
}

static void check_again(cvs_ledger *ledger, const cvs_ledger_entry *entry) {
  cvs_strbuf once = {0}, twice = {0};
  cvs_ledger_entry again;
  cvs_ledger_write_entry(&once, entry);
  require(cvs_ledger_read_entry(ledger, once.text, once.length - 1, &again, NULL) == CVS_OK, "a line that is not read");
  cvs_ledger_write_entry(&twice, &again);
  require(strcmp(once.text, twice.text) == 0, "a line that reads as another");
  cvs_strbuf_free(&once);
  cvs_strbuf_free(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t length) {
  static const cvs_ledger_terms terms = {"anytime", 0.05, "two-sided", "control", "conversions", 0};
  char name[] = "fuzz", *text = malloc(length + 1);
  cvs_ledger ledger = {.path = name};
  cvs_ledger_entry entry;
  cvs_error line = {0}, head = {0};
  require(text != NULL, "no memory");
  memcpy(text, bytes, length);
  const cvs_status read = cvs_ledger_read_entry(&ledger, text, length, &entry, &line);
  const cvs_status known = cvs_ledger_read_terms(&ledger, text, length, &terms, &head);
  require(read == CVS_OK || (line.status == read && *line.message != '\0'), "a failure without a sentence");
  require(known == CVS_OK || (head.status == known && *head.message != '\0'), "a failure without a sentence");
  if (read == CVS_OK)
    check_again(&ledger, &entry);
  cvs_arena_free(&ledger.arena);
  free(text);
  return 0;
}
