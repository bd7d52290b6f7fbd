import './packages/server/src/process-flags.ts';
import { openChdb, migrateColumn } from './packages/server/src/column/index.ts';
import { columnStatistics, encodeStatement } from './packages/server/src/lookalike/features/index.ts';
import { planEncoding } from './packages/server/src/lookalike/encoding/index.ts';
import { readFileSync, existsSync, writeFileSync } from 'node:fs';
const column = await openChdb({ directory: '/tmp/enc/col', memoryBytesMax: 4 * 2 ** 30 });
const n = 400000;
if (!existsSync('/tmp/enc/made')) {
  await migrateColumn(column);
  const numbered = (stem: string, count: number) => Array.from({ length: count }, (_, k) => `${stem}_${String(k).padStart(2, '0')}`);
  const names = [...numbered('num', 24), ...numbered('cat', 12), ...numbered('tok', 3), ...numbered('emb', 32)];
  const text = readFileSync('bench/lookalike-scale/sql/make-people.sql', 'utf8');
  for (let slice = 0; slice < 16; slice += 1) await column.exec(text, { k0: 1, k1: 2, people: n, slice, names } as never);
  writeFileSync('/tmp/enc/made', '');
}
const plan = planEncoding(await columnStatistics(column), { kinds: {}, excluded: [] });
const full = encodeStatement(plan);
writeFileSync('/tmp/enc/full.sql', full);
const cpu = async (name: string, text: string) => {
  let best = Infinity, wall = Infinity;
  for (let i = 0; i < 3; i++) {
    const a = process.cpuUsage(); const t = performance.now();
    await column.exec(text, { encoding: 1000 });
    const b = process.cpuUsage(a);
    best = Math.min(best, b.user + b.system); wall = Math.min(wall, performance.now() - t);
    if (text.includes('INSERT INTO encoded')) await column.exec('ALTER TABLE encoded_people DROP PARTITION 1000');
  }
  console.log(name.padEnd(20), ((best * 1000) / n).toFixed(0).padStart(7), 'ns CPU/person', ((wall * 1e6) / n).toFixed(0).padStart(7), 'ns wall');
};
const parts = full.slice(full.indexOf('SELECT'));
const select = full.match(/SELECT[\s\S]*?country, person,\n([\s\S]*)\nFROM people/)![1]!;
// split into 4 top-level parts
const tops: string[] = []; let depth = 0, cur = '', quote = false;
for (const c of select) { if (c === "'") quote = !quote; if (!quote) { if ('([' .includes(c)) depth++; if (')]'.includes(c)) depth--; } if (c === ',' && depth === 0 && !quote) { tops.push(cur); cur = ''; } else cur += c; }
tops.push(cur);
const sel = (exprs: string[], from = 'people FINAL') => `SELECT ${exprs.map((e) => `NOT ignore(${e})`).join(' AND ') } AS x, count() FROM ${from} GROUP BY x SETTINGS max_threads=2 FORMAT Null`;
const q = process.argv.slice(2);
const all: Record<string, () => Promise<void>> = {
  scan: () => cpu('scan', sel(['features', 'country', 'person'])),
  nofinal: () => cpu('scan no final', sel(['features', 'country', 'person'], 'people')),
  codes: () => cpu('codes', sel([tops[0]!])),
  raws: () => cpu('raws', sel([tops[1]!])),
  tokens: () => cpu('tokens', sel([tops[2]!])),
  embedding: () => cpu('embedding', sel([tops[3]!])),
  codesraws: () => cpu('codes+raws', sel([tops[0]!, tops[1]!])),
  all4: () => cpu('all 4', sel(tops)),
  full: () => cpu('full', full),
};
export { cpu, sel, tops, column, plan, full };
if (process.argv[1]?.endsWith('zz-enc.ts')) { for (const [k, f] of Object.entries(all)) if (!q.length || q.includes(k)) await f(); await column.close(); }
