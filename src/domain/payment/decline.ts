import type { Language } from '../language.ts';
import type { Status } from './fact.ts';

/** Why an attempt ended without money, in one vocabulary for all providers. */
export const DECLINE_CODES = [
  'insufficient_funds',
  'incorrect_data', // a number, a date, a security code or an address is wrong
  'expired_card',
  'authentication_required', // the bank wants to ask the buyer
  'authentication_failed', // the bank asked the buyer, and was not answered or not rightly
  'limit_exceeded', // of an amount or of a number of tries
  'contact_issuer', // only the bank can lift it
  'lost_or_stolen',
  'fraud_suspected',
  'method_unavailable', // this method can't pay this
  'duplicate', // the same was paid a moment ago
  'voucher_expired',
  'processing_error', // nothing was decided
  'declined', // without a reason, or with one that no table has
] as const;
export type DeclineCode = (typeof DECLINE_CODES)[number];

export type Decline = {
  readonly code: DeclineCode;
  /** The provider's own word. */
  readonly providerCode: string;
};

/** Whether an attempt may have been declined: one that has succeeded or is under way again was not. */
export function isDeclinable(kind: Status): boolean {
  return kind === 'failed' || kind === 'cancelled';
}

type Sentences = Readonly<Record<Language, string>>;

/** Says nothing of the reason. */
const DECLINED: Sentences = {
  en: 'The payment was declined; please use another payment method, or contact your bank.',
  es: 'El pago fue rechazado; usa otro medio de pago o comunícate con tu banco.',
  pt: 'O pagamento foi recusado; use outro meio de pagamento ou fale com o seu banco.',
  ja: 'お支払いが承認されませんでしたので、別のお支払い方法をご利用いただくか、銀行にお問い合わせください。',
};

/** For buyers. What would warn a thief says no more than `declined` does (https://docs.stripe.com/declines/codes, 2026-11-28). */
const ADVICE: Readonly<Record<DeclineCode, Sentences>> = {
  insufficient_funds: {
    en: 'There is not enough money available; please use another payment method, or add funds and try again.',
    es: 'No hay fondos suficientes; usa otro medio de pago o agrega dinero e intenta de nuevo.',
    pt: 'Não há saldo suficiente; use outro meio de pagamento ou adicione saldo e tente novamente.',
    ja: '残高が不足しているため、別のお支払い方法をご利用いただくか、入金後にもう一度お試しください。',
  },
  incorrect_data: {
    en: 'Some of the payment details are wrong; please check them and try again.',
    es: 'Algunos datos del pago no son correctos; revísalos e intenta de nuevo.',
    pt: 'Alguns dados do pagamento estão incorretos; confira-os e tente novamente.',
    ja: 'お支払い情報に誤りがありますので、ご確認のうえ、もう一度お試しください。',
  },
  expired_card: {
    en: 'The card has expired; please use another one.',
    es: 'La tarjeta está vencida; usa otra.',
    pt: 'O cartão está vencido; use outro.',
    ja: 'カードの有効期限が切れていますので、別のカードをご利用ください。',
  },
  authentication_required: {
    en: 'Your bank needs to confirm that it is you; please try again and complete the confirmation.',
    es: 'Tu banco necesita confirmar tu identidad; intenta de nuevo y completa la verificación.',
    pt: 'O seu banco precisa confirmar que é você; tente novamente e conclua a verificação.',
    ja: '銀行によるご本人確認が必要ですので、もう一度お試しになり、確認を完了してください。',
  },
  authentication_failed: {
    en: 'The confirmation with your bank was not completed; please try again, or use another payment method.',
    es: 'La verificación con tu banco no se completó; intenta de nuevo o usa otro medio de pago.',
    pt: 'A verificação com o seu banco não foi concluída; tente novamente ou use outro meio de pagamento.',
    ja: '銀行での確認が完了しませんでしたので、もう一度お試しいただくか、別のお支払い方法をご利用ください。',
  },
  limit_exceeded: {
    en: 'A limit has been reached; please use another payment method, or try again tomorrow.',
    es: 'Se alcanzó un límite; usa otro medio de pago o intenta de nuevo mañana.',
    pt: 'Um limite foi atingido; use outro meio de pagamento ou tente novamente amanhã.',
    ja: '利用限度に達しましたので、別のお支払い方法をご利用いただくか、明日もう一度お試しください。',
  },
  contact_issuer: {
    en: 'Your bank did not allow the payment; please contact your bank, or use another payment method.',
    es: 'Tu banco no autorizó el pago; comunícate con tu banco o usa otro medio de pago.',
    pt: 'O seu banco não autorizou o pagamento; fale com o seu banco ou use outro meio de pagamento.',
    ja: '銀行がお支払いを許可しませんでしたので、銀行にお問い合わせいただくか、別のお支払い方法をご利用ください。',
  },
  lost_or_stolen: DECLINED,
  fraud_suspected: DECLINED,
  method_unavailable: {
    en: 'This payment method cannot be used here; please use another one.',
    es: 'Este medio de pago no se puede usar aquí; usa otro.',
    pt: 'Este meio de pagamento não pode ser usado aqui; use outro.',
    ja: 'このお支払い方法はご利用いただけませんので、別のお支払い方法をご利用ください。',
  },
  duplicate: {
    en: 'The same payment was made a moment ago; please check whether it went through before you pay again.',
    es: 'Hace un momento se hizo un pago igual; comprueba si se completó antes de pagar otra vez.',
    pt: 'Um pagamento igual foi feito há pouco; verifique se ele foi concluído antes de pagar de novo.',
    ja: '同じ内容のお支払いが直前にありましたので、再度お支払いになる前に、完了していないかご確認ください。',
  },
  voucher_expired: {
    en: 'The time to pay has run out; please start the payment again.',
    es: 'El plazo para pagar se venció; vuelve a iniciar el pago.',
    pt: 'O prazo para pagar terminou; inicie o pagamento novamente.',
    ja: 'お支払いの期限が過ぎましたので、もう一度最初からお手続きください。',
  },
  processing_error: {
    en: 'Something went wrong while the payment was processed; please try again in a few minutes.',
    es: 'Algo falló al procesar el pago; intenta de nuevo en unos minutos.',
    pt: 'Algo deu errado ao processar o pagamento; tente novamente em alguns minutos.',
    ja: 'お支払いの処理中に問題が発生しましたので、数分後にもう一度お試しください。',
  },
  declined: DECLINED,
};

/** One sentence for the buyer. */
export function adviceFor(code: DeclineCode, language: Language): string {
  return ADVICE[code][language];
}
