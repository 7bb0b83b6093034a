import { SEED } from './fill.ts';
import { type Span, type Story, storyOf } from './story.ts';
import { worldOf } from './world.ts';

/** Of what was filled in: what is looked for. */
export type Examples = {
  readonly until: Date;
  readonly order: Story;
  readonly paid: Story;
  readonly returned: Story;
  /** Of the gym that sells most. */
  readonly gym: string;
  /** The id of an open problem. */
  readonly problem: string;
};

export function examplesOf(span: Span): Examples {
  const world = worldOf(SEED);
  const newest = (is: (story: Story) => boolean): Story => {
    for (let number = Math.floor(span.payments / 2); number >= 0; number -= 1) {
      const story = storyOf(world, span, number);
      if (is(story)) return story;
    }
    throw new Error('nothing of this kind was filled in');
  };
  const isPaid = ({ changes }: Story) => changes.at(-1)?.to === 'succeeded';
  return {
    until: new Date(span.until),
    order: newest((story) => story.orderId !== null && story.intentId !== null && isPaid(story)),
    paid: newest((story) => story.orderId === null && isPaid(story)),
    returned: newest(({ refund }) => refund !== null),
    gym: world.gyms[0]?.gymSlug ?? '',
    problem: `paid_twice:${newest(({ anomaly }) => anomaly?.isOpen === true).id}`,
  };
}
