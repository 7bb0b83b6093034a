// Runs in the browser, before the page's content is there: starts Swagger UI on the document beside the page.

const dark = matchMedia('(prefers-color-scheme: dark)');
const followScheme = () => document.documentElement.classList.toggle('dark-mode', dark.matches);
dark.addEventListener('change', followScheme);
followScheme();

/** Whether all words of a phrase stand in what names an operation; Swagger UI itself looks at the tag and the path only. */
const hasWords = (phrase, names) => {
  const text = names.join(' ').toLowerCase();
  return phrase
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};

const namesOf = ({ operationId, summary, description }) => [operationId, summary, description];

/** Swagger UI always shows all webhooks; here a search leaves those that it finds. */
const searchedWebhooks =
  (Webhooks, { React }) =>
  (props) => {
    const phrase = props.layoutSelectors.currentFilter();
    if (typeof phrase !== 'string') return React.createElement(Webhooks, props);
    const all = Object.entries(props.specSelectors.selectWebhooksOperations());
    const wanted = all.filter(([name, [{ operation }]]) => hasWords(phrase, [name, ...namesOf(operation.toJS())]));
    if (wanted.length === 0) return null;
    const specSelectors = { ...props.specSelectors, selectWebhooksOperations: () => Object.fromEntries(wanted) };
    return React.createElement(Webhooks, { ...props, specSelectors });
  };

const search = () => ({
  fn: {
    opsFilter: (groups, phrase) => {
      const isWanted = (group, entry) => {
        const { path, method, operation } = entry.toJS();
        return hasWords(phrase, [group, path, method, ...namesOf(operation)]);
      };
      return groups
        .map((group, name) => group.update('operations', (entries) => entries.filter((entry) => isWanted(name, entry))))
        .filter((group) => group.get('operations').size > 0);
    },
  },
  wrapComponents: { Webhooks: searchedWebhooks },
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
