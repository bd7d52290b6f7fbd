import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { commandLine, makeScratch } from '../dev-env/index.ts';

const scratch = makeScratch();
after(() => scratch[Symbol.dispose]());
writeFileSync(join(scratch.path, 'people.csv'), '');
mkdirSync(join(scratch.path, 'a list'));

/** Runs a shell with its completion and gives what it offers behind these words, of which the last is being typed. */
type Complete = (words: readonly string[]) => Promise<readonly string[]>;

function runShell(shell: string, script: string, args: readonly string[]): readonly string[] {
  const ran = spawnSync(shell, args, { cwd: scratch.path, encoding: 'utf8', input: script });
  assert.equal(ran.stderr, '', `${shell}: ${ran.stderr}`);
  return ran.stdout.split('\n').filter((line) => line !== '');
}

async function scriptOf(shell: string): Promise<string> {
  const ran = await commandLine(['completion', shell]);
  assert.equal(ran.code, 0, ran.err);
  return ran.out;
}

const quoted = (words: readonly string[]) => words.map((word) => `'${word}'`).join(' ');

const completions: Readonly<Record<string, Complete>> = {
  bash: async (words) => {
    const asked = `COMP_WORDS=(kindred ${quoted(words)}); COMP_CWORD=${words.length}; _kindred 2> /dev/null`;
    const script = `${await scriptOf('bash')}\n${asked}; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return runShell('bash', script, ['--norc', '-s']);
  },
  // Of zsh's own completion only what the script calls is put in its place: it needs a terminal.
  zsh: async (words) => {
    const stubs = [
      'compdef() { : }',
      `compadd() { for each in "\${@[2,-1]}"; do [[ $each == $current* ]] && print -r -- $each; done }`,
      `_describe() { for each in "\${(@P)2}"; do [[ \${each%%:*} == $current* ]] && print -r -- \${each%%:*}; done }`,
      `_files() { for each in \${current}*(N); do print -r -- $each; done }`,
    ];
    const asked = `words=(kindred ${quoted(words)}); CURRENT=${words.length + 1}; _kindred`;
    return runShell('zsh', [...stubs, await scriptOf('zsh'), asked].join('\n'), ['-f', '-s']);
  },
  fish: async (words) => {
    writeFileSync(join(scratch.path, 'kindred.fish'), await scriptOf('fish'));
    const line = ['kindred', ...words].join(' ');
    const script = `source kindred.fish; complete -C '${line}'`;
    return runShell('fish', '', ['--no-config', '-c', script]).map((each) => each.split('\t')[0] ?? '');
  },
};

for (const [shell, complete] of Object.entries(completions)) {
  const isThere = spawnSync(shell, ['--version']).status === 0;
  const has = async (words: readonly string[], expected: readonly string[]) =>
    assert.deepEqual([...(await complete(words))].sort(), [...expected].sort(), words.join(' '));

  test(`${shell} completes commands, options, choices and names of files`, { skip: !isThere }, async () => {
    await has(['aud'], ['audiences']);
    await has(['people', ''], ['export', 'import', 'stats']);
    await has(['--url', 'http://x', 'people', 'ex'], ['export']);
    await has(['export', '--fo'], ['--format']);
    await has(['export', '--format', ''], ['csv', 'ndjson', 'parquet']);
    await has(['people', 'export', '--format', 'p'], ['parquet']);
    await has(['completion', ''], ['bash', 'fish', 'zsh']);
    await has(['upload', 'peo'], ['people.csv']);
    await has(['export', '1', '--output', 'peo'], ['people.csv']);
    await has(['plan', '--audience', 'list', '--rep'], ['--replace']);
  });
}

test('a shell that is not known is refused', async () => {
  const ran = await commandLine(['completion', 'tcsh']);
  assert.equal(ran.code, 2);
  assert.match(ran.err, /bash, zsh, fish/);
});
