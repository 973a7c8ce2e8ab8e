import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

export type SideTab = "brief" | "orders" | "help";

export const SIDE_TABS: { tab: SideTab; words: string }[] = [
  { tab: "brief", words: "Brief" },
  { tab: "orders", words: "Orders" },
  { tab: "help", words: "Help" },
];

const KEPT_AS = "evenkeel-desk-side";

/** Which of the side pane's tabs is open; kept for as long as the browser's tab is. */
export function useSideTab(): [SideTab, (tab: SideTab) => void] {
  const [tab, setTab] = useState<SideTab>(
    () => SIDE_TABS.find((known) => known.tab === sessionStorage.getItem(KEPT_AS))?.tab ?? "brief",
  );
  return [
    tab,
    (next) => {
      sessionStorage.setItem(KEPT_AS, next);
      setTab(next);
    },
  ];
}

interface Props {
  tab: SideTab;
  choose: (tab: SideTab) => void;
  panels: Record<SideTab, ComponentChildren>;
}

/** What an agent has beside the conversation. A panel once opened stays as it was left, until the conversation changes. */
export function SidePane({ tab, choose, panels }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<SideTab[]>([tab]);
  useEffect(() => setOpened((before) => (before.includes(tab) ? before : [...before, tab])), [tab]);

  const move = (event: KeyboardEvent) => {
    const at = SIDE_TABS.findIndex((known) => known.tab === tab);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: SIDE_TABS.length - 1 }[event.key];
    const next = to === undefined ? undefined : SIDE_TABS.at(to % SIDE_TABS.length);
    if (!next) return;
    event.preventDefault();
    choose(next.tab);
    list.current?.querySelector<HTMLElement>(`#side-tab-${next.tab}`)?.focus();
  };

  return (
    <aside class="pane side-pane" aria-label="Beside the conversation" data-scrolls>
      <div class="side-tabs" role="tablist" aria-label="Beside the conversation" ref={list} onKeyDown={move}>
        {SIDE_TABS.map(({ tab: known, words }) => (
          <button
            key={known}
            type="button"
            role="tab"
            id={`side-tab-${known}`}
            data-testid={`side-${known}`}
            aria-selected={known === tab}
            aria-controls={`side-panel-${known}`}
            tabIndex={known === tab ? 0 : -1}
            onClick={() => choose(known)}
          >
            {words}
          </button>
        ))}
      </div>
      {SIDE_TABS.map(({ tab: known }) => (
        <div
          key={known}
          class="side-panel"
          role="tabpanel"
          id={`side-panel-${known}`}
          aria-labelledby={`side-tab-${known}`}
          tabIndex={0}
          hidden={known !== tab}
        >
          {(known === tab || opened.includes(known)) && panels[known]}
        </div>
      ))}
    </aside>
  );
}
