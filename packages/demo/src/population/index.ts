export type { Piece, Population } from './csv.ts';
export { columns, personLine, populationCsv } from './csv.ts';
export { identityOf } from './identity.ts';
export { Random, scramble } from './random.ts';
export { traitsOf } from './traits.ts';
