const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;
const full = '█';

/** A bar of unicode blocks, `width` cells wide at share 1. Something that is not nothing shows at least a sliver. */
export function bar(share: number, width: number): string {
  const parts = Math.round(Math.min(1, Math.max(0, share)) * width * 8);
  const shown = share > 0 ? Math.max(1, parts) : 0;
  return full.repeat(Math.floor(shown / 8)) + (eighths[shown % 8] ?? '');
}
