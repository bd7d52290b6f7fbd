import { audiences } from './audiences.ts';
import { connections } from './connections.ts';
import { errors } from './errors.ts';
import type { PlatformHost } from './host.ts';
import { doubledAnswers, lostAnswers } from './lost-answers.ts';
import { members, refusedRows } from './members.ts';
import { Suite } from './suite.ts';

export { doneOf, type PlatformHost } from './host.ts';

/** What holds for every platform. Each of its tests says so with the name of the platform in front. */
export function conformance(host: PlatformHost): void {
  const suite = new Suite(host);
  for (const tests of [audiences, members, refusedRows, errors, lostAnswers, doubledAnswers, connections]) {
    tests(suite);
  }
}
