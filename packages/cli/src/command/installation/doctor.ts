import type { Finding } from '@kindred/contract';
import type { Command } from 'commander';
import { readHealth } from '../../api/operator/health.ts';
import { Refused, TokenAbsent, Unreachable, WorkFailed } from '../../failure.ts';
import { type View, wrap } from '../../render/index.ts';
import type { LocalSession } from '../../session.ts';
import type { OpenSession } from '../command.ts';
import { keep } from './keeper.ts';

export function addDoctor(parent: Command, open: OpenSession, speak: () => LocalSession): void {
  parent
    .command('doctor')
    .description('look whether the installation is well, and say what to do where it is not')
    .option('--offline', 'ask no server: look at the data directory of KINDRED_DATA_DIR')
    .addHelpText(
      'after',
      '\nA server that runs is asked (with a token of the role operator). Where none answers, the data directory is\nlooked at: its stores too, which only one process can have. The exit code is 1 where something has failed.',
    )
    .action(async ({ offline }: { readonly offline?: boolean }) => {
      const session = speak();
      const findings = await findingsOf(session, open, offline === true);
      const failed = findings.filter(({ state }) => state === 'fail').length;
      session.answer({ healthy: failed === 0, findings }, () => findingsText(findings, session.view));
      if (failed > 0) throw new WorkFailed(`${failed} of ${findings.length} findings have failed.`);
    });
}

async function findingsOf(
  session: LocalSession,
  open: OpenSession,
  offline: boolean,
): Promise<readonly Finding[]> {
  if (!offline) {
    const asked = await askServer(open);
    if (asked.findings !== null) return asked.findings;
    session.note(asked.why);
  }
  const { findings } = await keep<{ findings: readonly Finding[] }>(session, ['doctor'], 'looking');
  return findings;
}

/** A server that does not answer, or not to this caller, is no reason to give up. */
async function askServer(
  open: OpenSession,
): Promise<{ readonly findings: readonly Finding[] | null; readonly why: string }> {
  try {
    const { client } = open();
    const findings = await readHealth(client);
    return {
      findings: [
        { what: 'server', state: 'ok', say: `It answers at ${client.url}.`, todo: null },
        ...findings,
      ],
      why: '',
    };
  } catch (error) {
    const isRefusal = error instanceof Refused && [401, 403].includes(error.status);
    if (!(error instanceof Unreachable || error instanceof TokenAbsent || isRefusal)) throw error;
    return { findings: null, why: `${error.message} So the data directory is looked at.` };
  }
}

function findingsText(findings: readonly Finding[], view: View): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const paint = { ok: view.paint.good, warn: view.paint.bold, fail: view.paint.bad };
  const indent = ' '.repeat(width + 8);
  return findings
    .flatMap(({ what, state, say, todo }) => {
      const lines = wrap(say, view.columns - indent.length);
      const todos = todo === null ? [] : wrap(`→ ${todo}`, view.columns - indent.length);
      const [head = '', ...rest] = [...lines, ...todos];
      const first = `${paint[state](state.padEnd(4))}  ${what.padEnd(width)}  ${head}`;
      return [first, ...rest.map((line) => `${indent}${line}`)];
    })
    .join('\n');
}
