import * as v from 'valibot';
import { expect, test } from 'vitest';
import { copyForm } from '../../src/contract/frameCopy.ts';

test('a form nobody knows is refused', () => {
  expect(v.parse(copyForm, 'hex')).toBe('hex');
  expect(v.safeParse(copyForm, 'rtf').success).toBe(false);
});
