/** The first stop of the Tab key: past the header, to what the page is about. */
export const SkipLink = () => (
  <a
    href="#content"
    className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-accent px-4 py-2 font-medium text-on-accent focus:translate-y-0"
  >
    Skip to content
  </a>
);
