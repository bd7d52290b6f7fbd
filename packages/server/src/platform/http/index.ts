export { addressProblem } from './address.ts';
export { type HttpAnswer, HttpClient, type HttpResult, type HttpTimes } from './client.ts';
