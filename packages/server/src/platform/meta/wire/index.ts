export { callGraph, type GraphAnswer, type GraphCall } from './call.ts';
export { termsLink } from './errors.ts';
export { asCount, asId, asList, asNumber, asRecord, asText } from './read.ts';
