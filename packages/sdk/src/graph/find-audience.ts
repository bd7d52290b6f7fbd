import { WrongRequest } from '../wire/failure.ts';
import type { Graph } from './graph.ts';
import { GraphRefusal } from './graph-refusal.ts';

/** An audience as uploads need to know it. */
export interface FoundAudience {
  readonly id: string;
  readonly name: string;
}

/**
 * The audience with this Graph id or, where there is none, of this name, among those of one ad account or of all that
 * the token opens. Throws WrongRequest where there is none, or more than one.
 */
export async function findAudience(
  graph: Graph,
  idOrName: string,
  account: string | null = null,
  signal?: AbortSignal,
): Promise<FoundAudience> {
  if (/^[0-9]+$/.test(idOrName)) {
    const found = await byId(graph, idOrName, signal);
    if (found !== null) return found;
  }
  const found: FoundAudience[] = [];
  for (const each of account === null
    ? await accountsOf(graph, signal)
    : [account.replace(/^(act_)?/, 'act_')]) {
    for await (const audience of listed(graph, each, signal)) {
      if (audience.name === idOrName) found.push(audience);
    }
  }
  const [only] = found;
  if (only === undefined) {
    throw new WrongRequest(
      `There is no audience "${idOrName}" that this token opens, neither by its id nor by its name.`,
    );
  }
  if (found.length === 1) return only;
  throw new WrongRequest(
    `${found.length} audiences are called "${idOrName}". Name one of them by its id: ${found.map(({ id }) => id).join(', ')}.`,
  );
}

async function byId(graph: Graph, id: string, signal?: AbortSignal): Promise<FoundAudience | null> {
  try {
    const { name } = await graph.get<{ name?: string }>(id, { fields: 'id,name' }, signal);
    return { id, name: name ?? '' };
  } catch (error) {
    if (error instanceof GraphRefusal && error.fault?.code === 100) return null;
    throw error;
  }
}

async function accountsOf(graph: Graph, signal?: AbortSignal): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const { id } of graph.pages<{ id: string }>(
    'me/adaccounts',
    { fields: 'id', limit: 100 },
    signal,
  )) {
    ids.push(id);
  }
  return ids;
}

function listed(graph: Graph, account: string, signal?: AbortSignal): AsyncGenerator<FoundAudience> {
  return graph.pages(`${account}/customaudiences`, { fields: 'id,name', limit: 100 }, signal);
}
