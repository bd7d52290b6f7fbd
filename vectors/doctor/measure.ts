import { DelimitedDoctor, type Diagnosis, findings, testHashes } from '@kindred/identity';
import { randomFrom } from '../../tests/dev-env/random.ts';
import { type Fault, faults } from './faults.ts';
import { type Form, files, knownValues, people } from './people.ts';

export interface Measured {
  readonly fault: Fault;
  /** Share of the rows that are wrong → files in which it was found, of those that were made. */
  readonly found: Readonly<Record<string, readonly [found: number, made: number]>>;
  /** Files in which something else was called an error, too. */
  readonly others: number;
}

export const shares = ['1 row', '5 %', 'all'] as const;
const sizes = [300, 3000];

/** How often the doctor finds a mistake that was made on purpose, and what else it then says. */
export async function measureFault(fault: Fault, seeds: number): Promise<Measured> {
  const found: Record<string, readonly [number, number]> = {};
  let others = 0;
  for (const share of fault.whole === true ? (['all'] as const) : shares) {
    const told = await Promise.all(
      seedsTo(seeds).flatMap((seed) => sizes.map((size) => diagnose(fault, fault.form, share, size, seed))),
    );
    found[share] = [told.filter((each) => says(each, fault.code)).length, told.length];
    others += told.filter((each) =>
      each.findings.some(({ code, severity }) => severity === 'error' && code !== fault.code),
    ).length;
  }
  return { fault, found, others };
}

/** How many right files of each form are called wrong. */
export async function falseAlarms(seeds: number): Promise<readonly (readonly [Form, number, number])[]> {
  return Promise.all(
    (Object.keys(files) as Form[]).map(async (form) => {
      const told = await Promise.all(
        seedsTo(seeds).flatMap((seed) => sizes.map((size) => diagnose(null, form, 'all', size, seed))),
      );
      return [form, told.filter((each) => each.findings.length > 0).length, told.length] as const;
    }),
  );
}

export async function doctorTable(seeds: number): Promise<string> {
  const measured = [];
  for (const fault of faults) measured.push(await measureFault(fault, seeds));
  const alarms = await falseAlarms(seeds * 5);
  return [
    `| mistake | said | ${shares.join(' | ')} | another error, too |`,
    `|---|---|${shares.map(() => '--:').join('|')}|--:|`,
    ...measured.map(({ fault, found, others }) => {
      const cells = shares.map((share) => (found[share] === undefined ? '' : found[share].join(' of ')));
      const { severity } = findings[fault.code];
      return `| ${fault.says} | \`${fault.code}\`${severity === 'note' ? ' (note)' : ''} | ${cells.join(' | ')} | ${others} |`;
    }),
    '',
    `Right files of which something was said: ${alarms.map(([form, wrong, made]) => `${wrong} of ${made} (${form})`).join(', ')}.`,
  ].join('\n');
}

async function diagnose(
  fault: Fault | null,
  form: Form,
  share: (typeof shares)[number],
  size: number,
  seed: number,
): Promise<Diagnosis> {
  const random = randomFrom(seed * 1000 + size);
  const list = people(size, random);
  const header = form === 'list' ? 0 : 1;
  // A row in which there is something to be wrong.
  const whole = list.flatMap(({ email, phone }, index) => (email === '' || phone === '' ? [] : [index]));
  const only = whole[Math.floor(random() * whole.length)];
  const chosen = (index: number) => share === 'all' || (share === '1 row' ? index === only : random() < 0.05);
  const rows: readonly (readonly string[])[] = files[form](list).map((cells, index) => {
    const person = list[index - header];
    return fault?.row !== undefined && person !== undefined && chosen(index - header)
      ? fault.row(cells, person)
      : cells;
  });
  const text = `${(fault?.rows?.(rows) ?? rows).map((cells) => cells.join(',')).join('\n')}\n`;
  const bytes = fault?.bytes?.(text) ?? new TextEncoder().encode(text);
  const doctor = new DelimitedDoctor({ tests: await testHashes(knownValues(list), 'US') });
  for (let at = 0; at < bytes.length; at += 7919) doctor.push(bytes.subarray(at, at + 7919));
  return doctor.end();
}

function says(told: Diagnosis, code: Fault['code']): boolean {
  return told.findings.some((each) => each.code === code);
}

function seedsTo(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
