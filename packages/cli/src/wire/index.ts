export type { Body } from './body.ts';
export { fileBody, jsonBody } from './body.ts';
export type { Answer, Client, ClientOptions, Query, Upload } from './client.ts';
export { createClient } from './client.ts';
export type { Received, Sending } from './exchange.ts';
export { exchange } from './exchange.ts';
export type { Form, FormField, FormFile } from './multipart.ts';
export { multipart } from './multipart.ts';
