import { Icon } from "../common/Icon";
import type { Room } from "./catalogue";

interface Props {
  room: Room | "All";
  setRoom: (room: Room | "All") => void;
  count: number;
  openBag: () => void;
}

const ROOMS = ["All", "Kitchen", "Table", "Home"] as const;

export function Masthead({ room, setRoom, count, openBag }: Props) {
  return (
    <header class="masthead">
      <a class="wordmark" href="/">
        Harbour <i>&amp;</i> Hearth
      </a>
      <nav aria-label="Rooms">
        {ROOMS.map((name) => (
          <button
            key={name}
            type="button"
            aria-pressed={room === name}
            onClick={() => {
              setRoom(name);
              document.getElementById("goods")?.scrollIntoView({ behavior: "smooth" });
            }}
          >
            {name}
          </button>
        ))}
      </nav>
      <button type="button" class="bag-button" onClick={openBag} aria-label={`Bag, ${count} ${count === 1 ? "item" : "items"}`}>
        <Icon name="bag" size={24} />
        {count > 0 && <span>{count}</span>}
      </button>
    </header>
  );
}
