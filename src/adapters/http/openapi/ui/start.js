// Runs in the browser, before the page's content is there: starts Swagger UI on the document beside the page.

const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

/** The search looks at all that names an operation; Swagger UI's own looks at the tag and the path only. */
const search = () => ({
  fn: {
    opsFilter: (groups, phrase) => {
      const words = phrase.toLowerCase().split(/\s+/);
      const isWanted = (group, entry) => {
        const { path, method, operation } = entry.toJS();
        const { operationId, summary, description } = operation;
        const text = [group, path, method, operationId, summary, description].join(' ').toLowerCase();
        return words.every((word) => text.includes(word));
      };
      return groups
        .map((group, name) => group.update('operations', (entries) => entries.filter((entry) => isWanted(name, entry))))
        .filter((group) => group.get('operations').size > 0);
    },
  },
});

addEventListener('DOMContentLoaded', () => {
  SwaggerUIBundle({
    url: new URL('openapi.json', location.href).href,
    dom_id: '#docs',
    plugins: [search],
    filter: true,
    deepLinking: true,
    // A curl command stands beside each request, to be copied.
    requestSnippetsEnabled: true,
    displayRequestDuration: true,
    defaultModelsExpandDepth: 0,
    // Nothing leaves for another server: no validator, and no token is kept.
    validatorUrl: null,
    persistAuthorization: false,
  });
});
