const charactersMax = 300;

/**
 * A platform's text as it may be shown, logged and stored: short, one line, and without what could be a value of a
 * person, a hash, a token or an address of mail. Words and short numbers stay.
 */
export function shownText(text: string): string {
  const plain = text
    .slice(0, 10 * charactersMax)
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll(/\S*@\S*/g, '…')
    .replaceAll(/\b(?=[\w|-]*\d)[\w|-]{15,}/g, '…')
    .replaceAll(/\b[\w|-]{32,}/g, '…')
    .replaceAll(/\+?\d[\d ().-]{5,}\d/g, '…')
    .trim();
  return plain.length > charactersMax ? `${plain.slice(0, charactersMax)}…` : plain;
}
