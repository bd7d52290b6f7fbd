import { sqlIn } from '../../kernel/sql-file.ts';
import { hasNames } from '../mapping/kinds.ts';
import type { ImportFormat } from '../mapping/query.ts';
import type { Mapping, Role } from '../mapping/role.ts';

const statement = sqlIn(import.meta.url);

const sources: Readonly<Record<ImportFormat, readonly string[]>> = {
  csv: ['lines-sent', 'rows-csv'],
  ndjson: ['lines-sent', 'rows-json'],
  parquet: ['lines-parquet', 'rows-json'],
};

/**
 * The statement that takes rows of this format into the stage: one SELECT in the other, from the bytes outward,
 * with only those steps that the columns of the file need.
 */
export function stagingStatement(format: ImportFormat, mapping: Mapping): string {
  const steps = [...sources[format], 'person', ...identifierSteps(mapping), 'features', 'stage-people'];
  return steps.map((step) => statement(step)).reduce((rows, step) => step.replace('{{rows}}', () => rows));
}

function identifierSteps(mapping: Mapping): readonly string[] {
  const has = (role: Role, hashed: boolean) => mapping.uses[role].some((use) => use.hashed === hashed);
  const steps: readonly (readonly [needed: boolean, step: string])[] = [
    [has('email', false), 'emails'],
    [has('phone', false), 'phones'],
    [has('madid', false), 'mobile-ids'],
    [has('uid', false), 'numeric-ids'],
    [has('extern_id', false) || has('third_party_id', false), 'opaque-ids'],
    [has('email', true) || has('phone', true), 'hashed-ids'],
    [hasNames(mapping), 'name-parts'],
    [hasNames(mapping), 'names'],
    [has('gen', false), 'gender'],
  ];
  return steps.filter(([needed]) => needed).map(([, step]) => step);
}
