/** Trajectories by one of their numbers, as a histogram that filters: a click takes a bin, a drag several. */
import type { ReactNode } from 'react';
import type { RangeKey } from '../../trace';
import { Histogram } from '../../ui/charts/Histogram';
import { Figure } from '../../ui/Figure';
import { rangeName } from '../facets/words';
import { useFilter } from '../facets/useFilter';
import { PickButton } from './PickButton';

interface NumberBin {
  readonly from: number;
  /** Inclusive. */
  readonly to: number;
  readonly count: number;
  /** Of these, with at least one failure. */
  readonly failed: number;
}

interface NumberPlotProps {
  /** What a choice here filters. */
  readonly range: RangeKey;
  readonly name: string;
  readonly question: string;
  readonly caption: string;
  readonly definition: string;
  readonly head: string;
  readonly sql: string;
  readonly bins: readonly NumberBin[];
}

export function NumberPlot({ range: key, head, bins, ...words }: NumberPlotProps): ReactNode {
  const { filter, setRange } = useFilter();
  const range = filter.ranges[key];
  const isChosen = ({ from, to }: { from: number; to: number }): boolean =>
    range !== undefined && to >= (range.min ?? 0) && from <= (range.max ?? Number.POSITIVE_INFINITY);
  const pick = ({ from, to }: { from: number; to: number }): void =>
    setRange(key, range?.min === from && range.max === to ? {} : { min: from, max: to });
  return (
    <Figure
      {...words}
      chosen={range === undefined ? undefined : `${key} ${rangeName(range)}`}
      rows={bins}
      rowKey={({ from }) => String(from)}
      columns={[
        {
          head,
          value: ({ from, to }) => (from === to ? from : `${from}-${to}`),
          cell: (bin) => (
            <PickButton
              isOn={range !== undefined && isChosen(bin)}
              label={rangeName({ min: bin.from, max: bin.to })}
              onPick={() => pick(bin)}
            />
          ),
        },
        { head: 'Trajectories', value: ({ count }) => count },
        { head: 'With a failure', value: ({ failed }) => failed },
      ]}
    >
      <Histogram
        bins={bins.map((bin) => ({ ...bin, isChosen: isChosen(bin) }))}
        hasChoice={range !== undefined}
        height={150}
        onPick={pick}
      />
    </Figure>
  );
}
