import { KindredFailure as Failure, GraphRefusal, Refused, Unreachable, WrongRequest } from '@kindred/sdk';

/** Failures that a person can be told in a sentence. Everything else that is thrown is a defect of this program. */
export { Failure, Refused, Unreachable };

/** What the exit code of `kindred` says. The help page is written from this table. */
export const exitCodes = {
  ok: { code: 0, say: 'done' },
  refused: {
    code: 1,
    say: 'the server refused, the work failed, no line of an upload could be used, or a checked list is wrong',
  },
  usage: { code: 2, say: 'wrong usage: an unknown option, a missing argument, an unreadable file' },
  unreachable: { code: 3, say: 'the server was not reached, or the connection was lost' },
  unauthorised: { code: 4, say: 'no access token, an unknown one, or one whose role does not allow it' },
  interrupted: { code: 130, say: 'broken off by Ctrl-C or another signal' },
} as const;

type Outcome = keyof typeof exitCodes;

/** The command cannot be carried out as it was typed. */
export class WrongUsage extends Failure {
  override readonly name = 'WrongUsage';
}

export class TokenAbsent extends Failure {
  override readonly name = 'TokenAbsent';
}

/** The request was taken, and what it asked for failed later. */
export class WorkFailed extends Failure {
  override readonly name = 'WorkFailed';
}

/** Somebody broke the work off. */
export class Interrupted extends Failure {
  override readonly name = 'Interrupted';
}

export function exitCodeOf(failure: unknown): number {
  return exitCodes[outcomeOf(failure)].code;
}

function outcomeOf(failure: unknown): Outcome {
  if (failure instanceof WrongUsage || failure instanceof WrongRequest) return 'usage';
  if (failure instanceof Interrupted) return 'interrupted';
  if (failure instanceof Unreachable) return 'unreachable';
  if (failure instanceof TokenAbsent) return 'unauthorised';
  if (failure instanceof Refused && (failure.status === 401 || failure.status === 403)) return 'unauthorised';
  if (failure instanceof GraphRefusal && failure.isAboutToken) return 'unauthorised';
  return 'refused';
}
