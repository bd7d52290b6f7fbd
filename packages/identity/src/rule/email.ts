import type { Rule } from './rule.ts';

/** RFC 5321, 4.5.3.1.3: a path has 256 octets with its brackets. */
const lengthMax = 254;
/** What RFC 5322 leaves out of an address that is not in quotes stays out of both of its sides. */
const address = /^[^@\s<>()[\]\\,;:"]+@[^@\s.<>()[\]\\,;:"]+(\.[^@\s.<>()[\]\\,;:"]+)+$/u;

/** Characters without width that come along when an address is copied from a page. */
const invisible = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;

/**
 * Meta: trim, small letters (Customer Information Parameters, `em`; Custom Audiences, EMAIL). Full stops at the ends
 * are dropped because Meta's own clients do (`add_users` of the Python SDK strips them), and no address has them.
 */
export const email: Rule = (text) => {
  const bare = text.replace(invisible, '').replace(/^[\s.]+|[\s.]+$/g, '');
  const canonical = bare.toLowerCase();
  return canonical.length <= lengthMax && address.test(canonical) ? { canonical } : 'not_an_email';
};

/** TikTok (Customer File: "remove spaces, all lowercase") and Google ("trim intermediate whitespace"). */
export const emailWithoutSpaces: Rule = (text, around) => email(text.replace(/\s+/g, ''), around);

/**
 * Google, Data Manager API, "Format user data": of addresses at gmail.com and googlemail.com the full stops before
 * the @ go, and a + with all that follows it; of other addresses both stay.
 */
export const googleEmail: Rule = (text, around) => {
  const outcome = emailWithoutSpaces(text, around);
  if (typeof outcome === 'string') return outcome;
  const at = outcome.canonical.lastIndexOf('@');
  const domain = outcome.canonical.slice(at);
  if (domain !== '@gmail.com' && domain !== '@googlemail.com') return outcome;
  const local = outcome.canonical.slice(0, at).replace(/\+.*$/, '').replaceAll('.', '');
  if (local === '') return 'not_an_email';
  // The Ads API asked only for trimming and small letters before, so lists hashed for it have the whole address.
  const canonical = local + domain;
  return { canonical, variants: canonical === outcome.canonical ? [] : [outcome.canonical] };
};
