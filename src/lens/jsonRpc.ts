import { childrenOf, jsonNodes } from './jsonNodes.ts';
import { type Members, memberFields, readMembers } from './members.ts';
import type { Lens, LensField } from './reading.ts';

/** JSON-RPC 2.0: requests, notifications, results and errors, alone or as a batch. */
export const jsonRpc: Lens = ({ text }) => {
  const single = one(readMembers(text));
  if (single !== undefined) return { protocol: 'JSON-RPC 2.0', ...single };
  if (text?.trimStart().startsWith('[') !== true) return undefined;
  const read = jsonNodes(text);
  const [root] = read.ok ? read.nodes : [];
  if (!read.ok || root === undefined) return undefined;
  const parts = childrenOf(read.nodes, root).map(({ start, end }) => one(readMembers(text.slice(start, end))));
  if (parts.length === 0 || parts.some((part) => part === undefined)) return undefined;
  return {
    protocol: 'JSON-RPC 2.0',
    summary: `batch of ${parts.length}`,
    fields: parts.map((part, i) => ({
      name: String(i + 1),
      value: part?.summary ?? '',
      children: part?.fields ?? [],
    })),
  };
};

function one(members: Members | undefined): { readonly summary: string; readonly fields: LensField[] } | undefined {
  if (members?.text('jsonrpc') !== '2.0') return undefined;
  const id = members.raw('id');
  const fields = memberFields(members, [
    ['method', 'Method'],
    ['id', 'Id'],
    ['params', 'Parameters'],
    ['result', 'Result'],
    ['error', 'Error'],
  ]);
  const method = members.text('method');
  if (method !== undefined) {
    return { summary: id === undefined ? `notification ${method}` : `request ${id}: ${method}`, fields };
  }
  if (members.has('error')) {
    const error = readMembers(members.raw('error'));
    const words = `${error?.text('code') ?? ''} ${error?.text('message') ?? ''}`.trim();
    return { summary: `error for ${id ?? 'no request'}${words === '' ? '' : `: ${words}`}`, fields };
  }
  return members.has('result') ? { summary: `result for ${id ?? 'no request'}`, fields } : undefined;
}
