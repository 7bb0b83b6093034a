import type { Figures, FiguresWanted } from '../../domain/operator/figures.ts';

export type Statistics = {
  /**
   * What happened, by interval, then group (null last), then currency; intervals and groups in which nothing happened are
   * left out. @throws DomainError `invalid` with field `time_zone`
   */
  readFigures(wanted: FiguresWanted): Promise<readonly Figures[]>;
};
