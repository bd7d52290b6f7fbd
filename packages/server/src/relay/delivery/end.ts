/** Why a courier stopped. `wait`: it goes on at that time; `failed`: it never will; `gone`: nobody wants it any more. */
export type CourierEnd =
  | { readonly kind: 'ended' }
  | { readonly kind: 'wait'; readonly untilMs: number; readonly said: string }
  | { readonly kind: 'paused'; readonly said: string }
  | { readonly kind: 'failed'; readonly said: string }
  | { readonly kind: 'gone' };

/**
 * What ends the sending of a phase, and not the work. `parked`: the rest of a removal waits until the audience has grown;
 * `over`: the platform takes nothing more of this replace, so it begins anew.
 */
export type Halt =
  | CourierEnd
  | { readonly kind: 'parked' }
  | { readonly kind: 'over'; readonly said: string };
