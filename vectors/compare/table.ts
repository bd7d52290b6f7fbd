import { type Kind, kinds } from '@kindred/identity';
import { type Verdict, verdictOfSdk } from './meta-sdk.ts';
import type { Vector } from './vector.ts';

const verdicts: readonly Verdict[] = ['same', 'variant', 'other', 'refuses', 'takes'];
const examplesMax = 3;

/** How Meta's own SDK fares on the vectors of the profile `meta`, as a table in Markdown. */
export function agreementTable(vectors: readonly Vector[]): string {
  const judged = vectors.map((vector) => ({ vector, verdict: verdictOfSdk(vector) }));
  const rows = kinds.flatMap((kind) => {
    const ofKind = judged.filter(({ vector, verdict }) => vector.kind === kind && verdict !== 'unasked');
    return ofKind.length === 0 ? [] : [rowOf(kind, ofKind)];
  });
  return [
    `| kind | vectors | ${verdicts.join(' | ')} | where it differs, for example |`,
    `|---|--:|${verdicts.map(() => '--:').join('|')}|---|`,
    ...rows,
  ].join('\n');
}

function rowOf(
  kind: Kind,
  judged: readonly { readonly vector: Vector; readonly verdict: Verdict }[],
): string {
  const counts = verdicts.map((each) => judged.filter(({ verdict }) => verdict === each).length);
  const examples = judged
    .filter(({ verdict }) => verdict === 'other' || verdict === 'refuses' || verdict === 'takes')
    .slice(0, examplesMax)
    .map(({ vector, verdict }) => `${shown(vector)} (${verdict})`);
  return `| ${kind} | ${judged.length} | ${counts.join(' | ')} | ${examples.join(', ')} |`;
}

function shown({ input, country }: Vector): string {
  // Characters that nobody sees are written as their numbers.
  const text = JSON.stringify(input)
    .slice(1, -1)
    .replace(
      /[\p{Cf}\p{Mn}]|(?! )\p{Zs}/gu,
      (one) => `\\u${(one.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`,
    )
    .replaceAll('|', '\\|');
  return `\`${text}\`${country === undefined ? '' : ` in ${country}`}`;
}
