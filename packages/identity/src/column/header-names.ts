import { europeanNames, europeanPersonalNames } from './european-names.ts';
import { hashableRoles, type Role } from './role.ts';

/**
 * English names under which a column is recognised, in the order in which they are preferred. Compared without
 * case, accents, blanks, hyphens and underscores, and without a number at the end (`E-Mail 2` is `email`).
 */
const englishNames: Readonly<Record<Role, readonly string[]>> = {
  id: [
    'id',
    'personid',
    'customerid',
    'userid',
    'memberid',
    'clientid',
    'contactid',
    'externalid',
    'externid',
  ],
  country: ['country', 'countrycode', 'countryiso', 'countryname'],
  email: [
    'email',
    'mail',
    'emailaddress',
    'mailaddress',
    'emails',
    'em',
    'workemail',
    'homeemail',
    'privateemail',
  ],
  phone: [
    'phone',
    'phonenumber',
    'mobile',
    'mobilenumber',
    'mobilephone',
    'tel',
    'telephone',
    'telephonenumber',
    'telno',
    'phoneno',
    'mobileno',
    'mobilephonenumber',
    'contactnumber',
    'whatsapp',
    'whatsappnumber',
    'cell',
    'cellphone',
    'cellphonenumber',
    'homephone',
    'workphone',
    'phones',
    'msisdn',
    'ph',
  ],
  madid: [
    'madid',
    'maid',
    'mobileadvertiserid',
    'mobileadid',
    'idfa',
    'gaid',
    'aaid',
    'adid',
    'advertisingid',
  ],
  uid: ['uid', 'fbid', 'fbuid', 'facebookid'],
  extern_id: ['externid', 'externalid'],
  third_party_id: ['thirdpartyid', 'customaudiencethirdpartyid'],
  fn: ['fn', 'firstname', 'fname', 'givenname', 'forename'],
  ln: ['ln', 'lastname', 'lname', 'surname', 'familyname'],
  zip: ['zip', 'zipcode', 'postcode', 'postalcode', 'postal'],
  ct: ['ct', 'city', 'town'],
  st: ['st', 'state', 'province', 'region', 'statecode'],
  dob: ['dob', 'birthday', 'birthdate', 'dateofbirth', 'bday'],
  doby: ['doby', 'birthyear', 'yearofbirth'],
  dobm: ['dobm', 'birthmonth', 'monthofbirth'],
  dobd: ['dobd', 'birthdayofmonth'],
  gen: ['gen', 'gender', 'sex'],
};

/** Letters that Unicode does not take apart into a letter and its accent. */
const joinedLetters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', æ: 'ae', œ: 'oe' };

const namesOfRole = Object.fromEntries(
  Object.entries(englishNames).map(([role, names]) => [
    role,
    [...names, ...(europeanNames[role as Role] ?? []).map(plainName)],
  ]),
) as unknown as Readonly<Record<Role, readonly string[]>>;

/** Columns that say who somebody is and are matched by nothing here: never kept, unless somebody maps them. */
export const personalNames: ReadonlySet<string> = new Set([
  ...Object.entries(namesOfRole)
    .filter(([role]) => role !== 'id' && role !== 'country')
    .flatMap(([, names]) => names),
  ...[
    'name',
    'fullname',
    'displayname',
    'nickname',
    'username',
    'login',
    'middlename',
    'maidenname',
    'password',
  ],
  ...['address', 'addressline', 'streetaddress', 'streetname', 'street', 'housenumber', 'postaladdress'],
  ...['fax', 'website', 'twitter'],
  ...[
    'ip',
    'ipaddress',
    'useragent',
    'ssn',
    'passport',
    'passportnumber',
    'taxid',
    'iban',
    'bic',
    'creditcard',
    'cardnumber',
  ],
  ...europeanPersonalNames.map(plainName),
]);

/** The same names as the engine compares those that the head of a file did not show: accented letters are left out. */
export const personalLetters: readonly string[] = [
  ...personalNames,
  ...[...Object.values(europeanNames).flat(), ...europeanPersonalNames]
    .map((name) => name.replace(/[^a-z]/g, ''))
    .filter((letters) => letters.length > 3),
];

/** What a header cell asks to be. weak: MD5 and SHA-1 of identifiers match nothing and can be guessed. */
export interface HeaderMeaning {
  readonly roles: readonly Role[];
  readonly hashed: boolean;
  readonly weak: boolean;
  readonly personal: boolean;
}

/** The name as it is compared. */
export function plainName(header: string): string {
  return header
    .toLowerCase()
    .replace(/[ßøłæœ]/g, (letter) => joinedLetters[letter] ?? '')
    .normalize('NFKD')
    .replace(/[^a-z0-9]/g, '');
}

/** Whether the name of a column that is no identifier says that numbers in it are those of telephones. */
export function soundsOfPhone(header: string): boolean {
  return /phone|telefo|telemov|whatsapp|handynr|handynum|msisdn|mobilnum|mobilnr|mobilenum|cellulare/.test(
    plainName(header),
  );
}

/** What a column of this name is, judged by the name alone. */
export function meaningOf(header: string): HeaderMeaning {
  const plain = plainName(header);
  const bare = plain.replace(/sha256|sha1|md5|hashed|hash/g, '');
  const name = bare.replace(/[0-9]+$/, '');
  const hashed = plain.includes('sha256') || (bare !== plain && !/md5|sha1/.test(plain)) || plain === 'hem';
  const found = plain === 'hem' ? (['email'] as const) : rolesNamed(name);
  return {
    roles: hashed ? found.filter((role) => hashableRoles.has(role) || role === 'madid') : found,
    hashed,
    weak: /md5|sha1/.test(plain),
    personal: personalNames.has(name),
  };
}

/** How much a name is preferred for a role: 0 is best. */
export function preference(role: Role, header: string): number {
  const name = plainName(header).replace(/[0-9]+$/, '');
  const place = namesOfRole[role].indexOf(name);
  return place === -1 ? namesOfRole[role].length : place;
}

function rolesNamed(name: string): readonly Role[] {
  return (Object.keys(namesOfRole) as Role[]).filter((role) => namesOfRole[role].includes(name));
}
