import { useEffect, useRef } from "preact/hooks";
import { price, type Product } from "./catalogue";

export interface BagLine {
  product: Product;
  count: number;
}

interface Props {
  lines: BagLine[];
  open: boolean;
  close: () => void;
  remove: (product: Product) => void;
}

export function Bag({ lines, open, close, remove }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const total = lines.reduce((sum, line) => sum + line.product.pence * line.count, 0);

  useEffect(() => {
    if (open) dialog.current?.showModal();
    else dialog.current?.close();
  }, [open]);

  return (
    <dialog class="bag" ref={dialog} aria-labelledby="bag-title" onClose={close}>
      <h2 id="bag-title">Your bag</h2>
      {lines.length === 0 && <p>Nothing in it yet.</p>}
      <ul>
        {lines.map(({ product, count }) => (
          <li key={product.sku}>
            <span>
              {product.name}
              {count > 1 && ` × ${count}`}
            </span>
            <b>{price(product.pence * count)}</b>
            <button type="button" class="plain-link" onClick={() => remove(product)} aria-label={`Remove ${product.name}`}>
              Remove
            </button>
          </li>
        ))}
      </ul>
      {lines.length > 0 && (
        <p class="bag-total">
          Together <b>{price(total)}</b>
        </p>
      )}
      <p class="hint">This is a demonstration shop, so there is no checkout.</p>
      <button type="button" class="button" onClick={close}>
        Keep looking
      </button>
    </dialog>
  );
}
