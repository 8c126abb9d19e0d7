import { expect, test } from 'vitest';
import { noAddress } from '../../../../src/diagnosis/rules/dns/noAddress.ts';
import { evidence, failure } from '../../../support/evidence.ts';

const asked = { url: 'ws://mail.test/' };

test('the name is there, an address is not', () => {
  const diagnosis = noAddress(evidence({ asked, failure: failure('dns', 'ENODATA') }));
  expect(diagnosis).toMatchObject({ stage: 'dns', cause: 'name-without-address' });
  expect(diagnosis?.title).toBe('The host name mail.test has no address');
});

test('none of the kind that was asked for: the other kind is a click away', () => {
  const diagnosis = noAddress(
    evidence({ asked: { ...asked, addressFamily: 'ipv4' }, failure: failure('dns', 'ENODATA') }),
  );
  expect(diagnosis?.title).toContain('IPv4 address');
  expect(diagnosis?.remedies[0]?.change).toMatchObject({ path: 'addressFamily', value: 'any' });
});

test('an address of the other kind in the URL itself', () => {
  const diagnosis = noAddress(
    evidence({
      asked: { url: 'ws://127.0.0.1:81/', addressFamily: 'ipv6' },
      failure: failure('dns', 'ADDRESS_FAMILY', '127.0.0.1 is no IPv6 address.'),
    }),
  );
  expect(diagnosis?.cause).toBe('address-of-other-family');
  expect(diagnosis?.remedies[1]?.change).toEqual({ kind: 'url', url: 'ws://[::1]:81/' });
});

test('a name that is not there, and another stage, are not its matter', () => {
  expect(noAddress(evidence({ asked, failure: failure('dns', 'ENOTFOUND') }))).toBeUndefined();
  expect(noAddress(evidence({ asked, failure: failure('tcp', 'ENODATA') }))).toBeUndefined();
});
