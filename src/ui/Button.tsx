import { Tooltip } from '@mantine/core';
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react';
import classes from './Button.module.css';

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

export function IconButton({ label, hint, children, className, ...rest }: IconButtonProps): ReactNode {
  return (
    <Tooltip label={hint === undefined ? label : `${label}  ${hint}`} openDelay={400} withinPortal>
      <Button aria-label={label} {...rest} className={`${classes['icon']} ${className ?? ''}`}>
        {children}
      </Button>
    </Tooltip>
  );
}
