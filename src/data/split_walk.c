/* From regular record to regular record of a text, by what its masks tell.
 *
 * A batch of the text is masked, then its records are taken off the positions: one that is as wide as the header has
 * its line feed where it is expected, and costs a look at its delimiters. The others are looked at more closely. */
#include "data/split_walk.h"
#include "base/mem.h"
#include "base/utf8.h"
#include <string.h>

/* Bytes masked at a time: they stay in the first-level cache with their positions. Behind an irregular record that the
 * masks have misread it begins small, so that many of them cost no more than their text. */
enum { BATCH = 1 << 14, BATCH_AGAIN = 1 << 9 };
/* A longer record is not regular: far below what the limits of scan.h may refuse. */
enum { REGULAR_MAX = 1 << 16 };
/* Records that are ready at a time where some behind them ask for a closer look: they are counted one by one. */
enum { READY_MAX = 64 };

/* Whether the masks can tell the delimiter from everything else that counts. */
static bool is_plain_delimiter(char delimiter) {
  const unsigned char code = (unsigned char)delimiter;
  return code != 0 && code < 0x80 && strchr(" \"\r\n", delimiter) == NULL;
}

cvs_status cvs_split_walk_new(cvs_split_walk *walk) {
  walk->is_masked = is_plain_delimiter(walk->delimiter);
  walk->batch_max = BATCH;
  walk->field = cvs_calloc(walk->wanted_count + 1, sizeof *walk->field);
  if (walk->field == NULL || cvs_split_masks_new(REGULAR_MAX + BATCH, &walk->masks) != CVS_OK) {
    cvs_split_walk_free(walk);
    return CVS_ENOMEM;
  }
  cvs_split_walk_begin(walk, "", 0, 1);
  return CVS_OK;
}

void cvs_split_walk_free(cvs_split_walk *walk) {
  cvs_split_masks_free(&walk->masks);
  cvs_free(walk->field);
  walk->field = NULL;
}

void cvs_split_walk_set_batch(cvs_split_walk *walk, size_t size) {
  walk->batch_max = size < BATCH ? size : BATCH;
}

/* Masks begin anew at text[at], where a record begins. */
static void start_masks(cvs_split_walk *walk, size_t at, size_t batch) {
  cvs_split_masks_start(&walk->masks);
  walk->base = walk->text + at;
  walk->masked = at;
  walk->next_stop = 1;
  walk->usual_until = 0;
  walk->next_notice = 0;
  walk->quiet_until = CVS_SPLIT_NOWHERE;
  walk->batch = batch < walk->batch_max ? batch : walk->batch_max;
}

void cvs_split_walk_begin(cvs_split_walk *walk, const char *text, size_t length, uint64_t line) {
  walk->text = text;
  walk->length = length;
  walk->record_line = line;
  walk->line = line;
  start_masks(walk, 0, BATCH);
}

/* Where the record at hand begins, from the base. */
static uint32_t record_begin(const cvs_split_walk *walk) {
  return walk->masks.stop[walk->next_stop - 1] + 1;
}

size_t cvs_split_walk_offset(const cvs_split_walk *walk) {
  return (size_t)(walk->base - walk->text) + record_begin(walk);
}

static bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

cvs_field cvs_split_strip(const char *begin, const char *end) {
  if (begin < end && end[-1] == '\r')
    end--;
  if (begin < end && *begin == '"') {
    begin++;
    end--;
  }
  while (begin < end && is_blank(*begin))
    begin++;
  while (begin < end && is_blank(end[-1]))
    end--;
  return (cvs_field){begin, (size_t)(end - begin)};
}

/* A record of so many fields has a line feed at its end and none before. */
static bool is_usual(const cvs_split_walk *walk, const uint32_t *before, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (walk->base[before[i]] == '\n')
      return false;
  return walk->base[before[count]] == '\n';
}

bool cvs_split_walk_take_usual(cvs_split_walk *walk) {
  const size_t count = walk->width.column_count;
  const uint32_t *const before = walk->masks.stop + walk->next_stop - 1;
  if (walk->next_stop + count > walk->masks.stop_count)
    return false;
  const uint32_t end = before[count];
  if (end >= walk->quiet_until)
    return false;
  if (walk->next_stop > walk->usual_until && !is_usual(walk, before, count))
    return false;
  size_t length = 0;
  for (size_t i = 0; i < walk->wanted_count; i++) {
    walk->field[i] = cvs_split_field_at(walk->base, before, walk->wanted[i]);
    length |= walk->field[i].length;
  }
  if (length == 0) /* perhaps all of its fields are empty */
    return false;
  walk->next_stop += count;
  walk->record_line = walk->line++;
  return true;
}

/* How many of `most` records of the usual width end before the first notice. */
static size_t count_quiet(const cvs_split_walk *walk, const uint32_t *before, size_t most) {
  const size_t width = walk->width.column_count;
  size_t count = 0;
  while (count < most && before[(count + 1) * width] < walk->quiet_until)
    count++;
  return count;
}

cvs_split_ready cvs_split_walk_ready(const cvs_split_walk *walk) {
  const size_t width = walk->width.column_count;
  const uint32_t *const before = walk->masks.stop + walk->next_stop - 1;
  size_t count = 0;
  if (walk->next_stop <= walk->usual_until)
    count = (walk->usual_until - walk->next_stop + 1) / width;
  else if (walk->next_stop + width <= walk->masks.stop_count && is_usual(walk, before, width))
    count = 1;
  if (walk->quiet_until != CVS_SPLIT_NOWHERE)
    count = count_quiet(walk, before, count < READY_MAX ? count : READY_MAX);
  return (cvs_split_ready){walk->base, before, width, count};
}

void cvs_split_walk_take_ready(cvs_split_walk *walk, size_t count) {
  walk->next_stop += count * walk->width.column_count;
  walk->line += count;
  walk->record_line = walk->line - 1;
}

/* True where fields number `from` to `count` - 1 are empty. */
static bool are_empty(const cvs_split_walk *walk, const uint32_t *before, size_t from, size_t count) {
  for (size_t i = from; i < count; i++)
    if (cvs_split_field_at(walk->base, before, i).length > 0)
      return false;
  return true;
}

/* What is noticed of a record. */
typedef struct noticed {
  uint32_t kinds; /* all of them */
  uint32_t wide;  /* where the first byte stands that is not ASCII */
  uint64_t lines; /* line feeds inside quotes */
  size_t next;    /* the first notice behind it */
} noticed;

static noticed gather_notices(const cvs_split_walk *walk, uint32_t end) {
  const cvs_split_notice *const notice = walk->masks.notice;
  noticed all = {.next = walk->next_notice, .wide = end};
  for (; notice[all.next].at < end; all.next++) {
    all.kinds |= notice[all.next].kind;
    if (all.wide == end && (notice[all.next].kind & CVS_SPLIT_WIDE) != 0)
      all.wide = notice[all.next].at;
    all.lines += (notice[all.next].kind & CVS_SPLIT_LINE) != 0 ? 1 : 0;
  }
  return all;
}

/* True where a field that is wanted has quotes inside, which are doubled in the text. */
static bool wants_quotes(const cvs_split_walk *walk) {
  for (size_t i = 0; i < walk->wanted_count; i++)
    if (memchr(walk->field[i].text, '"', walk->field[i].length) != NULL)
      return true;
  return false;
}

/* Stops of the record at hand, its line end included; 0 where that is not masked yet. */
static size_t count_stops(const cvs_split_walk *walk) {
  for (size_t i = walk->next_stop; i < walk->masks.stop_count; i++)
    if (walk->base[walk->masks.stop[i]] == '\n')
      return i + 1 - walk->next_stop;
  return 0;
}

/* The fields that are wanted of a record with `count` of them. */
static void set_fields(cvs_split_walk *walk, const uint32_t *before, size_t count) {
  for (size_t i = 0; i < walk->wanted_count; i++) {
    const size_t column = walk->wanted[i];
    walk->field[i] = column < count ? cvs_split_field_at(walk->base, before, column) : (cvs_field){"", 0};
  }
}

/* A regular record of any width. */
static cvs_split_step take_any(cvs_split_walk *walk, size_t count) {
  const uint32_t *const before = walk->masks.stop + walk->next_stop - 1;
  const noticed all = gather_notices(walk, before[count]);
  size_t bad = 0;
  if ((all.kinds & CVS_SPLIT_TROUBLE) != 0)
    return CVS_SPLIT_IRREGULAR;
  if (!cvs_utf8_valid(walk->base + all.wide, before[count] - all.wide, &bad))
    return CVS_SPLIT_IRREGULAR;
  const bool empty = are_empty(walk, before, 0, count);
  if (!empty && (count < walk->width.named_count || !are_empty(walk, before, walk->width.column_count, count)))
    return CVS_SPLIT_IRREGULAR;
  set_fields(walk, before, count);
  if ((all.kinds & CVS_SPLIT_DOUBLED) != 0 && wants_quotes(walk))
    return CVS_SPLIT_IRREGULAR;
  walk->next_stop += count;
  walk->next_notice = all.next;
  walk->quiet_until = walk->masks.notice[all.next].at;
  walk->record_line = walk->line;
  walk->line += 1 + all.lines;
  return empty ? CVS_SPLIT_EMPTY : CVS_SPLIT_TAKEN;
}

/* Whether it is known that the record at hand is irregular, though its end is not known. */
static bool has_trouble(const cvs_split_walk *walk) {
  if (!walk->is_masked || walk->masked == walk->length || walk->masked - cvs_split_walk_offset(walk) > REGULAR_MAX)
    return true;
  for (size_t i = walk->next_notice; i < walk->masks.notice_count; i++)
    if ((walk->masks.notice[i].kind & CVS_SPLIT_TROUBLE) != 0)
      return true;
  return false;
}

/* Looks at the stops where records of the usual width end. Where there are as many line feeds as these, none stands
 * elsewhere, and records need not be looked at one by one. */
static void find_usual(cvs_split_walk *walk) {
  const size_t width = walk->width.column_count;
  size_t lines = 0;
  size_t end = width;
  for (; end < walk->masks.stop_count && walk->base[walk->masks.stop[end]] == '\n'; end += width)
    lines++;
  walk->usual_until = lines == walk->masks.line_count ? end - width : 0;
}

/* Masks the next batch. */
static void mask_more(cvs_split_walk *walk) {
  const uint32_t taken = record_begin(walk);
  cvs_split_masks_forget(&walk->masks, taken, walk->next_stop, walk->next_notice);
  walk->base += taken;
  const size_t held = walk->masked - (size_t)(walk->base - walk->text);
  const size_t left = walk->length - walk->masked;
  const size_t length = left < walk->batch ? left : walk->batch;
  cvs_split_masks_add(&walk->masks, walk->base, (uint32_t)held, (uint32_t)length, walk->delimiter);
  walk->masked += length;
  walk->batch = walk->batch < walk->batch_max / 2 ? walk->batch * 2 : walk->batch_max;
  walk->next_stop = 1;
  walk->next_notice = 0;
  walk->quiet_until = walk->masks.notice[0].at;
  find_usual(walk);
}

cvs_split_step cvs_split_walk_take(cvs_split_walk *walk) {
  if (cvs_split_walk_offset(walk) == walk->length)
    return CVS_SPLIT_END;
  size_t count = count_stops(walk);
  while (count == 0) { /* each turn masks some of the text */
    if (has_trouble(walk))
      return CVS_SPLIT_IRREGULAR;
    mask_more(walk);
    count = count_stops(walk);
  }
  return take_any(walk, count);
}

static bool has_even_quotes(const char *text, size_t length) {
  bool even = true;
  for (size_t i = 0; i < length; i++)
    even = even != (text[i] == '"');
  return even;
}

void cvs_split_walk_pass(cvs_split_walk *walk, size_t taken, uint64_t line) {
  const size_t begin = cvs_split_walk_offset(walk);
  const size_t end = begin + taken;
  walk->line = line;
  /* the masks know what is inside quotes behind it only where its quotes come in pairs */
  if (end > walk->masked || !has_even_quotes(walk->text + begin, taken)) {
    start_masks(walk, end, BATCH_AGAIN);
    return;
  }
  const uint32_t at = (uint32_t)(end - (size_t)(walk->base - walk->text));
  /* `usual_until` holds on: the record has ended at a line feed that is a stop, or at a CR, which is noticed */
  while (walk->next_stop < walk->masks.stop_count && walk->masks.stop[walk->next_stop] < at)
    walk->next_stop++;
  walk->masks.stop[walk->next_stop - 1] = at - 1;
  while (walk->masks.notice[walk->next_notice].at < at)
    walk->next_notice++;
  walk->quiet_until = walk->masks.notice[walk->next_notice].at;
}
