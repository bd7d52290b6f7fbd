import { type Means, meansOfResults, type Result } from '../../evaluation/index.ts';
import { duration, table, thousands, type View } from '../../render/index.ts';

const shown = ['auc', 'lift1', 'lift5', 'lift10'] as const;
const shownOfValue = ['vor1', 'vor5', 'vor10', 'value_share5'] as const;

/** A line for each task with the means of its splits, and one with the means of everything. */
export function evaluationText(results: readonly Result[], view: View): string {
  const names = [...new Set(results.map(({ name }) => name))];
  const lines = names.map((name) =>
    lineOf(
      name,
      results.filter((each) => each.name === name),
    ),
  );
  const means = meansOfResults(results);
  const metrics = [...shown, ...shownOfValue].filter((metric) => means[metric] !== undefined);
  const columns = ['seeds', 'candidates', 'positives', ...metrics, 'took'];
  return table(
    [{ title: 'task' }, ...columns.map((title) => ({ title, align: 'right' as const }))],
    [
      ...lines.map(({ name, counts, means: own }) => [name, ...counts, ...cellsOf(own, metrics)]),
      ['mean', '', '', '', ...cellsOf(means, metrics)],
    ],
    view,
  );
}

/** Splits differ in whom they take, and not in how many. */
function lineOf(name: string, results: readonly Result[]) {
  const [first] = results;
  const counts = [first?.seeds ?? 0, first?.candidates ?? 0, first?.positives ?? 0].map(thousands);
  return { name, counts, means: meansOfResults(results) };
}

function cellsOf(means: Means, metrics: readonly string[]): string[] {
  const { seconds } = means;
  return [
    ...metrics.map((metric) => means[metric]?.toFixed(3) ?? '–'),
    seconds === undefined ? '–' : duration(seconds),
  ];
}
