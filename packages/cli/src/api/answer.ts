import { WorkFailed } from '../failure.ts';
import type { Answer } from '../wire/index.ts';

/** The value under this name; throws where an answer is not Kindred's, so that nothing is read into a stranger. */
export function fieldOf<Value>(answer: Answer, name: string): Value {
  const json = answer.json;
  if (typeof json !== 'object' || json === null || !Object.hasOwn(json, name)) {
    throw new WorkFailed(`The answer has no "${name}". Is this the address of a Kindred server?`);
  }
  return (json as Record<string, Value>)[name] as Value;
}
