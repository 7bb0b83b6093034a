import { type Act, OF_OWNERS } from './acts.ts';
import { aRefund, CANCEL, maybe, OPEN, pay, type Setting, strange, times } from './drawn.ts';

export type GymPlot = 'replaced' | 'granted' | 'unsigned';

const ANOTHER: Act = { kind: 'open another' };

/** What happens to a gym while two of its checkouts are under way. */
export const GYM_PLOTS: Readonly<Record<GymPlot, (setting: Setting) => readonly Act[]>> = {
  replaced: (setting) => [
    ...[OPEN, ...maybe(setting, 0.4, pay(setting))],
    ...times(setting.chance.between(1, 3), () => ofOwner(setting)),
    ...[ANOTHER, pay(setting, 'first'), pay(setting)],
    ...afterwards(setting),
  ],
  granted: (setting) => [
    ...maybe(setting, 0.5, OPEN),
    ...[{ kind: 'connect' } as const, ANOTHER, pay(setting)],
    ...maybe(setting, 0.4, ofOwner(setting)),
    ...[OPEN, pay(setting, 'first')],
    ...afterwards(setting),
  ],
  unsigned: (setting) => [
    OPEN,
    ...times<Act>(setting.chance.between(1, 3), () => ({
      kind: setting.chance.pick(['hint', 'hint', 'flood', 'forge']),
    })),
    pay(setting),
    ...maybe(setting, 0.5, { kind: 'hint' }, aRefund(setting)),
    ...maybe(setting, 0.3, { kind: 'refund behind', share: 0.4 }, { kind: 'flood' }),
    ...maybe(setting, 0.3, strange(setting)),
  ],
};

function ofOwner({ chance }: Setting): Act {
  return { kind: chance.pick(OF_OWNERS) };
}

function afterwards(setting: Setting): readonly Act[] {
  return [
    ...maybe(setting, 0.5, aRefund(setting)),
    ...maybe(setting, 0.5, ofOwner(setting)),
    ...maybe(setting, 0.3, { kind: 'refund behind', share: 0.4 }),
    ...maybe(setting, 0.3, { kind: 'pay the former owner' }),
    ...maybe(setting, 0.3, aRefund(setting)),
    ...maybe(setting, 0.2, CANCEL),
  ];
}
