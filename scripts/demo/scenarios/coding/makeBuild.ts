import { scenario, t } from '../../scenario';

interface Build {
  readonly name: string;
  readonly fn: string;
  readonly what: string;
}

/** A C build with coloured diagnostics: missing include, then a linker error, then a crash. */
export const makeBuild = scenario<Build>({
  id: 'make-build',
  grouped: ['kimi/1'],
  category: 'Terminal & Coding',
  subcategory: 'Build & Compilation',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'wordfreq', fn: 'count_words', what: 'word' },
      { name: 'vocab', fn: 'tally_terms', what: 'term' },
    ],
    'glm-5.1': [
      { name: 'wordfreq', fn: 'count_words', what: 'word' },
      { name: 'tokstat', fn: 'count_tokens', what: 'token' },
    ],
  },
  prompt: (v) =>
    `make fails in ${v.name}. Get it to build without warnings and check that it prints the right ${v.what} counts for sample.txt.`,
  files: (v) => ({
    Makefile: `CC = gcc\nCFLAGS = -std=c11 -Wall -Wextra -Werror -g -fstack-protector-all -fdiagnostics-color=always\n\n${v.name}: main.o table.o\n\t$(CC) -o $@ $^\n\n%.o: %.c\n\t$(CC) $(CFLAGS) -c -o $@ $<\n\nclean:\n\trm -f *.o ${v.name}\n\n.PHONY: clean\n`,
    'table.h': `#ifndef TABLE_H\n#define TABLE_H\n\nstruct entry { char *key; int count; struct entry *next; };\nstruct table { struct entry *buckets[64]; int size; };\n\nint ${v.fn}(struct table *t, const char *text);\nvoid table_print(const struct table *t);\n\n#endif\n`,
    'table.c': `#include <ctype.h>\n#include <stdlib.h>\n\n#include "table.h"\n\nstatic unsigned hash(const char *s) {\n    unsigned h = 5381;\n    while (*s) h = h * 33 + (unsigned char)*s++;\n    return h;\n}\n\nstatic void bump(struct table *t, const char *word) {\n    unsigned h = hash(word) % 64;\n    for (struct entry *e = t->buckets[h]; e; e = e->next)\n        if (strcmp(e->key, word) == 0) { e->count++; return; }\n    struct entry *e = malloc(sizeof *e);\n    e->key = strdup(word);\n    e->count = 1;\n    e->next = t->buckets[h];\n    t->buckets[h] = e;\n    t->size++;\n}\n\nint ${v.fn}(struct table *t, const char *text) {\n    char word[8];\n    int n = 0, total = 0;\n    for (const char *p = text;; p++) {\n        if (isalpha((unsigned char)*p)) {\n            word[n++] = (char)tolower((unsigned char)*p);\n        } else {\n            if (n > 0) { word[n] = 0; bump(t, word); total++; n = 0; }\n            if (*p == 0) break;\n        }\n    }\n    return total;\n}\n`,
    'main.c': `#include <stdio.h>\n#include <stdlib.h>\n\n#include "table.h"\n\nstatic char *slurp(const char *path) {\n    FILE *f = fopen(path, "rb");\n    if (!f) return NULL;\n    fseek(f, 0, SEEK_END);\n    long size = ftell(f);\n    rewind(f);\n    char *text = malloc(size + 1);\n    size_t got = fread(text, 1, size, f);\n    text[got] = 0;\n    fclose(f);\n    return text;\n}\n\nint main(int argc, char **argv) {\n    int unused;\n    if (argc != 2) { fprintf(stderr, "usage: ${v.name} FILE\\n"); return 2; }\n    char *text = slurp(argv[1]);\n    if (!text) { perror(argv[1]); return 1; }\n    static struct table t;\n    int total = ${v.fn}(&t, text);\n    printf("%d total, %d different\\n", total, t.size);\n    table_print(&t);\n    free(text);\n    return 0;\n}\n`,
    'sample.txt':
      'the quick brown fox jumps over the lazy dog\nthe dog sleeps, the fox laughs\nunfortunately the fox misunderstood\n',
  }),
  run: (s, v) => {
    s.step(
      `The user wants ${v.name} to build cleanly. Let me run make first and see what the compiler has to say, and list the sources at the same time.`,
      'See what make says.',
      [t.sh('make'), t.find('*')],
    );
    s.step(
      `The compiler stops in main.c with an unused variable, and -Werror turns it into an error. Since make stopped at the first file there may be more in table.c. \`make -k\` keeps going, which shows me everything at once.`,
      'Use -k to see all errors.',
      t.sh('make -k 2>&1 | head -60'),
    );
    s.step(
      `Two groups of problems: \`unused\` in main.c, and in table.c no declaration of \`strcmp\` and \`strdup\`, because <string.h> isn't included. Also, with -std=c11 \`strdup\` isn't declared at all unless _POSIX_C_SOURCE is defined; gcc would complain again after adding the header. Let me read both files before editing.`,
      '',
      [t.read('table.c'), t.read('main.c', { offset: 18, limit: 18 })],
    );
    s.step(
      `I notice \`char word[8]\` in \`${v.fn}\` with no bounds check. sample.txt contains "unfortunately" and "misunderstood", 13 characters each, so this overflows the stack. I'll deal with that once it compiles. First the two compile errors.`,
      'Fix the compile errors first; word[8] is also too small.',
      [
        t.patch('main.c', '    int unused;\n', ''),
        t.patch(
          'table.c',
          '#include <ctype.h>\n#include <stdlib.h>\n',
          '#define _POSIX_C_SOURCE 200809L\n\n#include <ctype.h>\n#include <stdlib.h>\n#include <string.h>\n',
        ),
      ],
    );
    s.step(`Build again.`, '', t.sh('make'));
    s.step(
      `Compilation is through, now the linker: \`table_print\` is declared in table.h but defined nowhere. It has to print one line per key. In which order? The buckets have hash order, which is useless for checking; I'll sort by count, then by key, so that the output is stable.`,
      'table_print is missing; write it, sorted.',
      t.patch(
        'table.c',
        `int ${v.fn}(struct table *t`,
        `static int by_count(const void *a, const void *b) {\n    const struct entry *x = *(struct entry *const *)a, *y = *(struct entry *const *)b;\n    return y->count != x->count ? y->count - x->count : strcmp(x->key, y->key);\n}\n\nvoid table_print(const struct table *t) {\n    struct entry **all = malloc(sizeof *all * (size_t)t->size);\n    int n = 0;\n    for (int i = 0; i < 64; i++)\n        for (struct entry *e = t->buckets[i]; e; e = e->next) all[n++] = e;\n    qsort(all, (size_t)n, sizeof *all, by_count);\n    for (int i = 0; i < n; i++) printf("%5d %s\\n", all[i]->count, all[i]->key);\n    free(all);\n}\n\nint ${v.fn}(struct table *t`,
      ),
      `\`table_print\` is declared but was never written. I'll add it, sorted by count so that the output is easy to check.`,
    );
    s.step(`Build and run it on the sample.`, '', t.sh(`make && ./${v.name} sample.txt`));
    s.step(
      `printf needs <stdio.h> in table.c. My mistake: I used it without adding the include.`,
      'Missing stdio.h.',
      t.patch('table.c', '#include <stdlib.h>\n', '#include <stdio.h>\n#include <stdlib.h>\n'),
    );
    s.step('', '', t.sh(`make && ./${v.name} sample.txt; echo "exit: $?"`));
    s.step(
      `As I feared: it builds without warnings but it does not survive the long words: stack smashing detected, and that is the 8 byte buffer. What is the right fix? A larger buffer only moves the limit. Cutting words at the buffer's end would change the counts, because two long words with the same beginning would become one. A growing buffer isn't hard either: the longest possible word is the text itself, so one allocation of strlen(text) + 1 is always enough.`,
      'Buffer overflow on long words. Allocate by text length.',
      [
        t.patch('table.c', '    char word[8];\n', '    char *word = malloc(strlen(text) + 1);\n'),
        t.patch('table.c', '    return total;\n', '    free(word);\n    return total;\n'),
      ],
    );
    s.step(
      `Now compare with an independent count from the shell, in the same call.`,
      'Build, run, compare with tr | sort | uniq.',
      [
        t.sh(`make clean && make && ./${v.name} sample.txt`),
        t.sh(
          `tr -cs 'A-Za-z' '\\n' < sample.txt | tr 'A-Z' 'a-z' | sort | uniq -c | sort -k1,1nr -k2 | head -8`,
        ),
      ],
    );
    s.extra(
      `The numbers agree with the shell's. Since there was a memory error I want to be thorough: gcc's address sanitizer finds what doesn't crash. Empty input is a corner case too: \`malloc(0)\` for the sort array with size 0.`,
      t.sh(
        `gcc -std=c11 -g -fsanitize=address,undefined -o check main.c table.c && ./check sample.txt | head -3; : > empty.txt; ./check empty.txt; rm -f empty.txt check`,
      ),
      'The counts agree. One run under the address sanitizer, also with an empty file:',
    );
    s.answer(
      `The sanitizer is silent, and the empty file gives 0 and 0. The entries of the table are never freed, but they live until the program ends, so that isn't a defect worth code here. I'm done and can summarise.`,
      '',
      `\`${v.name}\` builds without warnings and the counts for sample.txt are right (checked against \`sort | uniq -c\`).\n\nWhat was wrong:\n1. **main.c**: an unused variable, fatal with \`-Werror\`\n2. **table.c**: \`<string.h>\` was missing, and \`strdup\` needs \`_POSIX_C_SOURCE\` under \`-std=c11\`\n3. **table_print** was declared but never defined; it now prints sorted by count\n4. **${v.fn}** wrote past an 8 byte buffer on words like "unfortunately"; the buffer is now as long as the text\n\nPoint 4 crashed at run time only, so it would have been hidden behind the build errors.`,
    );
  },
});
