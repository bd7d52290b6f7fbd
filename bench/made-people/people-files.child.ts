import { Session } from 'chdb';
import { sqlIn } from '../../packages/server/src/kernel/sql-file.ts';
import { inputOfModule } from '../kit/child.ts';
import type { PeopleFilesPlan } from './people-files.ts';

interface Input {
  readonly kind: 'upload' | 'population';
  readonly path: string;
  readonly plan: PeopleFilesPlan;
}

const statement = sqlIn(import.meta.url);
const { kind, path, plan } = inputOfModule<Input>();
const session = new Session();
session.queryBind(statement(`make-${kind}`), {
  path,
  rows: plan.rows,
  population: plan.population,
  share: plan.sharePercent,
});
session.close();
process.stdout.write('null');
