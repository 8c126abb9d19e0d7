import { side, type Stories, frameTitle } from '../../story.ts';

/** RFC 6455 §5.1: a client masks every frame, a server none. */
export const masking: Stories = {
  'frame-masked-by-server': (telling) => ({
    title: `${frameTitle(telling)} from the server is masked; only clients mask`,
    code: 1002,
    more:
      telling.header?.maskingKey === 0
        ? 'The masking key is all zeros, so the payload reads as it is, but the MASK bit alone is enough.'
        : 'The payload is shown unmasked all the same.',
    likelyCauses: [
      {
        cause: 'The server uses the client half of a WebSocket library',
        because: 'It sets the MASK bit, as clients do.',
      },
      {
        cause: 'A proxy or test tool sends a client’s frames back as they came',
        because: 'A client’s frames are masked.',
      },
    ],
    remedies: [{ title: 'Have the server send its frames without a mask (MASK bit 0, no masking key)' }],
  }),
  'frame-unmasked-by-client': (telling) => ({
    title: `${frameTitle(telling)} from ${side(telling)} is not masked`,
    code: 1002,
    likelyCauses: [
      { cause: 'The frame was sent raw, as it was composed', because: 'A client library masks every frame.' },
    ],
    remedies: [{ title: 'Set the MASK bit and mask the payload with a fresh key' }],
  }),
};
