import { useMemo, type CSSProperties, type ReactNode } from 'react';
import { parseAnsi, type AnsiLook } from './ansi';
import { runColours, THEMES } from './ansiColours';
import classes from './AnsiView.module.css';
import type { Rgb } from './contrast';
import { SafeText } from './SafeText';

function css(rgb: Rgb | undefined): string | undefined {
  return rgb === undefined ? undefined : `rgb(${rgb.join(' ')})`;
}

function styleOf(look: AnsiLook): CSSProperties | undefined {
  const light = runColours(look, THEMES.light);
  if (light.ink === undefined) return undefined;
  const dark = runColours(look, THEMES.dark);
  const variables: Record<string, string | undefined> = {
    '--ink-light': css(light.ink),
    '--ink-dark': css(dark.ink),
    '--ground-light': css(light.ground),
    '--ground-dark': css(dark.ground),
  };
  return variables as CSSProperties; // custom properties are not in its type
}

function classOf(look: AnsiLook, isColoured: boolean): string {
  const names = [
    isColoured && 'run',
    look.isBold && 'bold',
    look.isItalic && 'italic',
    look.isUnderlined && 'underlined',
    look.isStruck && 'struck',
    look.isConcealed && 'concealed',
  ];
  return names
    .filter((name) => typeof name === 'string')
    .map((name) => classes[name])
    .join(' ');
}

/** Terminal text with its colours, corrected to be readable in both themes. */
export function AnsiView({ text }: { text: string }): ReactNode {
  const { runs } = useMemo(() => parseAnsi(text), [text]);
  return runs.map(({ text, look }, index) => {
    const style = styleOf(look);
    return (
      <span
        key={index}
        className={classOf(look, style !== undefined)}
        style={style}
        title={look.isConcealed === true ? 'Concealed by the writer' : undefined}
      >
        <SafeText text={text} />
      </span>
    );
  });
}
