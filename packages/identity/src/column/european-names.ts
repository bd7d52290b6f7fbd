import type { Role } from './role.ts';

/**
 * How columns are called in German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Danish,
 * Norwegian, Finnish and Czech, in lists parted by blanks. Accents may be left out in a file, as may blanks and
 * hyphens, which are left out here. Words that are usual names of features in English (`via`) are not here.
 */
export const europeanNames: Readonly<Partial<Record<Role, readonly string[]>>> = {
  country: [
    ...wordsOf('land ländercode länderkürzel landkod landekode landcode'),
    ...wordsOf('pays codepays país códigopaís paese codicepaese nazione kraj maa země'),
  ],
  email: [
    ...wordsOf('emailadresse mailadresse epost epostadresse epostadress emailadress mejl mejladress'),
    ...wordsOf('courriel adresseemail adressemail adressecourriel adresseélectronique adresemail adresmail'),
    ...wordsOf('correo correoelectrónico direccióndecorreo emaildirección indirizzoemail indirizzomail'),
    ...wordsOf('postaelettronica correioeletrónico correioeletrônico endereçodeemail emailadres'),
    ...wordsOf('pocztaelektroniczna sähköposti sähköpostiosoite emailováadresa'),
  ],
  phone: [
    ...wordsOf('telefon telefonnummer telefonnr telnr telnummer rufnummer festnetz festnetznummer'),
    ...wordsOf('telefonprivat telefongeschäftlich telefonmobil handy handynummer handynr mobil mobilnummer'),
    ...wordsOf('mobilnr mobiltelefon mobiltelefonnummer mobilfunk mobilfunknummer tlf tlfnr'),
    ...wordsOf(
      'téléphoneportable téléphonemobile téléphonefixe numérodetéléphone numtel portable telportable',
    ),
    ...wordsOf('telmobile telfixe teléfono teléfonomóvil teléfonofijo númerodeteléfono móvil celular'),
    ...wordsOf('cellulare telefonocellulare telefonomobile telefonofisso numeroditelefono numerotelefono'),
    ...wordsOf('telefone telefonecelular telemóvel númerodetelefone telefoon telefoonnummer mobiel'),
    ...wordsOf('mobielnummer gsm gsmnummer numertelefonu nrtelefonu telefonkomórkowy komórka'),
    ...wordsOf('puhelin puhelinnumero matkapuhelin telefonníčíslo'),
  ],
  fn: wordsOf(
    'vorname rufname prénom nombre nombredepila nome voornaam imię fornavn förnamn etunimi jméno křestníjméno',
  ),
  ln: [
    ...wordsOf('nachname familienname zuname nom nomdefamille apellido apellidos primerapellido cognome'),
    ...wordsOf('apelido sobrenome achternaam nazwisko efternavn etternavn efternamn sukunimi příjmení'),
  ],
  zip: wordsOf(
    'plz postleitzahl codepostal cp códigopostal cap codicepostale kodpocztowy postnummer postnr postinumero psč',
  ),
  ct: [
    ...wordsOf('ort wohnort stadt ville commune ciudad localidad población città comune località cidade'),
    ...wordsOf('localidade plaats woonplaats stad miasto miejscowość postort poststed kaupunki město obec'),
  ],
  dob: [
    ...wordsOf('geburtsdatum geburtstag datedenaissance fechadenacimiento datadinascita datadenascimento'),
    ...wordsOf('geboortedatum dataurodzenia födelsedatum fødselsdato fødselsdag syntymäaika datumnarození'),
  ],
};

/** Names of streets, house numbers and whole names, in the same languages. */
export const europeanPersonalNames: readonly string[] = [
  ...wordsOf('straße hausnummer hausnr straßehausnummer anschrift adresse adresszeile postanschrift'),
  ...wordsOf('rue numéroderue adressepostale adresseligne dirección calle domicilio direcciónpostal'),
  ...wordsOf('indirizzo civico numerocivico morada endereço rua straat straatnaam huisnummer adres'),
  ...wordsOf('ulica gatuadress gata adress gade vejnavn gateadresse husnummer katuosoite lähiosoite osoite'),
  ...wordsOf('vollständigername nomcomplet nomprénom nombrecompleto nombreyapellidos nomecompleto'),
  ...wordsOf('nominativo nomeecognome volledigenaam imięinazwisko navn namn nimi geburtsname'),
  ...wordsOf('codicefiscale dni nif steuernummer personnummer pesel rodnéčíslo'),
];

function wordsOf(list: string): readonly string[] {
  return list.split(' ');
}
