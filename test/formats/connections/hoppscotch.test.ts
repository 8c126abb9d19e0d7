import { expect, test } from 'vitest';
import { connectionsOfHoppscotch, isHoppscotch } from '../../../src/formats/connections/hoppscotch.ts';
import { reading } from './reading.ts';

test('takes requests of a collection that go to a WebSocket', () => {
  const collection = [
    {
      ...{ v: 2, name: 'All' },
      folders: [
        { name: 'F', folders: [], requests: [{ name: 'Chat', endpoint: 'wss://<<host>>/x', params: [], headers: [] }] },
      ],
      requests: [{ name: 'Page', endpoint: 'https://<<host>>' }],
    },
  ];
  expect(isHoppscotch(collection)).toBe(true);
  expect(reading(connectionsOfHoppscotch, collection)).toEqual({
    connections: [{ name: 'Chat', options: { url: 'wss://${host}/x' }, messages: [] }],
    variables: {},
    unmapped: ['1 request is not to a WebSocket.'],
  });
});

test('takes what the realtime page keeps', () => {
  const command = {
    ...{ v: 1, url: 'wss://a' },
    protocols: [
      { value: 'v1', active: true },
      { value: 'v2', active: false },
    ],
    payload: { contentType: 'JSON', body: '{}' },
  };
  expect(isHoppscotch(command)).toBe(true);
  expect(reading(connectionsOfHoppscotch, command).connections).toEqual([
    { options: { url: 'wss://a', subprotocols: ['v1'] }, messages: [{ body: { kind: 'text', text: '{}' } }] },
  ]);
});
