import type { Figures, FiguresWanted } from '../../domain/operator/figures.ts';

export type Statistics = {
  /**
   * What happened, by interval, then group (null last), then currency; intervals and groups in which nothing happened are
   * left out. @throws DomainError `invalid` with field `time_zone`
   */
  readFigures(wanted: FiguresWanted): Promise<readonly Figures[]>;

  /**
   * Brings what a store keeps to answer quickly up with what happened meanwhile: one short part of it, and returns whether
   * there is more. Figures are exact without it, only slower. Replicas may do it at the same time.
   */
  keepFigures(): Promise<boolean>;
};
