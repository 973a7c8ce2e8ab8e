import { describe, expect, it } from "vitest";
import { pageOf, SHORTCUTS, shortcutsOf } from "../../desk/keys";
import { forWhom, mayOpen, pageAt, PLACES } from "../../desk/page";
import { byDay } from "../../desk/people/AuditPage";
import { listOf, presenceWords } from "../../desk/people/words";

describe("the page", () => {
  it("is in the address", () => {
    for (const { page, address } of PLACES) expect(pageAt(`${address}/`)).toBe(page);
    expect(pageAt("/desk/setup")).toBe("desk");
  });

  it("is for those who may open it, and so is its shortcut", () => {
    const roles = ["agent", "supervisor", "administrator", ""];
    expect(roles.map((role) => mayOpen("supervisor", role))).toEqual([false, true, true, false]);
    expect(roles.map((role) => mayOpen("audit", role))).toEqual([false, false, true, false]);
    expect(roles.map((role) => mayOpen("account", role))).toEqual([true, true, true, true]);
    const pages = (role: string) => shortcutsOf(role).map(({ does }) => pageOf(does)).filter(Boolean);
    expect(pages("agent")).toEqual([]);
    expect(pages("supervisor")).toEqual(["supervisor", "people"]);
    expect(forWhom("people")).toBe("supervisors and administrators");
  });
});

describe("the keyboard", () => {
  it("has one meaning for each key", () => {
    const keys = SHORTCUTS.flatMap((shortcut) => shortcut.keys);
    expect(keys).toEqual([...new Set(keys)]);
  });
});

describe("people in words", () => {
  const now = Date.parse("2026-11-25T12:00:00Z");
  const seen = (presence: "online" | "away" | "offline", last_seen: string | null, disabled = false) =>
    presenceWords({ presence, last_seen, disabled }, now);

  it("says who is there and when who is not was", () => {
    expect(seen("online", "2026-11-25T11:59:50Z")).toBe("Online");
    expect(seen("away", "2026-11-25T11:59:50Z")).toBe("Away");
    expect(seen("offline", "2026-11-25T11:54:10Z")).toBe("Last seen 5 min ago");
    expect(seen("offline", "2026-11-22T11:00:00Z")).toBe("Last seen 3 d ago");
    expect(seen("offline", null)).toBe("Not seen yet");
    expect(seen("online", "2026-11-25T11:59:50Z", true)).toBe("Switched off");
  });

  it("takes lists with commas", () => {
    expect(listOf(" en, de ,, en")).toEqual(["en", "de"]);
  });
});

describe("the audit", () => {
  it("has a group for each day, in the order they come", () => {
    const entry = (id: number, at: string) => ({ id, at, who: "Ada", what: "", action: "", conversation_id: null, reference: null });
    const days = byDay([entry(3, "2026-11-25T12:00:00Z"), entry(2, "2026-11-25T11:00:00Z"), entry(1, "2026-11-20T12:00:00Z")]);
    expect(days.map(([, entries]) => entries.map(({ id }) => id))).toEqual([[3, 2], [1]]);
  });
});
