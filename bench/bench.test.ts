import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const runPath = fileURLToPath(new URL('./run.ts', import.meta.url));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function runBench(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, [runPath, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (piece) => (texts.stdout += piece));
  child.stderr.on('data', (piece) => (texts.stderr += piece));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...texts };
}

interface Figures {
  readonly rows_per_s: number;
  readonly seconds: number;
  readonly rows: number;
  readonly matched: number | null;
}

interface IngestResult {
  readonly bench: string;
  readonly ours: Figures & { readonly peak_rss_mib: number };
  readonly peers: Readonly<Record<string, Figures>>;
  readonly ratios: Readonly<Record<string, number>>;
}

function assertConsistent(figures: Figures): void {
  assert.ok(figures.seconds > 0);
  const rowsPerSecond = figures.rows / figures.seconds;
  // Seconds are printed to the millisecond, so the quotient is exact to half of that.
  assert.ok(Math.abs(figures.rows_per_s / rowsPerSecond - 1) < 0.0006 / figures.seconds);
}

test('a small ingest prints one JSON object in which everybody matched the same people', async () => {
  const args = [
    '--rows',
    '20000',
    '--population',
    '50000',
    '--runs',
    '1',
    '--patience',
    '0',
    '--without',
    'postgres',
    '--without',
    'postgres_tuned',
    '--json',
  ];
  const { code, stdout, stderr } = await runBench('ingest', ...args);
  assert.equal(code, 0, stderr);
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as IngestResult;
  assert.equal(result.bench, 'ingest');
  assert.deepEqual(Object.keys(result.peers), [
    'bare_engine',
    'bare_engine_tuned',
    'sort_u',
    'sort_u_tuned',
    'duckdb',
  ]);
  assert.deepEqual(Object.keys(result.ratios), Object.keys(result.peers));
  assert.ok(result.ours.peak_rss_mib > 0);
  // 62 % of 19 000 lines that do not repeat another, less the few that are blank or bad.
  assert.ok(Math.abs((result.ours.matched ?? 0) - 0.62 * 19_000) < 20);
  for (const [name, peer] of Object.entries(result.peers)) {
    assertConsistent(peer);
    assert.equal(peer.matched, name.startsWith('sort_u') ? null : result.ours.matched);
    assert.ok(Math.abs((result.ratios[name] ?? 0) - result.ours.rows_per_s / peer.rows_per_s) < 0.001);
  }
  assertConsistent(result.ours);
});

test('without a name the benches are listed with their questions', async () => {
  const { code, stdout } = await runBench();
  assert.equal(code, 0);
  assert.match(stdout, /^ingest +How many rows a second/m);
  assert.match(stdout, /^scale +Does the time grow/m);
});

test('an unknown name, flag, number or peer ends with code 2 and a sentence', async () => {
  for (const [args, sentence] of [
    [
      ['nothing'],
      /There is no bench "nothing"\. There are: graph, hash, ingest, lookalike, lookalike-scale, relay, scale, upload\./,
    ],
    [['ingest', '--fast'], /Unknown option '--fast'/],
    [['ingest', '--rows', 'many'], /--rows is "many", but must be a whole number of 1 or more\./],
    [['ingest', '--without', 'mysql'], /This bench has no peer "mysql"\./],
  ] as const) {
    const { code, stdout, stderr } = await runBench(...args);
    assert.equal(code, 2);
    assert.match(stderr, sentence);
    assert.equal(stdout, '');
  }
});

test('a small hash prints one JSON object in which everybody wrote the same hashes', async () => {
  const args = ['--rows', '5000', '--runs', '1', '--patience', '0', '--without', 'openssl', '--json'];
  const { code, stdout, stderr } = await runBench('hash', ...args);
  assert.equal(code, 0, stderr);
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as IngestResult;
  assert.equal(result.bench, 'hash');
  const missing = stderr.includes('the peer python is left out') ? ['python'] : [];
  assert.deepEqual([...Object.keys(result.peers), ...missing].toSorted(), [
    'create_hash',
    'duckdb',
    'python',
  ]);
  assertConsistent(result.ours);
  assert.equal(result.ours.rows, 5000);
  assert.ok(result.ours.peak_rss_mib > 0);
  for (const [name, peer] of Object.entries(result.peers)) {
    assertConsistent(peer);
    assert.ok(Math.abs((result.ratios[name] ?? 0) - result.ours.rows_per_s / peer.rows_per_s) < 0.001);
  }
});

interface ScaleResult {
  readonly ours: Readonly<Record<string, number>>;
  readonly sizes: readonly Readonly<Record<string, number>>[];
  readonly ratios: { readonly bare_scan: number };
}

test('a small lookalike-scale prints parts that add up, and a ratio to the bare scan', async () => {
  const args = ['--people', '4000', '--rows', '100', '--patience', '0', '--json'];
  const { code, stdout, stderr } = await runBench('lookalike-scale', ...args);
  assert.equal(code, 0, stderr);
  const { ours, sizes, ratios } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as ScaleResult;
  assert.deepEqual(
    sizes.map(({ people }) => people),
    [1000, 2000, 4000],
  );
  const parts = ['encode', 'sample', 'train', 'score', 'cut'].map((part) => ours[`${part}_seconds`] ?? 0);
  const sum = parts.reduce((total, part) => total + part, 0);
  assert.ok(Math.abs(sum - (ours['seconds'] ?? 0)) < 0.005, JSON.stringify(ours));
  assert.ok(ratios.bare_scan > 0);
});

interface RelayResult {
  readonly ours: Readonly<Record<string, number>>;
  readonly peers: Readonly<Record<string, { readonly rows_per_s: number }>>;
  readonly answered_at_once: { readonly ours: Readonly<Record<string, number>> };
}

test('a small relay brings all rows through, slowly and at once, and its peers do', async () => {
  const args = ['--rows', '30000', '--runs', '1', '--patience', '0', '--json'];
  const { code, stdout, stderr } = await runBench('relay', ...args);
  assert.equal(code, 0, stderr);
  const result = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as RelayResult;
  // 5 % repeat another line, and a few are blank or bad.
  for (const { relayed = 0 } of [result.ours, result.answered_at_once.ours]) {
    assert.ok(relayed > 0.9 * 30_000 && relayed < 0.96 * 30_000, String(relayed));
  }
  assert.deepEqual(Object.keys(result.peers), ['sdk_script', 'sdk_script_10']);
});

test('a bench of data says what is missing where there is none', async () => {
  for (const [args, sentence] of [
    [[], /--data DIR/],
    [['--data', '/nowhere'], /no folder with a people\.csv in \/nowhere/],
  ] as const) {
    const { code, stderr } = await runBench('lookalike', ...args);
    assert.equal(code, 2);
    assert.match(stderr, sentence);
  }
});
