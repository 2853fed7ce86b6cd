import { Suspense, useEffect, useState, type ButtonHTMLAttributes, type ReactNode, type Ref } from 'react';
import { lazyPart } from './lazyPart';
import classes from './Button.module.css';

const Hint = lazyPart(async () => (await import('./Hint')).Hint);

/** How long the mouse rests on a control before its words appear. */
const HINT_DELAY_MS = 400;

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly variant?: 'default' | 'primary' | 'quiet';
  readonly size?: 'bar' | 'small' | 'touch';
  readonly isPressed?: boolean | undefined;
  readonly ref?: Ref<HTMLButtonElement>;
}

export function Button({
  variant = 'default',
  size = 'bar',
  isPressed,
  className,
  children,
  ...rest
}: ButtonProps): ReactNode {
  return (
    <button
      type="button"
      aria-pressed={isPressed}
      {...rest}
      data-variant={variant}
      data-size={size}
      className={`${classes['button']} ${className ?? ''}`}
    >
      {children}
    </button>
  );
}

interface IconButtonProps extends ButtonProps {
  /** The accessible name; also the tooltip. */
  readonly label: string;
  /** The key that does the same, shown in the tooltip. */
  readonly hint?: string | undefined;
}

/** Its tooltip is made when the mouse rests on it: a screen has dozens of these, and most are never pointed at. */
export function IconButton({ label, hint, children, className, ...rest }: IconButtonProps): ReactNode {
  const [near, setNear] = useState<HTMLElement>();
  const [isHinted, setHinted] = useState(false);
  useEffect(() => {
    if (near === undefined) return undefined;
    const timer = setTimeout(() => setHinted(true), HINT_DELAY_MS);
    return () => {
      clearTimeout(timer);
      setHinted(false);
    };
  }, [near]);
  return (
    <>
      <Button
        aria-label={label}
        {...rest}
        className={`${classes['icon']} ${className ?? ''}`}
        onPointerEnter={(event) => {
          rest.onPointerEnter?.(event);
          if (event.pointerType === 'mouse') setNear(event.currentTarget);
        }}
        onPointerLeave={(event) => {
          rest.onPointerLeave?.(event);
          setNear(undefined);
        }}
      >
        {children}
      </Button>
      {near !== undefined && isHinted && (
        <Suspense fallback={undefined}>
          <Hint target={near} label={hint === undefined ? label : `${label}  ${hint}`} />
        </Suspense>
      )}
    </>
  );
}
