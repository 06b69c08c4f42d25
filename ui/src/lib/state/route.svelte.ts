/** The screens, in the order of their keys. */
export const SCREENS = ["arrive", "record", "today", "roster", "plan", "exchange"] as const;
export type Screen = (typeof SCREENS)[number];

/** How a screen is opened, where not as by its key. */
export interface Opening {
  /** A walk-in for what was scanned, a class, a person: the screen knows what to do with it. */
  booking?: string;
  filter?: "held" | "to_tell" | "unplaced";
}

class Route {
  screen = $state<Screen>("arrive");
  opening = $state.raw<Opening>({});
  /** Grows with each change of screen: what belongs to one screen is forgotten with it. */
  visited = $state(0);

  go(screen: Screen, opening: Opening = {}): void {
    if (screen === this.screen && Object.keys(opening).length === 0) return;
    this.screen = screen;
    this.opening = opening;
    this.visited += 1;
  }
}

export const route = new Route();
