/** What this agent wants to be told by, on this browser. */
export interface Prefs {
  sound: boolean;
  desktop: boolean;
}

const KEY = "evenkeel.alerts";
const USUAL: Prefs = { sound: true, desktop: false };

export function loadPrefs(): Prefs {
  try {
    return { ...USUAL, ...(JSON.parse(localStorage.getItem(KEY) ?? "{}") as Partial<Prefs>) };
  } catch {
    return USUAL; // no storage, or not ours
  }
}

export function savePrefs(prefs: Prefs) {
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // it holds until the page is closed
  }
}

/** Notifications: whether there are any here, and whether they are allowed. */
export const canNotify = () => "Notification" in window && Notification.permission !== "denied";

/** Asked only when somebody presses the switch. */
export async function askToNotify(): Promise<boolean> {
  return "Notification" in window && (await Notification.requestPermission()) === "granted";
}
