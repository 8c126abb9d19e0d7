import { expect, test } from 'vitest';
import { fromForeign } from '../../../src/formats/connections/foreignVariables.ts';
import { importNotes } from '../../../src/formats/connections/imported.ts';

test('writes variables as ours', () => {
  const notes = importNotes();
  expect(fromForeign('{{host}}/{{ _.path.to }}?{{$processEnv TOKEN}}&{{process.env.KEY}}', 'braces', notes)).toBe(
    '${host}/${path.to}?${env:TOKEN}&${env:KEY}',
  );
  expect(fromForeign('<<host>>/x', 'angles', notes)).toBe('${host}/x');
  expect(notes.unmapped).toEqual([]);
});

test('says once what is computed, and leaves it as it is', () => {
  const notes = importNotes();
  expect(fromForeign('{{$randomInt}} {{$randomInt}} {{ $uuid(4) }}', 'braces', notes)).toBe(
    '{{$randomInt}} {{$randomInt}} {{ $uuid(4) }}',
  );
  expect(notes.unmapped).toHaveLength(2);
  expect(notes.unmapped[0]).toMatch(/\{\{\$randomInt\}\} computes/);
});
