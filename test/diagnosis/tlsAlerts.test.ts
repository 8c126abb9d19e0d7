import { expect, test } from 'vitest';
import { tlsAlertName, tlsAlertNumber } from '../../src/diagnosis/tlsAlerts.ts';

test.each([
  ['40:error:0A000410:SSL routines::ssl/tls alert handshake failure:…:SSL alert number 40', 40],
  ['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', 116],
  ['ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION', 70],
  ['ERR_SSL_TLSV1_UNRECOGNIZED_NAME', 112],
  ['ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE', 42],
  ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA', 48],
  ['ERR_SSL_TLSV1_ALERT_NO_APPLICATION_PROTOCOL', 120],
  ['ERR_SSL_WRONG_VERSION_NUMBER', undefined],
  ['ECONNRESET', undefined],
])('%s', (text, number) => expect(tlsAlertNumber(text)).toBe(number));

test('numbers have the names of the registry', () => {
  expect([tlsAlertName(112), tlsAlertName(116), tlsAlertName(250)]).toEqual([
    'unrecognized_name',
    'certificate_required',
    'an unassigned alert',
  ]);
});
