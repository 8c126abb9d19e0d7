import { expect, test } from 'vitest';
import { RateMeter } from '../../src/engine/rateMeter.ts';

test('what came before the last second does not count', () => {
  const meter = new RateMeter(0);
  expect(meter.at(100, 10, 1000)).toEqual({ frames: 10, bytes: 1000 });
  expect(meter.at(900, 50, 5000)).toEqual({ frames: 50, bytes: 5000 });
  expect(meter.at(1500, 60, 6000)).toEqual({ frames: 50, bytes: 5000 });
  expect(meter.at(1900, 60, 6000)).toEqual({ frames: 10, bytes: 1000 });
  expect(meter.at(2500, 60, 6000)).toEqual({ frames: 0, bytes: 0 });
});

test('samples do not pile up', () => {
  const meter = new RateMeter(0);
  for (let now = 0; now < 100_000; now += 50) expect(meter.at(now, now, now).frames).toBeLessThanOrEqual(1000);
});
