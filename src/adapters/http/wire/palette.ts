/** The colours of all pages, light and dark. */
export const PALETTE = `
:root { --ink: #1b2330; --soft: #5a6577; --line: #e3e7ee; --ground: #fff; --panel: #f6f8fb; --accent: #2457c5;
  --green: #137a4b; --amber: #9a5b00; --red: #b3261e; --violet: #6b3fa0; --code: #101828; --on-code: #d7deea; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4e9f2; --soft: #9aa6b8; --line: #2a3342; --ground: #10151d; --panel: #171e29; --accent: #84aaff;
    --green: #57c795; --amber: #e0a458; --red: #f08b83; --violet: #bb98ec; --code: #0a0e14; } }
`;
