import { GraphError } from '../wire/index.ts';

/** What of an operation decides when it runs. */
export interface Placed {
  readonly name: string | null;
  readonly dependsOn: readonly string[];
}

/**
 * The operations in an order in which each runs after those that it depends on, and that of the request otherwise.
 *
 * A dependency on a name that no operation has was once answered with `{"error_code":190,…}`, "Error validating
 * access token.". It is a normal (#100) here: what reads code 190 throws its token away, and nothing is wrong
 * with that.
 *
 * @throws GraphError (#100) for two operations of one name, an unknown name, or a circle
 */
export function inOrder<Operation extends Placed>(operations: readonly Operation[]): readonly Operation[] {
  checkNames(operations);
  const waiting = [...operations];
  const order: Operation[] = [];
  const done = new Set<string>();
  while (waiting.length > 0) {
    const ready = waiting.findIndex(({ dependsOn }) => dependsOn.every((name) => done.has(name)));
    if (ready === -1) throw GraphError.of('batch_circle');
    for (const operation of waiting.splice(ready, 1)) {
      order.push(operation);
      if (operation.name !== null) done.add(operation.name);
    }
  }
  return order;
}

function checkNames(operations: readonly Placed[]): void {
  const names = new Set<string>();
  // Node's SDK names an operation after the audience that it makes, so names that nobody uses may repeat.
  const needed = new Set(operations.flatMap(({ dependsOn }) => dependsOn));
  for (const { name } of operations) {
    if (name === null) continue;
    if (names.has(name) && needed.has(name)) {
      throw GraphError.of('batch_name_repeated', { name });
    }
    names.add(name);
  }
  const unknown = operations.flatMap(({ dependsOn }) => dependsOn).find((name) => !names.has(name));
  if (unknown !== undefined) {
    throw GraphError.of('batch_name_unknown', { name: unknown });
  }
}
