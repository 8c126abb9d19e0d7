import { expect, it } from 'vitest';
import { HeldPayload } from '../../../src/capture/filter/heldPayload.ts';
import { jsonProbe } from '../../../src/capture/filter/jsonProbe.ts';
import type { JsonTest } from '../../../src/capture/filter/language/filter.ts';
import { parseFilter } from '../../../src/capture/filter/language/parse.ts';

function holds(condition: string, text: string): boolean {
  const parsed = parseFilter(`json:${condition}`);
  if (!parsed.ok || parsed.filter.kind !== 'json') throw new Error(condition);
  const payload = new HeldPayload();
  payload.hold(Buffer.from(text), 0, Buffer.byteLength(text));
  return jsonProbe(parsed.filter.path, parsed.filter.test satisfies JsonTest)(payload);
}

it.each([
  ['$.a', '{"a":null}', true],
  ['$.a', '{"b":1}', false],
  ['$.a', 'a', false],
  ['$.a=="x"', '{"a":"x"}', true],
  ['$.a=="x"', '{"\\u0061":"\\u0078"}', true],
  ['$.a!="x"', '{"a":1}', true],
  ['$.a!="x"', '{}', false],
  ['$.a[1]>2', '{"a":[0,3]}', true],
  ['$.a>2', '{"a":"3"}', false],
  ['$.a>="b"', '{"a":"c"}', true],
  ['$.a<=1', '{"a":1}', true],
  ['$.a<1', '{"a":1}', false],
  ['$.a==true', '{"a":true}', true],
  ['$.a==null', '{"a":false}', false],
  ['$.a=~/^t.ck$/i', '{"a":"TICK"}', true],
  ['$.a=~/1/', '{"a":1}', false],
  ['$.id==9007199254740993', '{"id":9007199254740993}', true],
  ['$.id==9007199254740993', '{"id":9007199254740992}', false],
  ['$.id==9007199254740992', '{"id":9007199254740993}', false],
  ['$.id>9007199254740992', '{"id":9007199254740993}', true],
  ['$=="x"', '"x"', true],
])('%s of %s', (condition, text, expected) => {
  expect(holds(condition, text)).toBe(expected);
});
