import type { Page } from '../api/audiences.ts';
import { thousands } from '../render/index.ts';

export function pageLine(page: Page<unknown>): string {
  return `page ${page.page}, ${thousands(page.items.length)} of ${thousands(page.total)}`;
}
