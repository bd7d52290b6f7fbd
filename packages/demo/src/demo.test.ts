import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeLists } from './list/index.ts';

const mainPath = fileURLToPath(new URL('./main.ts', import.meta.url));
const small = ['--port', '0', '--people', '5000', '--rows', '1000'];

interface Running {
  readonly child: ChildProcess;
  readonly directory: string;
  text(): string;
}

function start(directory: string, args: readonly string[]): Running {
  const child = spawn(process.execPath, [mainPath, ...small, ...args], { cwd: directory });
  const pieces: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (piece) => pieces.push(String(piece)));
  return { child, directory, text: () => pieces.join('') };
}

async function isAnswering(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    (answer) => answer.ok,
    () => false,
  );
}

async function said(running: Running, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const found = pattern.exec(running.text());
    if (found !== null) return found;
    if (running.child.exitCode !== null) throw new Error(`the demo ended:\n${running.text()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

test('the demo runs through at a small size, leaves its files, and stops the server', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'kindred-demo-'));
  try {
    const running = start(directory, ['--once']);
    const [code] = await once(running.child, 'close');
    assert.equal(code, 0, running.text());
    const text = running.text();
    for (const each of [/5,000 people added/, /HTTP\/1\.1 201 Created/, /HTTP\/1\.1 200 OK/, /by EMAIL/]) {
      assert.match(text, each);
    }
    assert.match(text, /-F 'file=@kindred-demo-data\/spending_users\.csv;type=text\/plain'/);
    assert.match(text, /"subtype": "CUSTOM"/);
    assert.match(text, /kindred-demo-data may be deleted/);
    assert.doesNotMatch(text, /Try next|operator token/);
    const url = /listens on (http:\S+)/.exec(text)?.[1] ?? '';
    assert.equal(await isAnswering(url), false);
    const lists = makeLists({ seed: 1, people: 5000 }, 1000);
    const kept = join(directory, 'kindred-demo-data');
    assert.equal(readFileSync(join(kept, 'spending_users.csv'), 'utf8'), lists.spending.text);
    assert.equal(readFileSync(join(kept, 'more_spending_users.csv'), 'utf8'), lists.further.text);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('it serves until Ctrl-C, and a second demo on the same directory is refused meanwhile', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'kindred-demo-'));
  try {
    const running = start(directory, []);
    const [, url = ''] = await said(running, /server +(http:\S+)[\s\S]*Serving until Ctrl-C/);
    assert.equal(await isAnswering(url), true);
    const second = start(directory, ['--once']);
    const [refused] = await once(second.child, 'close');
    assert.equal(refused, 1);
    assert.match(second.text(), /Another demo is running/);
    assert.equal(await isAnswering(url), true);
    running.child.kill('SIGINT');
    const [code] = await once(running.child, 'close');
    assert.equal(code, 0, running.text());
    assert.equal(await isAnswering(url), false);
    assert.ok(existsSync(join(directory, 'kindred-demo-data', 'spending_users.csv')));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});

test('Ctrl-C in the midst of the work stops the server too', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'kindred-demo-'));
  try {
    const running = start(directory, ['--people', '400000']);
    const [, url = ''] = await said(running, /listens on (http:\S+)[\s\S]*is imported/);
    await new Promise((resolve) => setTimeout(resolve, 500));
    running.child.kill('SIGINT');
    const [code] = await once(running.child, 'close');
    assert.equal(code, 130, running.text());
    assert.equal(await isAnswering(url), false);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
