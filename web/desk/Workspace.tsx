import { useEffect, useMemo, useRef } from "preact/hooks";
import { watchSeen } from "../common/seen";
import { createStore, useStore } from "../common/store";
import type { Me } from "../protocol";
import { Activity } from "./activity";
import { useAlerts } from "./alerts/useAlerts";
import { logOut } from "./api";
import { BriefPane } from "./BriefPane";
import { DeskConnection } from "./connection";
import { HelpPane } from "./help/HelpPane";
import { HelpDialog } from "./HelpDialog";
import { pageOf, wish } from "./keys";
import { Notices } from "./Notices";
import type { Insert } from "./orders/OrderCard";
import { OrdersPane } from "./orders/OrdersPane";
import { OtherPage } from "./OtherPage";
import { mayOpen, usePage } from "./page";
import { FIRST, PaneTabs } from "./PaneTabs";
import { SearchDialog } from "./finding/SearchDialog";
import { QueuePane } from "./QueuePane";
import { OfferCard } from "./routing/OfferCard";
import { Whispers } from "./routing/Whispers";
import { SidePane, useSideTab, type SideTab } from "./SidePane";
import { detached, drafted, initialState, inserted, inView, jumpTo, neighbour, unanswered, type DeskState, type Pane } from "./state";
import { TalkPane } from "./TalkPane";
import { TopBar } from "./TopBar";

interface Props {
  me: Me;
  arrived: boolean; // whoever has just logged in is there; whoever reloads stays as they were
  changed: (me: Me) => void; // by themselves: the name, or with the password the login
  loggedOut: (why?: string) => void;
}

export function Workspace({ me, arrived, changed, loggedOut }: Props) {
  const store = useMemo(() => createStore<DeskState>({ ...initialState, me }), [me.id]);
  const state = useStore(store);
  const desk = useRef<DeskConnection>();
  const composer = useRef<HTMLTextAreaElement>(null);
  const [page, show] = usePage();
  const [side, chooseSide] = useSideTab();
  const insert: NonNullable<Insert> = (text, press) => {
    store.set((now) => inserted(now, text, press));
    setTimeout(() => composer.current?.focus());
  };
  const role = state.overview?.me.role ?? me.role; // an administrator may have changed it since the log-in
  const patch = (change: Partial<DeskState>) => store.set((before) => ({ ...before, ...change }));

  useEffect(() => patch({ me }), [me]);

  const shownOut = () => loggedOut("You have been logged out. Please log in again.");
  useEffect(() => {
    const activity = new Activity();
    desk.current = new DeskConnection(store, me.csrf, shownOut, "", activity.lately);
    if (arrived) desk.current.arrive();
    const linked = new URLSearchParams(location.search).get("conversation"); // from an alert by e-mail
    if (linked) {
      history.replaceState(null, "", location.pathname);
      void desk.current.open(linked);
    }
    const unwatch = watchSeen(store, inView, ({ of, seq }) => desk.current?.seen(of, seq));
    return () => {
      unwatch();
      activity.stop();
      desk.current?.stop();
    };
  }, [store]);

  const alerts = useAlerts(state.overview, (id) => {
    show("desk");
    void desk.current?.open(id);
  });

  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const does = wish(event);
      const to = does && pageOf(does);
      if (!does || (to && !mayOpen(to, role))) return;
      if (page !== "desk" && !to && !["help", "escape", "accept", "decline"].includes(does)) return;
      if (to) show(page === to ? "desk" : to);
      const now = store.get();
      const offered = now.overview?.offer?.item.conversation_id;
      if (does === "accept" && offered) void accept(offered);
      if (does === "decline" && offered) void desk.current?.decline(offered);
      const next = does === "next" ? neighbour(now, 1) : does === "previous" ? neighbour(now, -1) : undefined;
      if (next && next !== now.selected) void desk.current?.open(next);
      const owed = does === "unread" ? unanswered(now) : undefined;
      if (owed) void desk.current?.open(owed);
      if (does === "compose") composer.current?.focus();
      if (does.startsWith("side-")) {
        chooseSide(does.slice("side-".length) as SideTab);
        patch({ pane: "side" });
      }
      if (does.startsWith("pane-")) goTo(does.slice("pane-".length) as Pane);
      if (does === "note") setTimeout(() => composer.current?.focus());
      press(does);
      if (does === "help") patch({ help: !now.help });
      if (does === "escape") (document.activeElement as HTMLElement | null)?.blur();
      if (does !== "escape") event.preventDefault();
    };
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, [store, page, role]);

  const goTo = (pane: Pane) => {
    const first = () => document.querySelector<HTMLElement>(FIRST[pane]);
    first()?.focus(); // at once where it is in view already: the next key may come before anything is drawn
    patch({ pane });
    if (document.activeElement !== first()) setTimeout(() => first()?.focus());
  };
  const look = (id: string) => {
    show("desk");
    void desk.current?.open(id);
  };
  const accept = async (id: string) => {
    if (await desk.current?.accept(id)) look(id);
  };

  const leave = async () => {
    desk.current?.stop();
    await logOut(me.csrf).catch(() => undefined); // the page is left either way
    loggedOut();
  };

  return (
    <div class={`desk show-${state.pane}`}>
      <TopBar
        state={state}
        setAvailability={(next) => void desk.current?.availability(next)}
        showHelp={() => patch({ help: true })}
        logOut={leave}
        page={page}
        show={show}
        alerts={alerts}
      />
      <Notices
        state={state}
        dismiss={() => patch({ notice: undefined })}
        comeOnline={() => void desk.current?.availability("online")}
      />
      <Whispers
        state={state}
        open={look}
        dismiss={(id) => patch({ whispers: state.whispers.filter(({ message }) => message.id !== id) })}
      />
      {state.overview?.offer && (
        <OfferCard
          key={state.overview.offer.id}
          offer={state.overview.offer}
          look={look}
          accept={(id) => void accept(id)}
          decline={(id, reason) => void desk.current?.decline(id, reason)}
        />
      )}
      {page === "desk" ? (
        <>
          <PaneTabs state={state} show={(pane) => patch({ pane })} />
          <main class="panes">
            <QueuePane state={state} open={(id) => void desk.current?.open(id)} search={() => patch({ searching: {} })} />
            <TalkPane
              state={state}
              desk={desk}
              composer={composer}
              setText={(text) => store.set((now) => drafted(now, text))}
              setWriting={(writing) => patch({ writing })}
              detach={(id) => store.set((now) => detached(now, id))}
              search={(searching) => patch({ searching })}
              refused={(notice) => patch({ notice })}
            />
            <SidePane
              tab={side}
              choose={chooseSide}
              panels={{
                brief: (
                  <BriefPane
                    state={state}
                    jump={(seq) => store.set((now) => jumpTo(now, seq))}
                    useLine={(text) => {
                      store.set((now) => drafted({ ...now, pane: "talk", writing: "say" }, text));
                      setTimeout(() => composer.current?.focus());
                    }}
                  />
                ),
                orders: <OrdersPane state={state} insert={insert} />,
                help: <HelpPane state={state} insert={insert} />,
              }}
            />
          </main>
        </>
      ) : (
        <OtherPage
          page={page}
          role={role}
          me={state.me ?? me}
          open={look}
          back={() => show("desk")}
          renew={async (work) => {
            const renewed = await desk.current!.renew(work);
            changed(renewed);
          }}
          changed={changed}
          loggedOut={shownOut}
        />
      )}
      {state.searching && (
        <SearchDialog
          start={state.searching}
          about={state.open?.conversation.customer.name}
          close={() => patch({ searching: undefined })}
          open={(id, seq) => {
            patch({ searching: undefined });
            void desk.current?.open(id).then(() => seq && store.set((now) => jumpTo(now, seq)));
          }}
        />
      )}
      {state.help && <HelpDialog role={role} close={() => patch({ help: false })} />}
    </div>
  );
}

/** A shortcut presses the button that does the same, where there is one. */
function press(does: string) {
  document.querySelector<HTMLButtonElement>(`[data-does="${does}"]`)?.click();
}
