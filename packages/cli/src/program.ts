import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addAccounts } from './command/accounts/index.ts';
import { addApps } from './command/apps/index.ts';
import { addAudiences } from './command/audiences/index.ts';
import { addCompletion } from './command/completion.ts';
import { addExport } from './command/export/index.ts';
import { addBackup, addDemo, addDoctor, addRestore } from './command/installation/index.ts';
import { addCheck, addHash } from './command/lists/index.ts';
import { addLookalike } from './command/lookalike/index.ts';
import { addOptout } from './command/optout/index.ts';
import { addPeople } from './command/people/index.ts';
import { addPlan } from './command/plan/index.ts';
import { addProfile } from './command/profile/index.ts';
import { addMirror, addRelay } from './command/relay/index.ts';
import { addServe } from './command/serve.ts';
import { addSessions } from './command/sessions/index.ts';
import { addTokens } from './command/tokens/index.ts';
import { addUpload, addUploads } from './command/uploads/index.ts';
import { exitCodeOf, exitCodes, Refused } from './failure.ts';
import { failureText } from './render/index.ts';
import { type GlobalOptions, openLocalSession, openSession, type Terminal, viewOf } from './session.ts';

/** Commands that talk to a server, by what they are about. */
const audienceCommands = [addAudiences, addUpload, addMirror, addPlan, addUploads, addSessions, addExport];
const peopleCommands = [addPeople, addOptout];
const accessCommands = [addAccounts, addRelay, addApps, addTokens];

/** Carries out one command line and gives its exit code. Nothing here ends the process. */
export async function runCommandLine(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = exitCodes.ok.code;
  const program = createProgram(terminal, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...args], { from: 'user' });
    return exitCode;
  } catch (failure) {
    if (failure instanceof CommanderError) return failure.exitCode === 0 ? 0 : exitCodes.usage.code;
    report(failure, program.opts<GlobalOptions>().json === true, terminal);
    return exitCodeOf(failure);
  }
}

/** All commands. `onServed` is told the exit code of a process that one of them ran. */
export function createProgram(terminal: Terminal, onServed: (exitCode: number) => void): Command {
  const program = new Command('kindred')
    .description('Audiences over your own population: import people, upload lists, see what matched.')
    .version(ownVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.out.write(text),
      writeErr: (text) => terminal.err.write(text),
      getOutHelpWidth: () => viewOf(terminal.out, terminal.env).columns,
      getErrHelpWidth: () => viewOf(terminal.err, terminal.env).columns,
    })
    .option('--url <url>', 'where the server is (KINDRED_URL; default http://127.0.0.1:8080)')
    .option('--token <token>', 'access token (KINDRED_TOKEN)')
    .option('--profile <name>', 'server and token by a name (KINDRED_PROFILE; see `kindred profile`)')
    .option('--json', 'answer as one line of JSON on standard output, and nothing else there')
    .showHelpAfterError('(add --help for how it is used)')
    .addHelpText('after', epilogue);
  const open = () => openSession(program.opts<GlobalOptions>(), terminal);
  const speak = () => openLocalSession(program.opts<GlobalOptions>(), terminal);
  program.commandsGroup('Audiences:');
  for (const add of audienceCommands) add(program, open);
  addLookalike(program, open, speak);
  program.commandsGroup('Lists, on this machine:');
  for (const add of [addHash, addCheck]) add(program, speak);
  program.commandsGroup('People:');
  for (const add of peopleCommands) add(program, open);
  program.commandsGroup('Who may do what:');
  for (const add of accessCommands) add(program, open);
  program.commandsGroup('The installation:');
  addServe(program, onServed);
  addDoctor(program, open, speak);
  for (const add of [addBackup, addRestore]) add(program, speak);
  addDemo(program, onServed);
  program.commandsGroup('This command line:');
  addProfile(program, { open: speak, given: () => program.opts<GlobalOptions>() });
  addCompletion(program, speak);
  program.helpCommand('help [command]', 'show how a command is used');
  return program;
}

function ownVersion(): string {
  const text = readFileSync(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { readonly version: string }).version;
}

const epilogue = `
Exit codes:
${Object.values(exitCodes)
  .map(({ code, say }) => `  ${String(code).padEnd(3)}  ${say}`)
  .join('\n')}

Progress and messages go to standard error; NO_COLOR turns colours off.`;

function report(failure: unknown, json: boolean, terminal: Terminal): void {
  if (json && failure instanceof Refused && failure.answered !== null) {
    terminal.out.write(`${JSON.stringify({ error: failure.answered })}\n`);
  }
  terminal.err.write(`${failureText(failure, viewOf(terminal.err, terminal.env))}\n`);
}
