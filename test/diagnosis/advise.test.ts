import { expect, test } from 'vitest';
import { advise, adviseAfter } from '../../src/diagnosis/advise.ts';
import * as sample from '../support/evidence.ts';
import { around, openTo } from './advice/samples.ts';

test('several may speak, in a stated order, and each has its section', () => {
  const advice = advise(openTo('ws://a.test/?token=hush', { asked: { origin: 'https://b.example' } }), around);
  expect(advice.map(({ cause }) => cause)).toEqual(['not-encrypted', 'secret-in-query', 'foreign-origin-accepted']);
  for (const { section } of advice) expect(section).toMatch(/^RFC \d+/);
  expect(JSON.stringify(advice.map(({ title, explanation }) => [title, explanation]))).not.toContain('hush');
});

test('nothing about a connection that was not accepted, or that needs no advice', () => {
  const asked = { url: 'ws://a.test/' };
  expect(advise(sample.refusal(sample.response('HTTP/1.1 403 Forbidden'), undefined, { asked }), around)).toEqual([]);
  expect(advise(openTo('ws://127.0.0.1:1/echo'), around)).toEqual([]);
});

test('a connection that is over has a word only about its close', () => {
  const { closing, closeFrame, ended } = sample;
  const over = openTo('ws://a.test/', {
    closing: closing({
      first: closeFrame('server', 900, 1013),
      answer: closeFrame('client', 901, 1013),
      code: 1013,
      clean: true,
      ended: ended('server', 'fin', 902),
    }),
  });
  expect(adviseAfter(over, around).map(({ cause }) => cause)).toEqual(['closed-by-server']);
  expect(adviseAfter(openTo('ws://a.test/'), around)).toEqual([]);
});
