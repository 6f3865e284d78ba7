/* Scans a log with Hyperscan in block mode and says what it cost.
 *
 *   hyperscan PATTERNS LOG HITS
 *
 * PATTERNS holds one regular expression a line; its number is that of the line, from 0. The log is scanned in blocks of
 * 1 MiB that end with a line. HITS gets `PATTERN LINE` for each pattern and line that match, each once. Only the calls of
 * hs_scan and a callback that stores two numbers are timed: reading the log, and telling lines, cost nothing here.
 *
 * Prints: compile seconds, database bytes, deserialization seconds, scan seconds (all CPU), hits, peak KiB.
 */
#include <hs/hs.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#define BLOCK (1u << 20)

struct hit { uint32_t id; uint64_t to; };
static struct hit *hits;
static size_t hit_count, hit_capacity;
static uint64_t base;

static double cpu(void) {
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static void die(const char *what) {
    fprintf(stderr, "hyperscan: %s\n", what);
    exit(2);
}

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context) {
    (void)from; (void)flags; (void)context;
    if (hit_count == hit_capacity) {
        hit_capacity = hit_capacity ? hit_capacity * 2 : 1 << 16;
        hits = realloc(hits, hit_capacity * sizeof *hits);
        if (!hits) die("out of memory");
    }
    hits[hit_count++] = (struct hit){ id, base + to };
    return 0;
}

static char *read_all(const char *path, size_t *size) {
    FILE *file = fopen(path, "rb");
    if (!file) die(path);
    fseek(file, 0, SEEK_END);
    *size = (size_t)ftell(file);
    rewind(file);
    char *bytes = malloc(*size + 1);
    if (!bytes || fread(bytes, 1, *size, file) != *size) die(path);
    bytes[*size] = 0;
    fclose(file);
    return bytes;
}

static int by_id_and_place(const void *a, const void *b) {
    const struct hit *x = a, *y = b;
    if (x->id != y->id) return x->id < y->id ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Turns ends of matches into line numbers: `starts` holds the offset of each line. */
static uint64_t line_of(const uint64_t *starts, size_t count, uint64_t last) {
    size_t low = 0, high = count;
    while (high - low > 1) {
        size_t middle = (low + high) / 2;
        if (starts[middle] <= last) low = middle; else high = middle;
    }
    return low + 1;
}

static size_t write_hits(const char *path, const char *log, size_t size) {
    size_t count = 1;
    for (size_t at = 0; at + 1 < size; at++) count += log[at] == '\n';
    uint64_t *starts = malloc(sizeof *starts * count);
    if (!starts) die("out of memory");
    starts[0] = 0;
    for (size_t at = 0, line = 1; at + 1 < size; at++)
        if (log[at] == '\n') starts[line++] = at + 1;
    qsort(hits, hit_count, sizeof *hits, by_id_and_place);
    FILE *out = fopen(path, "w");
    if (!out) die(path);
    size_t written = 0;
    uint64_t last_line = 0;
    uint32_t last_id = UINT32_MAX;
    for (size_t at = 0; at < hit_count; at++) {
        uint64_t line = line_of(starts, count, hits[at].to ? hits[at].to - 1 : 0);
        if (hits[at].id == last_id && line == last_line) continue;
        last_id = hits[at].id;
        last_line = line;
        fprintf(out, "%u %llu\n", last_id, (unsigned long long)line);
        written++;
    }
    fclose(out);
    free(starts);
    return written;
}

int main(int argc, char **argv) {
    if (argc != 4) die("usage: hyperscan PATTERNS LOG HITS");
    size_t patterns_size, size, count = 0;
    char *patterns = read_all(argv[1], &patterns_size), *log = read_all(argv[2], &size);
    for (size_t at = 0; at < patterns_size; at++) count += patterns[at] == '\n';
    const char **expressions = malloc(sizeof *expressions * count);
    unsigned *ids = malloc(sizeof *ids * count), *flags = calloc(count, sizeof *flags);
    char *at = patterns;
    for (size_t index = 0; index < count; index++) {
        char *end = strchr(at, '\n');
        *end = 0;
        expressions[index] = at;
        ids[index] = (unsigned)index;
        at = end + 1;
    }
    hs_database_t *compiled = NULL, *database = NULL;
    hs_compile_error_t *error = NULL;
    double start = cpu();
    if (hs_compile_multi(expressions, flags, ids, (unsigned)count, HS_MODE_BLOCK, NULL, &compiled, &error) != HS_SUCCESS) die(error->message);
    double compile = cpu() - start;
    char *bytes;
    size_t length;
    if (hs_serialize_database(compiled, &bytes, &length) != HS_SUCCESS) die("serialize");
    start = cpu();
    if (hs_deserialize_database(bytes, length, &database) != HS_SUCCESS) die("deserialize");
    double load = cpu() - start;
    hs_scratch_t *scratch = NULL;
    if (hs_alloc_scratch(database, &scratch) != HS_SUCCESS) die("scratch");
    double scan = 0;
    for (size_t from = 0; from < size;) {
        size_t to = from + BLOCK < size ? from + BLOCK : size;
        while (to < size && log[to - 1] != '\n') to++;
        base = from;
        start = cpu();
        if (hs_scan(database, log + from, (unsigned)(to - from), 0, scratch, on_match, NULL) != HS_SUCCESS) die("scan");
        scan += cpu() - start;
        from = to;
    }
    size_t written = write_hits(argv[3], log, size);
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("%.4f %zu %.5f %.4f %zu %ld\n", compile, length, load, scan, written, usage.ru_maxrss);
    return 0;
}
