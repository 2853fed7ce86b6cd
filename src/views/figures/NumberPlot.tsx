/** Trajectories by one of their numbers, as a histogram that filters: a click takes a bin, a drag several. */
import type { ReactNode } from 'react';
import type { RangeKey } from '../../trace';
import { Histogram } from '../../ui/charts/Histogram';
import { Figure } from '../../ui/Figure';
import { rangeName } from '../facets/words';
import { useFilter } from '../facets/useFilter';
import type { NearFigure } from './FigureScope';
import { PickButton } from './PickButton';
import { sayMiddle } from './sayMiddle';

interface NumberPlotProps {
  /** What a choice here filters. */
  readonly range: RangeKey;
  readonly name: string;
  readonly question: string;
  /** Of the caption, what stands before n. */
  readonly unit: string;
  readonly definition: string;
  readonly head: string;
  readonly near: NearFigure<'length' | 'steps' | 'think'>;
}

export function NumberPlot({ range: key, head, unit, near, ...words }: NumberPlotProps): ReactNode {
  const { figure, soFar, shell } = near;
  const bins = figure?.bins ?? [];
  const { filter, setRange } = useFilter();
  const range = filter.ranges[key];
  const isChosen = ({ from, to }: { from: number; to: number }): boolean =>
    range !== undefined && to >= (range.min ?? 0) && from <= (range.max ?? Number.POSITIVE_INFINITY);
  const pick = ({ from, to }: { from: number; to: number }): void =>
    setRange(key, range?.min === from && range.max === to ? {} : { min: from, max: to });
  return (
    <Figure
      {...words}
      {...shell}
      caption={`${words.name} · ${unit}${sayMiddle(figure)}; those with a failure hang below${soFar}`}
      sql={figure?.sql}
      chosen={range === undefined ? undefined : `${key} ${rangeName(range)}`}
      rows={figure?.bins}
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
