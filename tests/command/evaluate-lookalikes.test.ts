import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { commandLine, makeScratch, randomFrom } from '../dev-env/index.ts';
import { crowd, type Fan, likers } from '../flow/lookalikes/crowd.ts';

const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());
const [italianCount, germanCount] = [4000, 800];
const people = [...crowd(italianCount, 'IT', 11), ...crowd(germanCount, 'DE', 12)];
const fans = new Set(likers(people));

interface Result {
  readonly name: string;
  readonly split: number;
  readonly seeds: number;
  readonly candidates: number;
  readonly positives: number;
  readonly auc: number | null;
  readonly lift5: number | null;
  readonly vor1?: number;
  readonly value_share1?: number;
  readonly seconds?: number;
  readonly note?: string;
  readonly error?: string;
}

/** A folder with the three files. A comma and a quote in every id show whether CSV is read and written as such. */
function writeFiles(name: string, crowded: readonly Fan[], tasks: readonly object[]): string[] {
  const folder = join(scratch.path, name);
  mkdirSync(folder);
  const random = randomFrom(3);
  const names = Object.keys(crowded[0]?.cells ?? {});
  const id = (fan: Fan) => `"a ""fan"", ${fan.id}"`;
  const lines = {
    people: [
      ['country', 'person_id', ...names],
      ...crowded.map((fan) => [fan.country, id(fan), ...names.map((each) => fan.cells[each] ?? '')]),
    ],
    // Nobody in the file whose label is not known; and one line of a stranger.
    labels: [
      ['person_id', 'likes', 'worth', 'u0'],
      ['a stranger', '1', '5', '0'],
      ...crowded
        .filter((fan, index) => index % 10 !== 0 || fans.has(fan))
        .map((fan) => [id(fan), fans.has(fan) ? '1' : '0', worthOf(fan), random().toFixed(9)]),
    ],
  };
  for (const [file, rows] of Object.entries(lines)) {
    writeFileSync(join(folder, `${file}.csv`), rows.map((cells) => `${cells.join(',')}\n`).join(''));
  }
  writeFileSync(join(folder, 'tasks.json'), JSON.stringify(tasks));
  return ['people.csv', 'labels.csv', 'tasks.json'].flatMap((file) => [
    `--${file.split('.')[0]}`,
    join(folder, file),
  ]);
}

/** Not always known, at times below nothing, and nothing for who does not like it. */
function worthOf(fan: Fan): string {
  if (!fans.has(fan)) return '0';
  if (fan.luck < 0.002) return '-4';
  return fan.luck < 0.004 ? '' : (fan.cells['spent'] ?? '');
}

/** Temporary files of a command go to a folder of its own, to be looked at afterwards. */
function ownTemporary(name: string): { readonly path: string; readonly env: NodeJS.ProcessEnv } {
  const path = join(scratch.path, name);
  mkdirSync(path);
  return { path, env: { TMPDIR: path } };
}

test('tasks are run by the way of callers, and judged by people held out; nothing is left behind', async () => {
  const files = writeFiles('two', people, [
    { name: 'likes', trait: 'likes', n_seed: 60, countries: ['IT'], exclude: ['nothing'] },
    { name: 'worth', trait: 'likes', value: 'worth', n_seed: 60 },
  ]);
  const temporary = ownTemporary('two-temporary');
  const ran = await commandLine(['lookalike', 'evaluate', ...files, '--splits', '2', '--json'], temporary);
  assert.equal(ran.code, 0, ran.err);
  assert.deepEqual(readdirSync(temporary.path), []);
  const { tasks, means } = (
    JSON.parse(ran.out) as { evaluation: { tasks: Result[]; means: Record<string, number> } }
  ).evaluation;
  assert.deepEqual(
    tasks.map(({ name, split, seeds, candidates }) => [name, split, seeds, candidates]),
    [
      ['likes', 0, 60, italianCount - 60],
      ['likes', 1, 60, italianCount - 60],
      ['worth', 0, 60, people.length - 60],
      ['worth', 1, 60, people.length - 60],
    ],
  );
  for (const each of tasks) {
    assert.equal(each.error, undefined);
    assert.ok((each.auc ?? 0) > 0.7 && (each.auc ?? 1) < 1, JSON.stringify(each));
    assert.ok((each.lift5 ?? 0) > 2, JSON.stringify(each));
    assert.ok((each.seconds ?? 0) > 0);
  }
  const italians = people.filter(({ country }) => country === 'IT');
  assert.equal(tasks[0]?.positives, likers(italians).length - 60);
  assert.equal(tasks[0]?.vor1, undefined);
  assert.ok((tasks[2]?.vor1 ?? 0) > (tasks[2]?.value_share1 ?? 1));
  const mean = tasks.reduce((sum, each) => sum + (each.auc ?? 0), 0) / tasks.length;
  assert.ok(Math.abs((means['auc'] ?? 0) - mean) < 0.0002);
});

test('a task that cannot be run says why, and the others are run', async () => {
  const files = writeFiles('odd', people, [
    { name: 'few', trait: 'likes', n_seed: 5, countries: ['IT'] },
    { name: 'none', trait: 'u0', n_seed: 50, countries: ['IT'] },
    {
      name: 'all',
      trait: 'token:hobbies:hobby3',
      n_seed: 100_000,
      countries: ['de'],
      exclude_tokens: ['hobby3'],
    },
  ]);
  const ran = await commandLine(['lookalike', 'evaluate', ...files, '--splits', '1', '--json']);
  assert.equal(ran.code, 1, ran.err);
  const { tasks } = (JSON.parse(ran.out) as { evaluation: { tasks: Result[] } }).evaluation;
  assert.match(tasks[0]?.error ?? '', /n_seed is only 5; .* has 20 people/);
  assert.match(tasks[1]?.error ?? '', /Nobody .* has the trait/);
  const tagged = people.filter(
    ({ country, cells }) => country === 'DE' && cells['hobbies']?.split('|').includes('hobby3'),
  );
  assert.equal(tasks[2]?.seeds, tagged.length);
  assert.equal(tasks[2]?.positives, 0);
  assert.equal(tasks[2]?.auc, null);
  assert.match(tasks[2]?.note ?? '', /nobody is left/);
});

test('what is wrong with the files or with any task is said before anything is built', async () => {
  const few = people.slice(0, 50);
  const abroad = few.map((fan, index) => (index === 0 ? { ...fan, country: 'Atlantis' } : fan));
  for (const [name, crowded, tasks, code, sentence] of [
    [
      'abroad',
      abroad,
      [{ name: 'x', trait: 'likes', n_seed: 20 }],
      1,
      /1 people .* country that is not known.*DE/,
    ],
    ['traitless', few, [{ name: 'x', trait: 'hates', n_seed: 20 }], 2, /labels have no column "hates"/],
    ['tokenless', few, [{ name: 'x', trait: 'token:cats:1', n_seed: 20 }], 2, /people have no column "cats"/],
    ['empty', few, [{ name: 'x', trait: 'likes', n_seed: 20, countries: ['FR'] }], 2, /nobody lives in FR/],
    [
      'valueless',
      few,
      [
        { name: 'x', trait: 'likes', n_seed: 20 },
        { name: 'y', trait: 'likes', n_seed: 20, value: 'worthless' },
      ],
      2,
      /^kindred: Task y: the labels have no column "worthless"/,
    ],
    ['seedless', few, [{ name: 'x', trait: 'likes' }], 2, /task 1 of .* needs "n_seed"/],
  ] as const) {
    const ran = await commandLine(['lookalike', 'evaluate', ...writeFiles(name, crowded, tasks)]);
    assert.equal(ran.code, code, ran.err);
    assert.match(ran.err, sentence);
    assert.equal(ran.out, '');
  }
});

test('a signal ends it with 130, and the server and its directory are gone', async () => {
  const files = writeFiles('broken-off', people, [{ name: 'likes', trait: 'likes', n_seed: 60 }]);
  const temporary = ownTemporary('broken-off-temporary');
  let sent = false;
  const ran = await commandLine(['lookalike', 'evaluate', ...files, '--splits', '9'], {
    ...temporary,
    onError: (text, signal) => {
      if (!sent && text.includes('1/9')) signal('SIGINT');
      sent ||= text.includes('1/9');
    },
  });
  assert.equal(ran.code, 130, ran.err);
  assert.match(ran.err, /broken off/);
  assert.equal(ran.out, '');
  assert.deepEqual(readdirSync(temporary.path), []);
});
