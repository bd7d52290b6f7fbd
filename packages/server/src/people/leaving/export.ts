import { begun, type ColumnReader, type ExportFormat, quoted } from '../../column/index.ts';
import { sqlIn } from '../../kernel/sql-file.ts';

const statement = sqlIn(import.meta.url);

/** Columns that everybody has, in front of the features. */
const ownColumns = ['id', 'country'];

/** The population as a file that can be imported again: id, country, and a column for each feature. */
export async function exportPeople(
  column: ColumnReader,
  format: ExportFormat,
): Promise<AsyncIterable<Buffer>> {
  const names = await column.query<{ name: string }>(statement('list-features'));
  const features = names.map(({ name }) => `, ${featureColumn(name)}`).join('');
  return begun(column.stream(statement('export-people', { features }), {}, format));
}

/** A feature may be called as a column that is no feature, where an import had other names for those. */
function featureColumn(name: string): string {
  const title = ownColumns.includes(name) ? `feature_${name}` : name;
  const key = quoted(name);
  return `if(mapContains(features, ${key}), features[${key}], NULL) AS ${identifier(title)}`;
}

function identifier(name: string): string {
  return `\`${name.replaceAll('\\', '\\\\').replaceAll('`', '\\`')}\``;
}
