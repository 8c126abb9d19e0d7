import { expect, test } from 'vitest';
import { statusMeanings } from '../../src/diagnosis/statusMeanings.ts';

test.each(Object.entries(statusMeanings))(
  '%s is explained in sentences',
  (status, { means, cause, remedy, section }) => {
    expect(Number(status)).toBeGreaterThanOrEqual(400);
    expect(means).toMatch(/^[A-Z].{20,}\.$/);
    expect(cause).toMatch(/^[A-Z].*[^.]$/);
    expect(remedy).toMatch(/^[A-Z].*[^.]$/);
    if (section !== undefined) expect(section).toMatch(/^RFC \d+ §[\d.]+$/);
  },
);
