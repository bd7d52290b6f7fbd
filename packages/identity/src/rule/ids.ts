import type { Rule } from './rule.ts';

/** Meta, MADID: small letters, hyphens kept; not hashed. The zeros are what a device says that may not be followed. */
export const mobileId: Rule = (text) => {
  const canonical = text.toLowerCase();
  if (/^[0-]+$/.test(canonical)) return 'zero_mobile_id';
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/.test(canonical)
    ? { canonical }
    : 'not_a_mobile_id';
};

/** Meta, UID: digits. */
export const numericId: Rule = (text) =>
  /^[0-9]{1,20}$/.test(text) ? { canonical: text } : 'not_a_numeric_id';

/** Ids of which only their owner knows the form stay as they are: Meta, EXTERN_ID ("no normalisation"). */
export const opaqueId: Rule = (text) => (/\p{Cc}/u.test(text) ? 'id_characters' : { canonical: text });
