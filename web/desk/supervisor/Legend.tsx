import type { Column } from "../../protocol";

/** Which mark is which: hollow is the first, full the second. */
export function Legend({ columns }: { columns: Column[] }) {
  return (
    <p class="plot-legend">
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <circle class="plot-from" cx="6" cy="6" r="5" />
      </svg>
      {columns[0]!.title}
      <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
        <circle class="plot-dot" cx="6" cy="6" r="5" />
      </svg>
      {columns[1]!.title}
    </p>
  );
}
