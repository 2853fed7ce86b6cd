/** The figures of two sources: bars in pairs for names, one over the other for numbers. */
import type { ReactNode } from 'react';
import type { FigureName, Figures } from '../../client/types';
import { formatCount } from '../../lib/text';
import type { FacetKey } from '../../trace';
import { OverlayBars } from '../../ui/charts/OverlayBars';
import { PairBars } from '../../ui/charts/PairBars';
import { Figure, type FigureColumn } from '../../ui/Figure';
import { valueName } from '../facets/words';
import { useIsNear } from './FigureScope';
import { percent } from './percent';
import { FEW, joinBins, overlayBins, shareOut, type SharedBin } from './versus';
import classes from './VersusPanel.module.css';
import { usePair } from './usePair';

const MOST_ROWS = 10;
const NOTE = `“few” marks rows with fewer than ${FEW} on a side: their shares say little.`;

type Counts = readonly (readonly [label: string, count: number])[];

const named =
  (facet: FacetKey) =>
  ({ bars }: { readonly bars: readonly { readonly value: string; readonly count: number }[] }): Counts =>
    bars.map(({ value, count }) => [valueName(facet, value), count]);

export function VersusPlots(): ReactNode {
  return (
    <>
      <SharePlot
        name="Category"
        question="What were the runs about?"
        unit="trajectories"
        of="category"
        counts={named('cat')}
      />
      <SharePlot
        name="Tool calls"
        question="Which tools were called?"
        unit="tool calls"
        of="tools"
        counts={({ bars }) => bars.map(({ tool, calls }) => [tool, calls])}
      />
      <SharePlot
        name="Failures"
        question="How do calls fail?"
        unit="failed responses per 100 tool calls"
        of="failures"
        counts={named('outcome')}
        total={({ calls }) => calls}
      />
      <SharePlot
        name="Parallel width"
        question="How wide are parallel calls?"
        unit="calling steps"
        of="width"
        counts={({ bars }) =>
          bars.filter(({ width }) => width > 0).map(({ width, steps }) => [String(width), steps])
        }
      />
      <SharePlot
        name="Findings"
        question="What is worth a look?"
        unit="trajectories with the finding"
        of="findings"
        counts={named('finding')}
        total={({ trajectories }) => trajectories}
      />
      <NumberPair
        name="Conversation length"
        question="How long are the conversations?"
        unit="turns"
        of="length"
      />
      <NumberPair name="Steps" question="How many steps do the runs take?" unit="steps" of="steps" />
      <NumberPair
        name="Think depth"
        question="How much do the agents think in a run?"
        unit="words"
        of="think"
      />
      <BlockPair />
    </>
  );
}

interface Words {
  readonly name: string;
  readonly question: string;
  readonly unit: string;
}

interface SharePlotProps<Name extends FigureName> extends Words {
  readonly of: Name;
  readonly counts: (figure: Figures[Name]) => Counts;
  /** What the shares are of; the sum of the counts unless given. */
  readonly total?: (figure: Figures[Name]) => number;
}

function SharePlot<Name extends FigureName>(props: SharePlotProps<Name>): ReactNode {
  const { name, question, unit, of, counts, total } = props;
  const [root, isNear] = useIsNear();
  const { both, sql, soFar, problem } = usePair(of, isNear);
  const [a, b] = both ?? [];
  const figure =
    a === undefined || b === undefined
      ? undefined
      : shareOut(counts(a), counts(b), total && [total(a), total(b)]);
  const { rows = [], totalA = 0, totalB = 0 } = figure ?? {};
  const top = rows.length > MOST_ROWS ? `, top ${MOST_ROWS} of ${rows.length}` : '';
  return (
    <Figure
      root={root}
      problem={problem}
      name={name}
      question={question}
      caption={`${name} · share of ${unit}, A: n = ${formatCount(totalA)}, B: n = ${formatCount(totalB)}${top}${soFar}`}
      definition={`Share of ${unit} of each side's own total, under the same filters but the figure's own. ${NOTE}`}
      sql={sql}
      rows={figure?.rows}
      rowKey={({ label }) => label}
      columns={[{ head: name, value: ({ label }) => label }, ...pairColumns(totalA, totalB)]}
    >
      <Legend />
      <PairBars
        data={rows.slice(0, MOST_ROWS).map(({ label, shareA, shareB, isFew }) => ({
          label: isFew ? `${cut(label)} · few` : label,
          a: shareA,
          b: shareB,
        }))}
      />
    </Figure>
  );
}

/** So that the mark of few stays within what is drawn of a label. */
function cut(label: string): string {
  return label.length > 15 ? `${label.slice(0, 14)}…` : label;
}

interface Counted {
  readonly countA: number;
  readonly countB: number;
  readonly isFew: boolean;
}

function pairColumns(totalA: number, totalB: number): readonly FigureColumn<Counted>[] {
  return [
    { head: 'A', value: ({ countA }) => countA },
    { head: 'A, share', value: ({ countA }) => percent(countA, totalA) },
    { head: 'B', value: ({ countB }) => countB },
    { head: 'B, share', value: ({ countB }) => percent(countB, totalB) },
    { head: 'Note', value: ({ isFew }) => (isFew ? `few (< ${FEW})` : '') },
  ];
}

/** Which mark is whose. */
function Legend({ isOverlay = false }: { isOverlay?: boolean }): ReactNode {
  return (
    <p className={classes['legend']} data-overlay={isOverlay}>
      <span data-side="a" /> A <span data-side="b" /> B
    </p>
  );
}

function binName({ from, to }: SharedBin): string {
  return from === to ? formatCount(from) : `${formatCount(from)}–${formatCount(to)}`;
}

function overlay(bins: readonly SharedBin[]) {
  return bins.map((bin) => ({ label: formatCount(bin.from), a: bin.shareA, b: bin.shareB }));
}

function sayFew(bins: readonly SharedBin[]): string {
  const few = bins.filter(({ isFew }) => isFew).length;
  return few === 0 ? '' : `; ${few} of ${bins.length} bins are few on a side`;
}

interface NumberPairProps extends Words {
  readonly of: 'length' | 'steps' | 'think';
}

function NumberPair({ name, question, unit, of }: NumberPairProps): ReactNode {
  const [root, isNear] = useIsNear();
  const { both, sql, soFar, problem } = usePair(of, isNear);
  const [a, b] = both ?? [];
  const bins = a === undefined || b === undefined ? undefined : overlayBins(a.bins, b.bins);
  const [totalA, totalB] = [a?.count ?? 0, b?.count ?? 0];
  return (
    <Figure
      root={root}
      problem={problem}
      name={name}
      question={question}
      caption={`${name} · ${unit}, share of trajectories, A: n = ${formatCount(totalA)}, B: n = ${formatCount(totalB)}${sayFew(bins ?? [])}${soFar}`}
      definition={`Trajectories by ${unit}, as a share of each side's own total, over the same bins, under the same filters but the figure's own. ${NOTE}`}
      sql={sql}
      rows={bins}
      rowKey={({ from }) => String(from)}
      columns={[
        { head: name, value: ({ from, to }) => (from === to ? from : `${from}-${to}`), cell: binName },
        ...pairColumns(totalA, totalB),
      ]}
    >
      <Legend isOverlay />
      <OverlayBars bins={overlay(bins ?? [])} height={150} />
    </Figure>
  );
}

const KINDS = ['think', 'call', 'response', 'answer'] as const;
const KIND_NAMES = { think: 'Think', call: 'Call', response: 'Response', answer: 'Answer' } as const;

function BlockPair(): ReactNode {
  const [root, isNear] = useIsNear();
  const { both, sql, soFar, problem } = usePair('blocks', isNear);
  const [a, b] = both ?? [];
  const of = (figure: Figures['blocks'] | undefined, kind: (typeof KINDS)[number]) =>
    (figure?.bins ?? []).map((bin) => ({ ...bin, count: bin[kind] }));
  const kinds = KINDS.map((kind) => ({ kind, bins: joinBins(of(a, kind), of(b, kind)) }));
  const total = (figure: Figures['blocks'] | undefined): number =>
    (figure?.totals ?? []).reduce((sum, { count }) => sum + count, 0);
  const [totalA, totalB] = [total(a), total(b)];
  const rows = kinds.flatMap(({ kind, bins }) =>
    bins.filter(({ countA, countB }) => countA + countB > 0).map((bin) => ({ ...bin, kind })),
  );
  return (
    <Figure
      root={root}
      problem={problem}
      name="Block length"
      question="How long is what the agents write and get?"
      caption={`Block length · characters, share of the blocks of a kind; bins are powers of two; A: n = ${formatCount(totalA)}, B: n = ${formatCount(totalB)}${soFar}`}
      definition={`Blocks by characters (UTF-16) inside their delimiters, as a share of each side's blocks of that kind, under the same filters. ${NOTE}`}
      sql={sql}
      rows={both && rows}
      rowKey={({ kind, from }) => `${kind} ${from}`}
      columns={[
        { head: 'Kind', value: ({ kind }) => KIND_NAMES[kind] },
        {
          head: 'Characters',
          value: ({ from, to }) => (from === to ? from : `${from}-${to}`),
          cell: binName,
        },
        { head: 'A', value: ({ countA }) => countA },
        { head: 'A, share', value: ({ shareA }) => `${shareA.toFixed(1)} %` },
        { head: 'B', value: ({ countB }) => countB },
        { head: 'B, share', value: ({ shareB }) => `${shareB.toFixed(1)} %` },
        { head: 'Note', value: ({ isFew }) => (isFew ? `few (< ${FEW})` : '') },
      ]}
    >
      <Legend isOverlay />
      {kinds.map(({ kind, bins }) => (
        <div key={kind}>
          <p className={classes['kind']}>
            {KIND_NAMES[kind]}
            {sayFew(bins)}
          </p>
          <OverlayBars bins={overlay(bins)} height={64} />
        </div>
      ))}
    </Figure>
  );
}
