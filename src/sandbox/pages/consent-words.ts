import type { Language } from '../../domain/language.ts';

type Choice = { readonly label: string; readonly hint: string };

export type ConsentWords = {
  readonly title: string;
  readonly question: (provider: string) => string;
  readonly application: string;
  readonly back: string;
  readonly simulated: string;
  readonly choose: string;
  readonly agree: Choice;
  readonly decline: Choice;
};

export const CONSENT_WORDS: Readonly<Record<Language, ConsentWords>> = {
  en: {
    title: 'Connect an account',
    question: (provider) => `Let it take payments into your ${provider} account?`,
    application: 'Application',
    back: 'You go back to',
    simulated: 'simulated',
    choose: 'You own the gym. What do you say?',
    agree: { label: 'Agree', hint: 'The gym takes payments into an account that is made for it here' },
    decline: { label: 'Decline', hint: 'Nothing changes' },
  },
  es: {
    title: 'Conectar una cuenta',
    question: (provider) => `¿Permites que reciba pagos en tu cuenta de ${provider}?`,
    application: 'Aplicación',
    back: 'Después vuelves a',
    simulated: 'simulado',
    choose: 'El gimnasio es tuyo. ¿Qué decides?',
    agree: { label: 'Aceptar', hint: 'El gimnasio recibe los pagos en una cuenta que se crea aquí para él' },
    decline: { label: 'Rechazar', hint: 'No cambia nada' },
  },
  pt: {
    title: 'Conectar uma conta',
    question: (provider) => `Permitir que receba pagamentos na sua conta do ${provider}?`,
    application: 'Aplicativo',
    back: 'Depois você volta para',
    simulated: 'simulado',
    choose: 'A academia é sua. O que você decide?',
    agree: { label: 'Aceitar', hint: 'A academia recebe os pagamentos em uma conta criada aqui para ela' },
    decline: { label: 'Recusar', hint: 'Nada muda' },
  },
  ja: {
    title: 'アカウントの連携',
    question: (provider) => `${provider}アカウントでの支払いの受け取りを許可しますか?`,
    application: 'アプリケーション',
    back: '戻り先',
    simulated: 'シミュレーション',
    choose: 'ジムのオーナーとして選択してください',
    agree: { label: '同意する', hint: 'ここでジム用に作成されるアカウントで支払いを受け取ります' },
    decline: { label: '同意しない', hint: '何も変更されません' },
  },
};
