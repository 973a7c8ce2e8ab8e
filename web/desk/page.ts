/** The desk's pages: who may open which, and which is shown, kept in the address, so that Back and bookmarks work. */
import { useEffect, useState } from "preact/hooks";
import type { IconName } from "../common/Icon";
import type { Me } from "../protocol";

export type Page = "desk" | "supervisor" | "people" | "audit" | "account";

interface Place {
  page: Page;
  address: string;
  words: string;
  icon: IconName;
  roles?: string[]; // left out: everybody
}

const OVERSEEN = ["supervisor", "administrator"];

export const PLACES: Place[] = [
  { page: "desk", address: "/desk", words: "Desk", icon: "chat" },
  { page: "supervisor", address: "/desk/supervisor", words: "Supervisor", icon: "chart", roles: OVERSEEN },
  { page: "people", address: "/desk/people", words: "People", icon: "people", roles: OVERSEEN },
  { page: "audit", address: "/desk/audit", words: "Audit", icon: "list", roles: ["administrator"] },
  { page: "account", address: "/desk/account", words: "Your account", icon: "person" },
];

const place = (page: Page) => PLACES.find((known) => known.page === page)!;

export const addressOf = (page: Page) => place(page).address;

/** For whom a page is: "supervisors and administrators". */
export const forWhom = (page: Page) => (place(page).roles ?? []).map((role) => `${role}s`).join(" and ");

export function mayOpen(page: Page, role: Me["role"]): boolean {
  const { roles } = place(page);
  return !roles || roles.includes(role);
}

export const maySupervise = (me: Me) => OVERSEEN.includes(me.role);

export function pageAt(path: string): Page {
  const bare = path.replace(/\/+$/, "");
  return PLACES.find(({ address }) => address === bare)?.page ?? "desk";
}

export function usePage(): [Page, (next: Page) => void] {
  const [page, setPage] = useState(() => pageAt(location.pathname));
  useEffect(() => {
    const moved = () => setPage(pageAt(location.pathname));
    addEventListener("popstate", moved);
    return () => removeEventListener("popstate", moved);
  }, []);
  return [
    page,
    (next) => {
      if (pageAt(location.pathname) !== next) history.pushState(null, "", addressOf(next));
      setPage(next);
    },
  ];
}
