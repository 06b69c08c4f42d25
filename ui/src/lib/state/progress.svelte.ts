/** How far a long act is. */
class Progress {
  now = $state.raw<{ done: number; total: number } | null>(null);

  is({ done, total }: { done: number; total: number }): void {
    this.now = done < total ? { done, total } : null;
  }

  clear(): void {
    this.now = null;
  }
}

export const progress = new Progress();
