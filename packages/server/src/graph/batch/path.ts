/**
 * JSONPath as references of a batch use it: `$`, `.name`, `.0`, `.*`, `['name']`, `["name"]`, `[0]`, `[-1]`, `[*]`.
 *
 * Written here because clients write the dialect from before RFC 9535, which the small libraries without eval
 * refuse: `$.data.0.id` for the first row, and names with a hyphen behind a dot. Filters, scripts, slices and `..`
 * are no part of it: their cost on a response of megabytes has no bound that its caller could be told.
 */

/** A name of an object, or a position in a list as its digits; null stands for all of them. */
type Step = string | null;

const stepForm = /\.(\*)|\.([^.[\]*'"\s]+)|\[(\*)\]|\[(-?\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/y;

/** What the path finds, in the order of the document; null is found like nothing. Null for a path of another form. */
export function valuesAt(path: string, root: unknown): readonly unknown[] | null {
  const steps = stepsOf(path.trim());
  if (steps === null) return null;
  const found = steps.reduce<readonly unknown[]>(
    (values, step) => values.flatMap((value) => childrenOf(value, step)),
    [root],
  );
  return found.filter((value) => value !== null && value !== undefined);
}

function stepsOf(path: string): readonly Step[] | null {
  if (!path.startsWith('$')) return null;
  const steps: Step[] = [];
  for (let at = 1; at < path.length; at = stepForm.lastIndex) {
    stepForm.lastIndex = at;
    const match = stepForm.exec(path);
    if (match === null) return null;
    const [, dotAll, dotName, boxAll, position, singleQuoted, doubleQuoted] = match;
    const all = dotAll ?? boxAll;
    steps.push(all === undefined ? (dotName ?? position ?? singleQuoted ?? doubleQuoted ?? '') : null);
  }
  return steps;
}

/** Each child stands in a list of its own, so that a list that is found is not taken apart. */
function childrenOf(value: unknown, step: Step): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  if (step === null) return Object.values(value);
  if (Array.isArray(value)) return /^-?\d+$/.test(step) ? [value.at(Number(step))] : [];
  return Object.hasOwn(value, step) ? [Reflect.get(value, step)] : [];
}
