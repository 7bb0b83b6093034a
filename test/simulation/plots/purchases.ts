import { type Act, AMOUNT } from './acts.ts';
import {
  aCapture,
  anything,
  aRefund,
  CANCEL,
  first,
  maybe,
  OPEN,
  pay,
  put,
  type Setting,
  strange,
  times,
} from './drawn.ts';

export type PurchasePlot =
  | 'opened in a rush'
  | 'paid and refunded'
  | 'opened anew'
  | 'captured by hand'
  | 'changed and cancelled'
  | 'strange'
  | 'anything';

/** What happens to one purchase, in this order and in a tempo of its own. */
export const PURCHASE_PLOTS: Readonly<Record<PurchasePlot, (setting: Setting) => readonly Act[]>> = {
  'opened in a rush': (setting) => [
    ...first(setting),
    ...times(setting.chance.between(2, 5), () => OPEN),
    pay(setting),
    ...maybe(setting, 0.5, OPEN, OPEN),
  ],
  'paid and refunded': (setting) => [
    ...[...first(setting), OPEN, pay(setting)],
    ...times(setting.chance.between(1, 4), () => aRefund(setting)),
    ...maybe(setting, 0.3, { kind: 'refund behind', share: setting.chance.pick([1, 0.4]) }),
    ...maybe(
      setting,
      0.2,
      { kind: 'dispute', status: 'open' },
      { kind: 'dispute', status: setting.chance.pick(['won', 'lost']) },
    ),
  ],
  'opened anew': (setting) => [
    ...[...first(setting), OPEN, CANCEL, OPEN],
    ...maybe(setting, 0.7, pay(setting, 'first')),
    ...maybe(setting, 0.7, pay(setting)),
    ...maybe(setting, 0.3, OPEN),
    ...maybe(setting, 0.3, aRefund(setting)),
  ],
  'captured by hand': (setting) => [
    ...[put('manual'), OPEN, { kind: 'pay', way: 'is authorized', although: false, by: 'last' } as const],
    ...times(setting.chance.between(1, 3), () => aCapture(setting)),
    ...maybe(setting, 0.3, CANCEL),
    ...maybe(setting, 0.3, aRefund(setting)),
  ],
  'changed and cancelled': (setting) => [
    ...[put(), ...maybe(setting, 0.7, OPEN, ...maybe(setting, 0.6, CANCEL)), put('automatic', 1_200), OPEN],
    pay(setting, setting.chance.pick(['first', 'last'])),
    ...maybe(setting, 0.5, { kind: 'cancel order' }),
    ...maybe(setting, 0.5, put('automatic', AMOUNT)),
    ...maybe(setting, 0.5, OPEN, pay(setting, setting.chance.pick(['first', 'last']))),
  ],
  strange: (setting) => [
    ...[...first(setting), OPEN],
    ...times<Act>(2, () => strange(setting)),
    ...maybe(setting, 0.5, pay(setting)),
    ...maybe(setting, 0.3, { kind: 'sync' }),
  ],
  anything: (setting) => [...first(setting), OPEN, ...times(setting.chance.between(1, 6), () => anything(setting))],
};
