import { expect, it } from 'vitest';
import { peerOf } from '../../src/protocol/endpoint.ts';

it('knows the other endpoint', () => {
  expect(peerOf('client')).toBe('server');
  expect(peerOf('server')).toBe('client');
});
