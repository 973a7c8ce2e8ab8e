/** Which page of the desk is shown, kept in the address, so that it can be bookmarked and left with Back. */
import { useEffect, useState } from "preact/hooks";
import type { Me } from "../../protocol";

export type Page = "desk" | "supervisor";

export const ADDRESS: Record<Page, string> = { desk: "/desk", supervisor: "/desk/supervisor" };

export const maySupervise = (me: Me) => me.role === "supervisor" || me.role === "administrator";

export function pageAt(path: string): Page {
  return path.replace(/\/+$/, "") === ADDRESS.supervisor ? "supervisor" : "desk";
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
      if (pageAt(location.pathname) !== next) history.pushState(null, "", ADDRESS[next]);
      setPage(next);
    },
  ];
}
