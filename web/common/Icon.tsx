/** Line icons, drawn on a 24-unit grid. Decorative: the button around them carries the name. */
const PATHS = {
  chat: "M4 5.5h16v10.5H10.5L6 20v-4H4z",
  close: "M6 6l12 12M18 6L6 18",
  send: "M4 12l16-7-6 15-3-6z",
  person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.5 20a7.5 7.5 0 0 1 15 0",
  download: "M12 4v11M7.5 11l4.5 4.5 4.5-4.5M5 20h14",
  clock: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM12 7.5V12l3 2",
  check: "M5 12.5l4.5 4.5L19 7.5",
  alert: "M12 4l9 16H3zM12 10v4.5M12 17.2v.3",
  phone: "M6 3h4l1.5 5-2.5 1.5a12 12 0 0 0 5.5 5.5L16 12.5l5 1.5v4a3 3 0 0 1-3 3A15 15 0 0 1 3 6a3 3 0 0 1 3-3z",
  mail: "M3 6h18v12H3zM3 7l9 6 9-6",
  note: "M5 4h14v11l-5 5H5zM19 15h-5v5",
  up: "M6 15l6-6 6 6",
  down: "M6 9l6 6 6-6",
  level: "M5 12h14",
  keyboard: "M3 7h18v10H3zM7 10.5h.01M11 10.5h.01M15 10.5h.01M8 14h8",
  bag: "M5 8h14l-1 12H6zM9 8a3 3 0 0 1 6 0",
  back: "M14 6l-6 6 6 6",
  eye: "M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12zM12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6z",
  whisper: "M4 5.5h16v10.5H10.5L6 20v-4H4zM8.5 10.8h.01M12 10.8h.01M15.5 10.8h.01",
  people: "M9 11.5a3.2 3.2 0 1 0 0-6.4 3.2 3.2 0 0 0 0 6.4zM3.5 19a5.5 5.5 0 0 1 11 0M15.5 5.4a3.2 3.2 0 0 1 0 5.9M17 14a5.5 5.5 0 0 1 3.5 5",
  list: "M8.5 6H20M8.5 12H20M8.5 18H20M4.5 6h.01M4.5 12h.01M4.5 18h.01",
  leave: "M10 5H5v14h5M10 12h10M16.5 8.5L20 12l-3.5 3.5",
  copy: "M9 9h10v11H9zM15 9V4H5v11h4",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.3 15.3L20 20",
  chart: "M4 20h16M7 16v-5M12 16V6M17 16V9",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      stroke-width="1.8"
      stroke-linecap="round"
      stroke-linejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
