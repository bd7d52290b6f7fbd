import { type Paint, plainPaint } from './paint.ts';

/** What a picture is drawn for: so many columns, and these colours. */
export interface View {
  readonly columns: number;
  readonly paint: Paint;
}

/** For files and pipes: the width that mail and logs are read at, and no colours. */
export const plainView: View = { columns: 80, paint: plainPaint };
