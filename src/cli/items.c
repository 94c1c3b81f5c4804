/* Lists by comma, as they are typed. */
#include "cli/items.h"

#include <string.h>

static const char empty[] = "a list by comma: an item is empty";
static const char open_quote[] = "a list by comma: a quote has no end, expected \"a,b\",c";

/* Behind the last letter of an item; NULL: its quote has no end, or something comes behind it. */
static const char *find_end(const char *item) {
  if (*item != '"')
    return item + strcspn(item, ",");
  const char *c = item + 1;
  while (*c != '\0' && (*c != '"' || c[1] == '"'))
    c += *c == '"' ? 2 : 1;
  return *c == '"' && (c[1] == ',' || c[1] == '\0') ? c + 1 : NULL;
}

/* What stands between quotes, a doubled one being one of the text; or all of it. */
static char *copy_item(cvs_arena *arena, const char *item, const char *end) {
  const size_t length = (size_t)(end - item);
  if (*item != '"')
    return cvs_arena_copy(arena, item, length);
  char *const copy = cvs_arena_copy(arena, item + 1, length - 2);
  size_t kept = 0;
  for (size_t i = 0; copy != NULL && i < length - 2; i++) {
    copy[kept++] = copy[i];
    i += copy[i] == '"' ? 1 : 0;
  }
  if (copy != NULL)
    copy[kept] = '\0';
  return copy;
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
    items[i] = copy_item(arena, text, end);
    if (items[i] == NULL)
      return CVS_ENOMEM;
    text = end + 1;
  }
  *out = items;
  return items == NULL ? CVS_ENOMEM : CVS_OK;
}

void cvs_items_add(cvs_strbuf *out, const char *item) {
  if (strchr(item, ',') == NULL && *item != '"') {
    cvs_strbuf_add(out, item);
    return;
  }
  cvs_strbuf_add_char(out, '"');
  for (; *item != '\0'; item++)
    cvs_strbuf_add(out, *item == '"' ? "\"\"" : (const char[]){*item, '\0'});
  cvs_strbuf_add_char(out, '"');
}
