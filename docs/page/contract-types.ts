import { importRejects, keyKinds, rejectReasons } from '@kindred/contract';

/** The parts of JSON Schema that docs/openapi.json uses. */
interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: string;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: { readonly enum: readonly string[] };
  readonly additionalProperties?: Schema;
  readonly contentMediaType?: string;
  readonly description?: string;
}

type Content = Readonly<Record<string, { readonly schema: Schema }>>;

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly name: string;
    readonly in: string;
    readonly required?: boolean;
    readonly schema: Schema;
  }[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Readonly<Record<string, { readonly content?: Content }>>;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** Written by hand in the contract, with what a schema cannot say, and where. */
const byHand: Readonly<Record<string, string>> = {
  UploadReport: '../upload.ts',
  Funnel: '../upload.ts',
  RejectSample: '../upload.ts',
  RelayReport: '../relay.ts',
  Error: '../errors.ts',
};

const notice = '// Made of docs/openapi.json by `npm run docs`. Change the routes of the server instead.\n';

/** Sets of words that have a name in the contract. */
const names: Readonly<Record<string, string>> = {
  [Object.keys(rejectReasons).join()]: 'RejectReason',
  [Object.keys(importRejects).join()]: 'ImportReject',
  [Object.keys(keyKinds).join()]: 'KeyKind',
};

/** packages/contract/src/api/schemas.ts: what answers are made of. */
export function contractSchemas(openApi: string): string {
  const { components } = JSON.parse(openApi) as Document;
  const made = Object.entries(components.schemas)
    .filter(([name]) => !Object.hasOwn(byHand, name))
    .map(([name, schema]) => `export interface ${name} ${typeOf(schema, '')}\n`);
  const text = made.join('');
  const used = Object.keys(byHand).filter((name) => new RegExp(`: [^\n]*\\b${name}\\b`).test(text));
  return [
    notice,
    "import type { ImportReject } from '../import-reject.ts';\nimport type { KeyKind } from '../key-kind.ts';\n" +
      importsOf(used),
    ...made,
  ].join('\n');
}

/** packages/contract/src/api/calls.ts: what each call takes and answers, and where it is. */
export function contractCalls(openApi: string): string {
  const { paths, components } = JSON.parse(openApi) as Document;
  const calls = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  const types = calls.map(
    ({ operation }) =>
      `  /** ${operation.summary}. */\n  readonly ${operation.operationId}: ${callOf(operation)};\n`,
  );
  const places = calls.map(
    ({ path, method, operation }) => `  ${operation.operationId}: ['${method.toUpperCase()}', '${path}'],\n`,
  );
  const text = types.join('');
  const used = Object.keys(components.schemas).filter((name) =>
    new RegExp(`\\b${name}\\b(?!_|:)`).test(text),
  );
  return [
    notice,
    importsOf(used),
    `/** What each call takes and answers, by its operationId. */\nexport interface Calls {\n${text}}\n`,
    `/** Method and path of each call. */\nexport const callPlaces = {\n${places.join('')}} as const satisfies Readonly<Record<keyof Calls, readonly [string, string]>>;\n`,
  ].join('\n');
}

/** Imports of schemas, those that are written by hand first. */
function importsOf(names: readonly string[]): string {
  const byFile = Map.groupBy(names, (name) => byHand[name] ?? './schemas.ts');
  return [...byFile]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([from, which]) => `import type { ${which.join(', ')} } from '${from}';\n`)
    .join('');
}

function callOf({ parameters = [], requestBody, responses }: Operation): string {
  const group = (where: string) => {
    const own = parameters.filter((each) => each.in === where);
    const properties = Object.fromEntries(own.map(({ name, schema }) => [name, schema]));
    const required = own.filter((each) => each.required === true).map(({ name }) => name);
    return own.length === 0 ? 'null' : typeOf({ type: 'object', properties, required }, '    ');
  };
  const answer = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1].content;
  return `{
    readonly path: ${group('path')};
    readonly query: ${group('query')};
    readonly body: ${contentOf(requestBody?.content, '    ')};
    readonly answer: ${contentOf(answer, '    ')};
  }`;
}

function contentOf(content: Content | undefined, indent: string): string {
  if (content === undefined) return 'null';
  const types = Object.entries(content).map(([type, { schema }]) =>
    type === 'application/octet-stream' ? 'Blob' : typeOf(schema, indent),
  );
  return [...new Set(types)].join(' | ');
}

function typeOf(schema: Schema, indent: string): string {
  if (schema.$ref !== undefined) return schema.$ref.split('/').at(-1) ?? '';
  if (schema.anyOf !== undefined) return schema.anyOf.map((each) => typeOf(each, indent)).join(' | ');
  if (schema.const !== undefined) return `'${schema.const}'`;
  if (schema.enum !== undefined) return wordsOf(schema.enum);
  if (schema.contentMediaType !== undefined) return 'Blob';
  if (Array.isArray(schema.type)) {
    return schema.type.map((type: string) => typeOf({ ...schema, type }, indent)).join(' | ');
  }
  if (schema.type === 'array') return arrayOf(typeOf(schema.items ?? {}, indent));
  if (schema.type === 'object') return objectOf(schema, indent);
  return plainTypes[String(schema.type)] ?? 'unknown';
}

const plainTypes: Readonly<Record<string, string>> = {
  ...{ integer: 'number', number: 'number', string: 'string', boolean: 'boolean', null: 'null' },
};

function wordsOf(words: readonly string[]): string {
  return names[words.join()] ?? words.map((word) => `'${word}'`).join(' | ');
}

function arrayOf(item: string): string {
  return /[ |{]/.test(item) ? `readonly (${item})[]` : `readonly ${item}[]`;
}

function objectOf(schema: Schema, indent: string): string {
  const { properties, required = [], propertyNames, additionalProperties } = schema;
  if (properties === undefined) {
    if (additionalProperties === undefined) return 'Readonly<Record<string, unknown>>';
    const value = typeOf(additionalProperties, indent);
    const key = propertyNames === undefined ? 'string' : wordsOf(propertyNames.enum);
    const record = `Readonly<Record<${key}, ${value}>>`;
    return propertyNames === undefined ? record : `Partial<${record}>`;
  }
  const lines = Object.entries(properties).map(([name, each]) => {
    const key = /^[A-Za-z_]\w*$/.test(name) ? name : `'${name}'`;
    const isRequired = required.includes(name);
    const type = typeOf(each, `${indent}  `);
    const comment = each.description === undefined ? '' : `${indent}  /** ${each.description} */\n`;
    return `${comment}${indent}  readonly ${key}${isRequired ? `: ${type}` : `?: ${type} | undefined`};\n`;
  });
  return `{\n${lines.join('')}${indent}}`;
}
