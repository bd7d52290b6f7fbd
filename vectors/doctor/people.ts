import { hex } from '../compare/vector.ts';

export interface MadePerson {
  readonly email: string;
  /** Digits with country code. */
  readonly phone: string;
  readonly fn: string;
  readonly ln: string;
  readonly zip: string;
}

const firstNames = 'mary john josé anna søren zoë liam emma lukas mia noah olivia 王 さくら rené'.split(' ');
const lastNames = "smith o'brien müller garcía lee nguyễn kowalski jansen rossi silva 李 brown".split(' ');

/** People of nowhere; some lack a part, as people in lists do, and one in fifty is there twice. */
export function people(count: number, random: () => number): readonly MadePerson[] {
  const pick = (from: readonly string[]) => from[Math.floor(random() * from.length)] ?? '';
  const made: MadePerson[] = [];
  for (let index = 0; index < count; index += 1) {
    const again = random() < 0.02 ? made[Math.floor(random() * made.length)] : undefined;
    const [fn, ln] = [pick(firstNames), pick(lastNames)];
    made.push(
      again ?? {
        email: index > 5 && random() < 0.05 ? '' : `user${index}.${Math.floor(random() * 1e6)}@example.com`,
        phone:
          index > 5 && random() < 0.2
            ? ''
            : `1650555${String(Math.floor(random() * 10_000)).padStart(4, '0')}`,
        fn,
        ln,
        zip: String(10_000 + Math.floor(random() * 89_999)),
      },
    );
  }
  return made;
}

/** The addresses and numbers of the list that its uploader knows. */
export function knownValues(list: readonly MadePerson[]): readonly string[] {
  return list.slice(0, 5).flatMap(({ email, phone }) => [email, `+${phone}`]);
}

const names = ['email', 'phone', 'first name', 'last name', 'zip', 'country'];

/** Three files of the same people, all of them right: plain, hashed with several keys, and a list of hashes. */
export const files = {
  plain: (list: readonly MadePerson[]): string[][] => [
    names,
    ...list.map(({ email, phone, fn, ln, zip }) => [email, phone, fn, ln, zip, 'US']),
  ],
  hashed: (list: readonly MadePerson[]): string[][] => [
    names.map((name) => name.toUpperCase()),
    ...list.map(({ email, phone, fn, ln, zip }) => [
      ...[email, phone, fn, ln, zip].map((value) => (value === '' ? '' : hex(value))),
      'us',
    ]),
  ],
  list: (list: readonly MadePerson[]): string[][] =>
    list.map(({ email }) => [email === '' ? '' : hex(email)]),
} as const;

export type Form = keyof typeof files;
