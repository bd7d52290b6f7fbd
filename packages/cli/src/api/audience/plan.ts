import type { Plan } from '@kindred/contract';
import type { Answer } from '../../wire/index.ts';
import { fieldOf } from '../answer.ts';
import { audiencePath } from '../audiences.ts';

export function planPath(audience: string): string {
  return `${audiencePath(audience)}/plans`;
}

export function planOf(answer: Answer): Plan {
  return fieldOf(answer, 'plan');
}
