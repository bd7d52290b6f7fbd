import { styleText } from 'node:util';

/** How words are set off. Without colours every one of these gives the text back as it is. */
export interface Paint {
  bold(text: string): string;
  dim(text: string): string;
  good(text: string): string;
  bad(text: string): string;
}

const asItIs = (text: string): string => text;

export const plainPaint: Paint = { bold: asItIs, dim: asItIs, good: asItIs, bad: asItIs };

/** Colours where the stream is a terminal and NO_COLOR is not set; otherwise none. */
export function paintFor(stream: { readonly isTTY?: boolean }, env: NodeJS.ProcessEnv): Paint {
  const wanted = stream.isTTY === true && (env['NO_COLOR'] ?? '') === '' && env['TERM'] !== 'dumb';
  if (!wanted) return plainPaint;
  const styled =
    (format: 'bold' | 'dim' | 'green' | 'red') =>
    (text: string): string =>
      styleText(format, text, { validateStream: false });
  return { bold: styled('bold'), dim: styled('dim'), good: styled('green'), bad: styled('red') };
}
