/** Stripe's error body (https://docs.stripe.com/api/errors, 2026-11-21). */
type Fault = {
  readonly status: number;
  readonly error: {
    readonly type: 'invalid_request_error' | 'idempotency_error' | 'api_error';
    readonly message: string;
    readonly code?: string;
    readonly param?: string;
  };
};

/** Thrown by the simulator's endpoints, and answered as Stripe answers. */
export class FaultError extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.error.message);
    this.fault = fault;
  }
}

export function invalidRequest(message: string, details: { code?: string; param?: string } = {}): FaultError {
  return new FaultError({ status: 400, error: { type: 'invalid_request_error', message, ...details } });
}

/** What the API calls an object in a path, where that isn't its name. */
const PARAMS: Readonly<Record<string, string>> = { payment_intent: 'intent', 'checkout.session': 'session' };

export function missing(thing: string, id: string): FaultError {
  const param = PARAMS[thing] ?? thing;
  const error = { code: 'resource_missing', message: `No such ${thing}: '${id}'`, param } as const;
  return new FaultError({ status: 404, error: { type: 'invalid_request_error', ...error } });
}

export function unauthorized(message: string): FaultError {
  return new FaultError({ status: 401, error: { type: 'invalid_request_error', message } });
}

export function forbidden(permission: string): FaultError {
  const message = `The provided key 'rk_test_****' does not have the required permissions for this endpoint on account 'acct_sandbox'. Having the '${permission}' permission would allow this request to continue.`;
  return new FaultError({ status: 403, error: { type: 'invalid_request_error', message } });
}

export function idempotencyMismatch(key: string): FaultError {
  const message = `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`;
  return new FaultError({ status: 400, error: { type: 'idempotency_error', message } });
}

/** In some countries (https://docs.stripe.com/api/payment_intents/search, 2026-11-28: India). */
export function noSearch(): FaultError {
  return invalidRequest('The search feature is not available for your account.');
}

export function tooMany(): FaultError {
  const message = 'Request rate limit exceeded.';
  return new FaultError({ status: 429, error: { type: 'invalid_request_error', code: 'rate_limit', message } });
}

export function broken(): FaultError {
  const message = 'An unknown error occurred.';
  return new FaultError({ status: 500, error: { type: 'api_error', message } });
}
