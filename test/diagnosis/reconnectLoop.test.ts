import { expect, test } from 'vitest';
import { diagnose } from '../../src/diagnosis/diagnose.ts';
import { type Life, reconnectLoop } from '../../src/diagnosis/reconnectLoop.ts';
import { closing, ended, opened, refusal, response, traffic } from '../support/evidence.ts';

function dropped(stoodMs: number): Life {
  const evidence = opened({
    closing: closing({ ended: ended('server', 'fin', 20 + stoodMs) }),
    traffic: traffic({ openedMs: 20, endedMs: 20 + stoodMs }),
  });
  return { evidence, diagnosis: diagnose(evidence)[0] };
}
const refused: Life = (() => {
  const evidence = refusal(response('HTTP/1.1 503 X'));
  return { evidence, diagnosis: diagnose(evidence)[0] };
})();
const clean: Life = { ...dropped(100), diagnosis: undefined };

test('three short lives in a row are a loop, told with what ended each', () => {
  const loop = reconnectLoop([refused, dropped(200), dropped(250), dropped(210)]);
  expect(loop).toMatchObject({
    stage: 'closing',
    cause: 'reconnect-loop',
    title: 'Opened and lost 3 times in a row, each time after 250 ms',
  });
  expect(loop?.explanation).toContain('All ended alike: Opened, then TCP was closed');
  expect(loop?.evidence.map(({ text }) => text)[0]).toMatch(/^attempt 2: open for 200 ms, then "Opened, then TCP/);
  expect(reconnectLoop([dropped(100), dropped(3000), dropped(900)])?.title).toContain('after 100 ms to 3 s');
});

test.each<[string, readonly Life[]]>([
  ['too few', [dropped(100), dropped(100)]],
  ['one that stood', [dropped(100), dropped(100), dropped(60_000)]],
  ['the last was refused', [dropped(100), dropped(100), dropped(100), refused]],
  ['the last was closed in good order', [dropped(100), dropped(100), clean]],
])('%s: no loop', (_, lives) => expect(reconnectLoop(lives)).toBeUndefined());
