import * as v from 'valibot';
import { expect, it } from 'vitest';
import { connectionOptions } from '../../src/contract/optionsSchema.ts';

it('lets whole options through and names the place of a wrong type', () => {
  const options = { url: 'ws://127.0.0.1/', headers: [['A', 'b']], tls: { verify: false } };
  expect(v.parse(connectionOptions, options)).toEqual(options);
  const issues = v.safeParse(connectionOptions, { url: 'ws://127.0.0.1/', headers: [['A']] }).issues;
  expect(v.getDotPath(issues![0])).toBe('headers.0.1');
});
