/** How far a long act is; of how many is not known while a file is read: 0. */
class Progress {
  now = $state.raw<{ done: number; total: number } | null>(null);

  is({ done, total }: { done: number; total: number }): void {
    this.now = total === 0 || done < total ? { done, total } : null;
  }

  clear(): void {
    this.now = null;
  }
}

export const progress = new Progress();
