import type { Me } from "../protocol";
import { NotForYou } from "./NotForYou";
import { mayOpen, type Page } from "./page";
import { AccountPage } from "./people/AccountPage";
import { AuditPage } from "./people/AuditPage";
import { PeoplePage } from "./people/PeoplePage";
import { SupervisorPage } from "./supervisor/SupervisorPage";

interface Props {
  page: Page;
  role: string;
  me: Me;
  open: (conversationId: string) => void;
  back: () => void;
  changed: (me: Me) => void;
  renew: (work: () => Promise<Me>) => Promise<void>;
  loggedOut: () => void;
}

/** Every page but the desk itself, for those who may open it. */
export function OtherPage({ page, role, me, open, back, changed, renew, loggedOut }: Props) {
  if (!mayOpen(page, role)) return <NotForYou page={page} back={back} />;
  if (page === "supervisor") return <SupervisorPage open={open} back={back} loggedOut={loggedOut} />;
  if (page === "people") return <PeoplePage me={me} loggedOut={loggedOut} />;
  if (page === "audit") return <AuditPage open={open} loggedOut={loggedOut} />;
  return <AccountPage me={me} changed={changed} renew={renew} />;
}
