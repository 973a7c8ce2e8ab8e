/** Whether somebody is in front of the page: they touch, type or scroll. */
const SIGNS = ["pointerdown", "pointermove", "keydown", "wheel"];

export class Activity {
  private moved = true;

  constructor() {
    for (const sign of SIGNS) addEventListener(sign, this.sign, { passive: true });
  }

  /** Since it was last asked. */
  readonly lately = () => {
    const { moved } = this;
    this.moved = false;
    return moved;
  };

  stop() {
    for (const sign of SIGNS) removeEventListener(sign, this.sign);
  }

  private readonly sign = () => {
    this.moved = true;
  };
}
