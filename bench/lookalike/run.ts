import { parseArgs } from 'node:util';
import { type Metrics, meanOf, metricsOf } from './metrics.ts';
import { encodePopulation, type Population, peerTaskOf, rankOurs } from './ours.ts';
import { peers } from './peers/index.ts';
import { type DataSet, readDataSet, splitOf, type Task } from './tasks.ts';

const { values: flags } = parseArgs({
  options: {
    data: { type: 'string' },
    sets: { type: 'string', default: 'bank,cdnow,twitch_dev' },
    repetitions: { type: 'string', default: '0,1,2' },
    task: { type: 'string', default: '' },
    'max-trees': { type: 'string', default: '150' },
    'without-peers': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
});

type Found = Record<string, Partial<Metrics>[]>;

/** Ours, ours by value where the task has values, and the peers; each on every task and split. */
function measureSet(set: DataSet): Found {
  const population = encodePopulation(set);
  const found: Found = {};
  for (const task of set.tasks.filter(({ name }) => name.includes(flags.task))) {
    for (const repetition of flags.repetitions.split(',').map(Number)) {
      for (const [name, metrics] of Object.entries(measureSplit(set, population, task, repetition))) {
        found[name] = [...(found[name] ?? []), metrics];
      }
    }
  }
  return found;
}

function measureSplit(
  set: DataSet,
  population: Population,
  task: Task,
  repetition: number,
): Record<string, Partial<Metrics>> {
  const split = splitOf(set, task, repetition);
  const found: Record<string, Partial<Metrics>> = {};
  for (const valueBased of split.values === null ? [false] : [false, true]) {
    const start = performance.now();
    const { trained, scores } = rankOurs(population, task, split, valueBased, Number(flags['max-trees']));
    const name = valueBased ? 'ours_by_value' : 'ours';
    found[name] = metricsOf(split, scores);
    tell(`${task.name} u${repetition}`, name, found[name], performance.now() - start);
    console.error(
      `    ${JSON.stringify({ ...trained.mix, ...trained.quality.memberWeights, trees_: trained.form.trees.length, told: trained.quality.isTold, auc: trained.quality.auc, r2: trained.quality.valueR2 })}`,
    );
  }
  if (flags['without-peers']) return found;
  const peerTask = peerTaskOf(population, task, split);
  for (const [name, peer] of Object.entries(peers)) {
    const start = performance.now();
    found[name] = metricsOf(split, peer(peerTask));
    tell(`${task.name} u${repetition}`, name, found[name], performance.now() - start);
  }
  return found;
}

function tell(where: string, name: string, metrics: Partial<Metrics>, ms: number): void {
  console.error(`${where} ${name} ${JSON.stringify(meanOf([metrics]))} ${Math.round(ms)} ms`);
}

const means: Record<string, Record<string, Partial<Metrics>>> = {};
const ratios: Record<string, number> = {};
for (const name of flags.sets.split(',')) {
  const found = measureSet(await readDataSet(flags.data ?? '.', name, 5));
  const ofSet = Object.fromEntries(Object.entries(found).map(([method, all]) => [method, meanOf(all)]));
  means[name] = ofSet;
  const rivals = Object.keys(peers).flatMap((peer) => ofSet[peer]?.lift5 ?? []);
  if (rivals.length > 0) ratios[name] = (ofSet['ours']?.lift5 ?? 0) / Math.max(...rivals);
  console.log(name);
  for (const [method, metrics] of Object.entries(ofSet))
    console.log(`  ${method.padEnd(14)} ${JSON.stringify(metrics)}`);
}
if (flags.json) {
  const best = Math.min(...Object.values(ratios));
  console.log(JSON.stringify({ bench: 'lookalike', means, ratios: { ...ratios, best_baseline: best } }));
}
