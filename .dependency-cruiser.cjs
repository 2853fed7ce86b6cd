/**
 * The table of docs/ARCHITECTURE.md, checked. A folder may import itself, what stands beside it here, and
 * nothing else: deny by default. Packages with one home are at the end.
 */
const MAY_IMPORT = {
  lib: [],
  trace: ['lib'],
  source: ['trace', 'lib'],
  engine: ['trace', 'lib'],
  worker: ['source', 'engine', 'trace', 'lib'],
  cli: ['source', 'engine', 'trace', 'lib'],
  client: ['worker/api', 'trace', 'lib'],
  state: ['trace', 'lib'],
  ui: ['lib'],
  views: ['ui', 'state', 'client', 'trace', 'lib'],
  pages: ['views', 'ui', 'state', 'client', 'trace', 'lib'],
};

/** package → the one folder that may import it. */
const HOMES = {
  '@duckdb/duckdb-wasm': 'engine',
  'apache-arrow': 'engine',
  kysely: 'engine',
  hyparquet: 'source',
  'hyparquet-compressors': 'source',
  'hyparquet-writer': 'source',
  zustand: 'state',
  recharts: 'ui',
  '@tanstack/react-virtual': 'ui',
  '@tanstack/react-query': 'client',
  'react-markdown': 'ui',
  lowlight: 'ui',
  diff: 'ui',
};

const notTests = '\\.test\\.tsx?$';

const folderRules = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `only-allowed-from-${folder}`,
  comment: `src/${folder} may import: ${allowed.join(', ') || 'nothing of src'}`,
  severity: 'error',
  from: { path: `^src/${folder}/`, pathNot: notTests },
  to: {
    path: '^src/',
    pathNot: [`^src/${folder}/`, ...allowed.map((name) => `^src/${name}(/|\\.ts$)`)],
  },
}));

const homeRules = Object.entries(HOMES).map(([name, folder]) => ({
  name: `home-of-${name.replace(/[^a-z]/g, '-')}`,
  comment: `${name} is imported in src/${folder} only`,
  severity: 'error',
  from: { path: '^src/', pathNot: [`^src/${folder}/`, '^src/main\\.tsx$', '^src/testing/', notTests] },
  to: { path: `(^|/)node_modules/${name}(/|$)` },
}));

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'no-orphans',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: ['\\.d\\.ts$', notTests, '^src/testing/'] },
      to: {},
    },
    // `?url` is Vite's: the file behind it is checked by the build
    {
      name: 'not-to-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: '\\?url$' },
    },
    {
      name: 'pages-apart',
      comment: 'pages never import each other',
      severity: 'error',
      from: { path: '^src/pages/([^/]+)/' },
      to: { path: '^src/pages/[^/]+/', pathNot: '^src/pages/$1/' },
    },
    {
      name: 'not-to-testing',
      comment: 'what ships never imports test helpers',
      severity: 'error',
      from: { path: '^src/', pathNot: [notTests, '^src/testing/'] },
      to: { path: '^src/testing/' },
    },
    {
      name: 'not-to-main',
      comment: 'main.tsx sees everything; nothing sees it',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^src/main\\.tsx$' },
    },
    {
      name: 'pure-trace-and-lib',
      comment: 'trace and lib run in worker, terminal and tests: no React, DOM library or Node',
      severity: 'error',
      from: { path: '^src/(trace|lib)/', pathNot: notTests },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'trace-packages',
      severity: 'error',
      from: { path: '^src/(trace|lib)/', pathNot: notTests },
      to: { path: '/node_modules/', pathNot: '/node_modules/@cfworker/json-schema/' },
    },
    ...folderRules,
    ...homeRules,
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'default'],
    },
  },
};
