// What is used of the official SDK, and what its errors mean. Loaded at the first call, as it takes 40 ms and 8 MB.

export { MercadoPagoConfig, OAuth, Payment, PaymentRefund, Preference } from 'mercadopago';
export { AppConfig } from 'mercadopago/dist/utils/config/index.js';
export { failureOf, isMissing } from './errors.ts';
