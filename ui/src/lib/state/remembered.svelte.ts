/** What this laptop remembers for its screens: choices only, nothing about a person. */
export function remembered<T>(name: string, first: T, holds: (value: unknown) => value is T) {
  const key = `jemput.${name}`;
  let value = $state.raw<T>(read());

  function read(): T {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
      return holds(kept) ? kept : first;
    } catch {
      return first;
    }
  }

  return {
    get value(): T {
      return value;
    },
    set value(next: T) {
      value = next;
      try {
        localStorage.setItem(key, JSON.stringify(next));
      } catch {
        // A full or forbidden store only means that the choice is asked for again.
      }
    },
  };
}
