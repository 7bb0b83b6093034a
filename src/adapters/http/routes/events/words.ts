export const ENDPOINTS_SCOPE = { scope_missing: 'This needs the scope webhooks:manage' };
