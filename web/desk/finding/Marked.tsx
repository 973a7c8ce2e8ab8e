/** A line with the words that were searched for marked in it. The desk counts characters as code points. */
export function Marked({ text, marks }: { text: string; marks: [number, number][] }) {
  const letters = [...text];
  const piece = (from: number, to?: number) => letters.slice(from, to).join("");
  return (
    <span class="found-line">
      {marks.map(([start, end], index) => (
        <>
          {piece(index ? marks[index - 1]![1] : 0, start)}
          <mark>{piece(start, end)}</mark>
        </>
      ))}
      {piece(marks.at(-1)?.[1] ?? 0)}
    </span>
  );
}
