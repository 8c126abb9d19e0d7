import type { LikelyCause, Remedy } from '../../diagnosis.ts';

export const giveCertificate: Remedy = { title: 'Give this connection a client certificate and its key (PEM files)' };

export const askAuthority: Remedy = {
  title: 'Ask which authority the server expects client certificates from, and whether it knows ours',
};

/** Some servers, Node's among them, drop whom they do not know without a TLS alert. */
export const refusedQuietly: LikelyCause = {
  cause:
    'The server does not accept our client certificate: it is of an authority that is not trusted there, or out of date',
  because: 'We gave one, and some servers end the connection without an alert when it does not verify.',
};

/** The same where none was given. */
export const noneGiven: LikelyCause = {
  cause: 'The server wants a client certificate',
  because: 'We gave none, and some servers end the connection then without an alert that would say so.',
};
