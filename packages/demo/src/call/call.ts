import { join } from 'node:path';

/** One call of the Audience API, as data: it can be printed as a curl command, or carried out. */
export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT';
  /** With its query. */
  readonly path: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  /** A file of the working directory, sent as the field `file`. */
  readonly file: string | null;
}

export interface Target {
  readonly url: string;
  readonly token: string;
}

/** The call as a user types it who stands where `directory` is the path to the file, in the form of the API's documents. */
export function curlText(call: Call, target: Target, directory: string): string {
  const first = `curl "${target.url}${call.path}"${call.method === 'GET' ? '' : ` -X ${call.method}`}`;
  const options = [
    ...headersOf(target).map((header) => `-H "${header}"`),
    ...formOf(call, directory).map((part) => `-F '${part.replaceAll("'", "'\\''")}'`),
  ];
  return [first, ...options].join(' \\\n  ');
}

/** The same for the real curl: quiet, without the user's own configuration, with the headers of the answer. */
export function curlArguments(call: Call, target: Target): string[] {
  return [
    '-q',
    '-sS',
    '-i',
    `${target.url}${call.path}`,
    '-X',
    call.method,
    ...headersOf(target).flatMap((header) => ['-H', header]),
    ...formOf(call, '').flatMap((part) => ['-F', part]),
  ];
}

export function headersOf(target: Target): string[] {
  return ['Accept: application/json', `Authorization: OAuth ${target.token}`];
}

function formOf(call: Call, directory: string): string[] {
  const parts = call.fields.map(([name, value]) => `${name}=${value}`);
  return call.file === null ? parts : [...parts, `file=@${join(directory, call.file)};type=text/plain`];
}
