// Where variables come from in suites: nothing is asked of anybody.
import type { VariableServices } from '../../src/host/variableSources.ts';

export function variableServices(more: Partial<VariableServices> = {}): VariableServices {
  return {
    profiles: { find: () => undefined, sources: [] },
    environments: { active: undefined },
    secrets: { get: () => Promise.resolve(undefined), set: () => Promise.reject(new Error('kept')) },
    inputs: { answer: () => Promise.reject(new Error('asked')) },
    env: {},
    trusted: () => true,
    ...more,
  };
}
