import { Icon } from "../common/Icon";
import { mayOpen, PLACES, type Page } from "./page";

interface Props {
  role: string;
  page: Page;
  show: (page: Page) => void;
}

/** To the other pages of the desk: in the top bar where there is room, in the account's menu on a phone. */
export function PageLinks({ role, page, show }: Props) {
  const open = PLACES.filter((place) => place.page !== "account" && mayOpen(place.page, role));
  if (open.length === 1 && page === "desk") return null;
  return (
    <nav class="page-links" aria-label="Pages">
      {open.map((place) => (
        <PageLink key={place.page} to={place.page} page={page} show={show} />
      ))}
    </nav>
  );
}

export function PageLink({ to, page, show }: { to: Page; page: Page; show: (page: Page) => void }) {
  const { address, words, icon } = PLACES.find((place) => place.page === to)!;
  return (
    <a
      class="page-link"
      data-testid={`to-${to}`}
      href={address}
      aria-current={to === page ? "page" : undefined}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        show(to);
      }}
    >
      <Icon name={icon} size={18} />
      {words}
    </a>
  );
}
