/* Lists by comma, as they are typed. */
#include "cli/items.h"

#include "base/quoted.h"

static const char empty[] = "a list by comma: an item is empty";
static const char open_quote[] = "a list by comma: a quote has no end, expected \"a,b\",c";
static const char stops[] = ",";

/* Behind the last letter of an item; NULL: its quote has no end, or something comes behind it. */
static const char *find_end(const char *item) {
  const char *const end = cvs_quoted_end(item, stops);
  return end != NULL && (*end == ',' || *end == '\0') ? end : NULL;
}

/* Checks the text and counts its items. */
static const char *check_items(const char *text, size_t *count) {
  for (*count = 1;; ++*count) {
    const char *const end = find_end(text);
    if (end == NULL)
      return open_quote;
    if (end == text || (*text == '"' && end == text + 2))
      return empty;
    if (*end == '\0')
      return NULL;
    text = end + 1;
  }
}

cvs_status cvs_items_split(const char *text, cvs_arena *arena, char ***out, size_t *count, const char **problem) {
  *problem = check_items(text, count);
  if (*problem != NULL)
    return CVS_EUSAGE;
  char **const items = cvs_arena_alloc(arena, *count * sizeof *items);
  for (size_t i = 0; i < *count && items != NULL; i++) {
    const char *const end = find_end(text);
    items[i] = cvs_quoted_copy(arena, text, end);
    if (items[i] == NULL)
      return CVS_ENOMEM;
    text = end + 1;
  }
  *out = items;
  return items == NULL ? CVS_ENOMEM : CVS_OK;
}

void cvs_items_add(cvs_strbuf *out, const char *item) {
  cvs_quoted_add(out, item, stops);
}
