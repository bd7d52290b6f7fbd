export type { GraphAnswer, GraphCall, GraphMethod, Proof } from './call.ts';
export { decodeCursor, encodeCursor } from './cursor.ts';
export { errorBody, GraphError, invalidParameter } from './error.ts';
export { type Field, fieldsText, parseFields } from './fields.ts';
export { type Filter, type FilterOperator, matches, parseFiltering } from './filtering.ts';
export { entriesMax, type FormEntries, nestBrackets, parseUrlEncoded } from './form.ts';
export { graphJson, parseJson } from './json-text.ts';
export { formValues, jsonValues, Params, type RawValue } from './params.ts';
