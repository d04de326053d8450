import type { ArithmeticOperator } from '../language/syntax.ts';

/** One step of arithmetic in float64. NULL (NaN) goes through; division by zero is NULL. */
export function calculate(operator: ArithmeticOperator, left: number, right: number): number {
  switch (operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return divide(left, right);
  }
}

export function divide(left: number, right: number): number {
  return right === 0 ? NaN : left / right;
}
