import { expect, test } from 'vitest';
import { graphqlRemedies } from '../../../../src/diagnosis/rules/http/graphqlRemedies.ts';
import { evidence } from '../../../support/evidence.ts';

test('offers the subprotocols where they were not offered', () => {
  expect(graphqlRemedies(evidence())[0]?.change).toEqual({
    kind: 'subprotocols',
    subprotocols: ['graphql-transport-ws', 'graphql-ws'],
  });
  expect(graphqlRemedies(evidence({ asked: { subprotocols: ['graphql-ws'] } })).map(({ change }) => change)).toEqual([
    undefined,
  ]);
});
