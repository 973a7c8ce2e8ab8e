/** The picture at the top: a kitchen shelf by a window on the harbour. */
export function Scene() {
  return (
    <svg class="scene" viewBox="0 0 520 400" role="img" aria-label="A kitchen shelf beside a window on a harbour">
      <clipPath id="frame">
        <rect width="520" height="400" rx="28" />
      </clipPath>
      <g clip-path="url(#frame)">
      <rect width="520" height="400" fill="#e9dcc3" />
      <g>
        <rect x="48" y="44" width="216" height="236" rx="108" fill="#f7f1e4" />
        <clipPath id="window">
          <rect x="60" y="56" width="192" height="212" rx="96" />
        </clipPath>
        <g clip-path="url(#window)">
          <rect x="60" y="56" width="192" height="212" fill="#bfdcd8" />
          <circle cx="198" cy="120" r="24" fill="#f6c77c" />
          <path d="M60 186c30-34 60-40 96-16s60 8 96-14v60H60z" fill="#7da59a" />
          <rect x="60" y="200" width="192" height="80" fill="#2f7471" />
          <path d="M60 222c16 8 32 8 48 0s32-8 48 0 32 8 48 0 32-8 48 0" fill="none" stroke="#5b9a95" stroke-width="4" />
          <path d="M78 208h58l-9 18H87z" fill="#22353a" />
          <path d="M104 146v60" stroke="#22353a" stroke-width="3" />
          <path d="M108 148l32 50h-32z" fill="#f7f1e4" />
          <path d="M100 160l-20 38h20z" fill="#f0b877" />
        </g>
        <path d="M156 56v212M60 166h192" stroke="#f7f1e4" stroke-width="7" />
        <rect x="36" y="276" width="240" height="14" rx="7" fill="#f7f1e4" />
      </g>
      <g>
        <rect x="300" y="170" width="184" height="12" rx="6" fill="#a87642" />
        <path d="M322 132h34v26a12 12 0 0 1-12 12h-10a12 12 0 0 1-12-12z" fill="#2f7471" />
        <path d="M356 138c16-2 16 20 0 20" fill="none" stroke="#2f7471" stroke-width="5" />
        <rect x="382" y="106" width="36" height="64" rx="8" fill="#f7f1e4" />
        <rect x="386" y="96" width="28" height="12" rx="3" fill="#a87642" />
        <path d="M384 134h32v28a6 6 0 0 1-6 6h-20a6 6 0 0 1-6-6z" fill="#b9683f" />
        <path d="M436 170l6-44h24l6 44z" fill="#22353a" />
        <path d="M454 126c-4-26-18-30-18-44M454 126c2-24 16-30 14-50M454 126V74" fill="none" stroke="#6d8f57" stroke-width="5" stroke-linecap="round" />
      </g>
      <rect x="0" y="332" width="520" height="68" fill="#c9975d" />
      <rect x="0" y="332" width="520" height="10" fill="#a87642" />
      <g>
        <path d="M330 254h62l14 72a6 6 0 0 1-6 7h-78a6 6 0 0 1-6-7z" fill="#22353a" />
        <path d="M322 312c-30 0-28-48-44-54" fill="none" stroke="#22353a" stroke-width="8" stroke-linecap="round" />
        <path d="M396 264c36-8 38 42 6 48" fill="none" stroke="#c9975d" stroke-width="8" stroke-linecap="round" />
        <path d="M338 254c0-10 46-10 46 0z" fill="#3a5258" />
        <circle cx="361" cy="242" r="6" fill="#c9975d" />
        <path d="M120 290h96c0 26-18 43-36 43h-24c-18 0-36-17-36-43z" fill="#f7f1e4" />
        <circle cx="148" cy="282" r="17" fill="#d98c4a" />
        <circle cx="184" cy="284" r="15" fill="#c9643f" />
        <circle cx="167" cy="274" r="15" fill="#e5b04c" />
        <path d="M118 290h100v9H118z" fill="#2f7471" />
      </g>
      </g>
    </svg>
  );
}
