import { scenario, t } from '../../scenario';

interface Race {
  readonly name: string;
  readonly cls: string;
  readonly unit: string;
}

export const asyncRace = scenario<Race>({
  id: 'async-race',
  grouped: ['kimi/0'],
  category: 'Terminal & Coding',
  subcategory: 'Debugging',
  toolset: 'coding',
  project: (v) => v.name,
  variants: {
    kimi: [
      { name: 'seat-map', cls: 'SeatMap', unit: 'seat' },
      { name: 'voucher', cls: 'VoucherBook', unit: 'voucher' },
    ],
    'glm-5.1': [
      { name: 'voucher', cls: 'VoucherBook', unit: 'voucher' },
      { name: 'locker-room', cls: 'Lockers', unit: 'locker' },
      { name: 'seat-map', cls: 'SeatMap', unit: 'seat' },
    ],
  },
  prompt: (v) =>
    `node --test fails now and then in ${v.name}: the same ${v.unit} is given away twice. Fix the cause, not the test.`,
  files: (v) => ({
    'package.json': `{\n  "name": "${v.name}",\n  "type": "module",\n  "scripts": { "test": "node --test" }\n}\n`,
    'src/store.js': `/** Pretends to be a database: every access takes a turn of the event loop. */\nexport class Store {\n  #free;\n  constructor(n) { this.#free = Array.from({ length: n }, (_, i) => i + 1); }\n  async list() { await tick(); return [...this.#free]; }\n  async remove(id) { await tick(); this.#free = this.#free.filter((x) => x !== id); }\n}\nconst tick = () => new Promise((done) => setImmediate(done));\n`,
    'src/book.js': `export class ${v.cls} {\n  constructor(store) { this.store = store; }\n\n  /** Gives away the next free ${v.unit}. */\n  async take() {\n    const free = await this.store.list();\n    if (free.length === 0) throw new Error('no ${v.unit} left');\n    const id = free[0];\n    await this.store.remove(id);\n    return id;\n  }\n}\n`,
    'test/book.test.js': `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { ${v.cls} } from '../src/book.js';\nimport { Store } from '../src/store.js';\n\ntest('gives away one after the other', async () => {\n  const book = new ${v.cls}(new Store(3));\n  assert.equal(await book.take(), 1);\n  assert.equal(await book.take(), 2);\n});\n\ntest('never gives the same ${v.unit} twice', async () => {\n  const book = new ${v.cls}(new Store(5));\n  const got = await Promise.all([book.take(), book.take(), book.take()]);\n  assert.equal(new Set(got).size, 3, \`got \${got}\`);\n});\n`,
  }),
  run: (s, v) => {
    s.step(
      `A test that fails "now and then" is usually a race. Let me run it first to see the message, and find the files at the same time.`,
      '',
      [t.sh('node --test 2>&1 | head -60'), t.find('*.js')],
    );
    s.step(
      `It fails right away: got 1,1,1. Three concurrent calls of take() all got the first ${v.unit}. Let me read the implementation and the store.`,
      'All three calls got number 1. Read the code.',
      [t.read('src/book.js'), t.read('src/store.js')],
    );
    s.step(
      `The cause is plain: \`take\` reads the list, then awaits, then removes. Between reading and removing, another call reads the same list: check-then-act. The user said to fix the cause, not the test.\n\nOptions: (1) an atomic operation in the store, (2) serialise \`take\` with a promise chain. With a real database (1) is right, but store.js stands for a database whose interface I shouldn't change without need. I'll take (2): each take waits for the previous one.`,
      'Check-then-act over an await. Serialise take().',
      t.patch(
        'src/book.js',
        `  async take() {\n    const free`,
        `  take() {\n    this.last = this.last.then(() => this.#takeNext());\n    return this.last;\n  }\n\n  async #takeNext() {\n    const free`,
      ),
      'This is check-then-act across an `await`: three calls read the list before the first one removes anything. I will serialise the calls.',
    );
    s.step(`Test.`, '', t.sh('node --test 2>&1 | head -50'));
    s.step(
      `A TypeError: \`this.last\` is undefined, I never initialised it in the constructor. Careless.`,
      'last was not initialised.',
      t.patch(
        'src/book.js',
        '{ this.store = store; }',
        '{\n    this.store = store;\n    this.last = Promise.resolve();\n  }',
      ),
    );
    s.step(
      `Again, and repeated 20 times, since the problem was said to be intermittent.`,
      '',
      t.sh(
        'for i in $(seq 20); do node --test >/dev/null 2>&1 && echo -n "ok " || echo -n "FAIL "; done; echo',
      ),
    );
    s.step(
      `20 of 20. But there is a flaw in what I wrote: if one \`take\` rejects ("no ${v.unit} left"), the chain is rejected forever and every later call fails with the same old error, even after something was returned to the store. Let me show it with a test before fixing it.`,
      'One rejection would poison the chain. Test that.',
      t.write(
        'test/recover.test.js',
        `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { ${v.cls} } from '../src/book.js';\nimport { Store } from '../src/store.js';\n\ntest('works again after it was empty', async () => {\n  const empty = new Store(0);\n  const book = new ${v.cls}(empty);\n  await assert.rejects(book.take(), /no ${v.unit} left/);\n  book.store = new Store(1);\n  assert.equal(await book.take(), 1);\n});\n`,
      ),
      'Stable now. One more thing: a rejected call must not block all later ones. A test for it:',
    );
    s.step('', '', t.sh('node --test test/recover.test.js 2>&1 | head -40'));
    s.step(
      `Confirmed: the second call fails with the first one's error. The chain must continue after an error; the caller still gets the rejection.`,
      'As feared. Continue the chain after errors.',
      t.patch(
        'src/book.js',
        '    this.last = this.last.then(() => this.#takeNext());\n    return this.last;',
        '    const taken = this.last.then(() => this.#takeNext());\n    this.last = taken.catch(() => {});\n    return taken;',
      ),
    );
    s.step(`Everything once more.`, '', [t.sh('node --test 2>&1 | tail -12'), t.read('src/book.js')]);
    s.answer(
      `All green. In the summary I should be honest about the limit: this protects one process only.`,
      '',
      `Fixed in \`src/book.js\`: \`take()\` now runs one call after the other, so a ${v.unit} is never given away twice.\n\nThe cause was a check-then-act over an \`await\`: several calls read the list of free ones before the first had removed its own. The tests pass 20 times in a row; I added one that makes sure a failed call does not block the following ones (my first version had that flaw).\n\nThis holds within one process. With several processes on one database the removal itself has to be atomic.`,
    );
  },
});
