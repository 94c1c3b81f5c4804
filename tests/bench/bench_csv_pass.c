/* The least that reading a CSV file costs: every byte of a file through libcsv, fields and records
 * counted, nothing kept. bench/run.py times it beside the program.
 *
 *   bench_csv_pass FILE      without FILE it does nothing */
#include <csv.h>
#include <stdio.h>
#include <stdlib.h>

enum { BLOCK_SIZE = 1 << 16 };

typedef struct pass {
  unsigned long fields;
  unsigned long records;
} pass;

static void count_field(void *field, size_t length, void *context) {
  (void)field;
  (void)length;
  ((pass *)context)->fields++;
}

static void count_record(int end, void *context) {
  (void)end;
  ((pass *)context)->records++;
}

static int read_through(FILE *file, struct csv_parser *parser, pass *counts) {
  static char block[BLOCK_SIZE];
  size_t length;

  while ((length = fread(block, 1, sizeof block, file)) > 0)
    if (csv_parse(parser, block, length, count_field, count_record, counts) != length)
      return 1;
  return csv_fini(parser, count_field, count_record, counts);
}

int main(int argc, char **argv) {
  pass counts = {0, 0};
  struct csv_parser parser;

  if (argc < 2)
    return EXIT_SUCCESS;
  FILE *file = fopen(argv[1], "rb");
  if (!file || csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI) != 0) {
    fprintf(stderr, "cannot read %s\n", argv[1]);
    return EXIT_FAILURE;
  }
  int failed = read_through(file, &parser, &counts);
  csv_free(&parser);
  fclose(file);
  printf("%lu records, %lu fields\n", counts.records, counts.fields);
  return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
