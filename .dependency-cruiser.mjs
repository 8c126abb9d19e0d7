// Who may import whom. A room is a folder of src/; each line lists all that the room may import besides itself.
const rooms = {
  base: [],
  protocol: ['base'],
  profiles: ['base'],
  diagnosis: ['base', 'protocol'],
  capture: ['base', 'protocol'],
  formats: ['base', 'protocol', 'profiles'],
  lens: ['base', 'protocol'],
  contract: ['base'],
  session: ['base', 'protocol', 'profiles', 'diagnosis', 'capture'],
  replay: ['base', 'protocol', 'profiles', 'diagnosis', 'capture', 'session'],
  engine: ['base', 'protocol', 'profiles', 'diagnosis', 'capture', 'formats', 'session', 'replay', 'contract'],
  demo: ['base', 'protocol'],
  host: [
    'base',
    'protocol',
    'profiles',
    'diagnosis',
    'capture',
    'formats',
    'session',
    'replay',
    'contract',
    'engine',
    'demo',
  ],
  cli: ['base', 'protocol', 'profiles', 'diagnosis', 'capture', 'session', 'replay', 'contract', 'engine', 'demo'],
};

/** The contract carries values of these rooms, so it may name their types, and nothing that runs. */
const contractTypesOf = ['protocol', 'profiles', 'diagnosis', 'capture', 'replay'];

/** The page shows values of these rooms, so it may name their types, and nothing that runs. */
const webviewTypesOf = ['protocol', 'profiles', 'diagnosis', 'capture', 'replay'];

/** Tables of names and words: values that decide nothing, so that contract and page may have them. */
const tables = ['^src/profiles/optionSpec\\.ts$', '^src/protocol/(opcode|statusCode)\\.ts$'];

/** Reading, completing and painting a filter's text: pure, and done in the page at every key press. */
const filterLanguage = '^src/capture/filter/language/';

const layer = ([room, allowed]) => ({
  name: `layer-${room}`,
  comment: `src/${room} may import ${allowed.length === 0 ? 'no other room' : allowed.join(', ')}`,
  severity: 'error',
  from: { path: `^src/${room}/` },
  to: {
    path: '^(src|webview|test)/',
    pathNot: [`^src/(${[room, ...allowed].join('|')})/`, ...(room === 'contract' ? tables : [])],
    ...(room === 'contract' ? { dependencyTypesNot: ['type-only'] } : {}),
  },
});

const onlyIn = (name, modules, where) => ({
  name: `only-in-${name}`,
  severity: 'error',
  from: { path: '^(src|webview)/', pathNot: where },
  to: { path: modules },
});

export default {
  forbidden: [
    ...Object.entries(rooms).map(layer),
    {
      name: 'contract-types',
      comment: 'the contract may name types of these rooms only',
      severity: 'error',
      from: { path: '^src/contract/' },
      to: { path: '^src/', pathNot: [`^src/(base|contract|${contractTypesOf.join('|')})/`] },
    },
    {
      name: 'webview',
      comment:
        'the page imports the contract, base, the lenses, the tables of names and the filter language; types of what the contract carries',
      severity: 'error',
      from: { path: '^webview/' },
      to: {
        path: '^src/',
        pathNot: ['^src/(contract|base|lens)/', ...tables, filterLanguage],
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'webview-types',
      comment: 'the page may name types of these rooms only',
      severity: 'error',
      from: { path: '^webview/' },
      to: { path: '^src/', pathNot: [`^src/(base|contract|lens|${webviewTypesOf.join('|')})/`] },
    },
    onlyIn('host', '^vscode$', ['^src/host/', '^src/extension\\.ts$']),
    onlyIn('session', '^(node:)?(net|tls|dns|dns/promises|http|https)$|node_modules/ws/', [
      '^src/session/',
      '^src/demo/',
    ]),
    onlyIn('toolkit', 'node_modules/@vscode/webview-ui-toolkit', ['^webview/toolkit\\.ts$']),
    {
      name: 'no-circular',
      severity: 'error',
      from: { pathNot: 'node_modules' },
      to: { circular: true, dependencyTypesNot: ['type-only'] },
    },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^vscode$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default'],
      extensions: ['.ts', '.js', '.json'],
    },
  },
};
