import type { UploadReport } from '@kindred/contract';
import type { Answer } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';
import { audiencePath } from '../audiences.ts';

/** What an upload would do. Null: below the floor of what an account token is told. */
export interface Plan {
  readonly would_add: number | null;
  readonly would_remove: number | null;
  readonly would_stay: number | null;
  /** Files that were sent before are not applied yet, and would change the outcome. */
  readonly files_waiting: boolean;
  readonly upload: UploadReport;
}

export function planPath(audience: string): string {
  return `${audiencePath(audience)}/plans`;
}

export function planOf(answer: Answer): Plan {
  return fieldOf(answer, 'plan');
}
