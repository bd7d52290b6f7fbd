export { type Cut, writeCut } from './cut.ts';
export { scoreLines } from './export.ts';
export { scoreStatement } from './score-statement.ts';
export { dropScores, type ScoreRequest, scoreCountry } from './scorer.ts';
