// The same runner; it finds the suites beside itself.
export { run } from '../host/index.ts';
