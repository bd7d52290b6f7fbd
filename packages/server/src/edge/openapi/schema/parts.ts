import type { JsonObject } from '../json.ts';

export const text: JsonObject = { type: 'string' };
export const whole: JsonObject = { type: 'integer' };
export const flag: JsonObject = { type: 'boolean' };
export const share: JsonObject = { type: 'number', minimum: 0, maximum: 1 };
export const time: JsonObject = { type: 'string', format: 'date-time' };

/** Counts of people: null where they are not known yet, or too small to be shown. */
export const people: JsonObject = orNull(whole);

export function orNull(schema: JsonObject): JsonObject {
  return { anyOf: [schema, { type: 'null' }] };
}

export function listOf(items: JsonObject): JsonObject {
  return { type: 'array', items };
}

export function oneOf(values: readonly string[]): JsonObject {
  return { type: 'string', enum: values };
}

/** A schema that the document keeps under this name. */
export function ref(name: string): JsonObject {
  return { $ref: `#/components/schemas/${name}` };
}

/** An object of which all properties are there, but those named behind it. */
export function object(properties: JsonObject, absent: readonly string[] = []): JsonObject {
  const required = Object.keys(properties).filter((name) => !absent.includes(name));
  return { type: 'object', properties, required };
}

/** Counts by names, of which any may be absent. */
export function counts(names: readonly string[], count: JsonObject): JsonObject {
  return { type: 'object', propertyNames: { enum: names }, additionalProperties: count };
}
