/** A small network: the mark of GraphSpace. */
export const Logo = ({ className }: { className?: string }) => (
  <svg viewBox="0 0 24 24" className={className} fill="none" stroke="currentColor" strokeWidth="1.8" aria-hidden="true">
    <path d="M5 6.5 17.5 4.5 20.5 15.5 11 20 5 6.5ZM17.5 4.5 11 20" strokeLinejoin="round" />
    <g fill="currentColor" stroke="none">
      <circle cx="5" cy="6.5" r="2.8" />
      <circle cx="17.5" cy="4.5" r="2.3" />
      <circle cx="20.5" cy="15.5" r="2" />
      <circle cx="11" cy="20" r="2.8" />
    </g>
  </svg>
);
