import type { Language } from '../../../../domain/language.ts';

export type Words = { readonly title: string; readonly says: string; readonly next: string };

/** How a connection can end that didn't come about: by the field at fault, the error's code, or the status. */
type Problem = 'link' | 'code' | 'account' | '409' | '429' | '503' | 'other';

type ConnectionWords = {
  readonly connected: (gym: string) => string;
  readonly payments: string;
  /** When the connection can't be renewed: until when to connect again, and why. */
  readonly reconnect: (before: string) => string;
  readonly switchedOff: string;
  readonly close: string;
  readonly support: string;
  readonly problems: Readonly<Record<Problem, Words>>;
};

/** What a gym's owner reads after the provider's page. They don't know our words: no "account holder", no "state". */
export const CONNECTION_WORDS: Readonly<Record<Language, ConnectionWords>> = {
  en: {
    connected: (gym) => `${gym} is connected`,
    payments: 'Its payments now go to the account that you have just connected.',
    reconnect: (before) =>
      `Please connect again before ${before}: the payment provider did not give us permission to renew the connection. Ask the person who sent you the link for a new one.`,
    switchedOff: 'Payments are switched off at the moment. The person who sent you the link can switch them on.',
    close: 'You can close this page.',
    support: 'For support: request',
    problems: {
      link: {
        title: 'This link no longer works',
        says: 'It was used before, it is too old, there is a newer one, or you opened it in another browser.',
        next: 'If a page has said that your gym is connected, you are done. Otherwise ask the person who sent you the link for a new one, and open it in the browser that you want to use.',
      },
      code: {
        title: 'Your account is not connected',
        says: 'The payment provider reports that you did not agree, or that it took too long. Nothing was changed.',
        next: 'To try again, ask the person who sent you the link for a new one.',
      },
      account: {
        title: 'Your account is not connected',
        says: 'Another account is already connected to this gym, and it stays connected. Nothing was changed.',
        next: 'Did you sign in with the wrong account? Ask for a new link and try again. If you want to change accounts, ask the person who sent you the link for one that replaces the account.',
      },
      409: {
        title: 'Your account is not connected',
        says: 'The settings of the gym have changed in the meantime.',
        next: 'Ask the person who sent you the link what to do.',
      },
      429: {
        title: 'Too many visits',
        says: 'This page was opened too often.',
        next: 'Wait a minute, then reload it.',
      },
      503: {
        title: 'Please try again in a minute',
        says: 'The service is not available at the moment.',
        next: 'Reload this page in a minute. If it then says that the link no longer works, ask for a new one.',
      },
      other: {
        title: 'Something went wrong',
        says: 'Your account could not be connected because of a problem at the payment provider or at our service.',
        next: 'To try again, ask the person who sent you the link for a new one.',
      },
    },
  },
  es: {
    connected: (gym) => `${gym} está conectado`,
    payments: 'A partir de ahora, sus cobros van a la cuenta que acabas de conectar.',
    reconnect: (before) =>
      `Vuelve a conectarlo antes del ${before}: el proveedor de pagos no nos dio permiso para renovar la conexión. Pide un enlace nuevo a la persona que te lo envió.`,
    switchedOff: 'Los cobros están desactivados por el momento. La persona que te envió el enlace puede activarlos.',
    close: 'Puedes cerrar esta página.',
    support: 'Para soporte: solicitud',
    problems: {
      link: {
        title: 'Este enlace ya no funciona',
        says: 'Ya se usó, es demasiado antiguo, hay uno más nuevo o lo abriste en otro navegador.',
        next: 'Si te dijeron que tu gimnasio está conectado, ya está todo listo. Si no, pide un enlace nuevo a la persona que te lo envió y ábrelo en el navegador que quieras usar.',
      },
      code: {
        title: 'Tu cuenta no está conectada',
        says: 'El proveedor de pagos indica que no aceptaste o que pasó demasiado tiempo. No se cambió nada.',
        next: 'Para volver a intentarlo, pide un enlace nuevo a la persona que te lo envió.',
      },
      account: {
        title: 'Tu cuenta no está conectada',
        says: 'Este gimnasio ya tiene otra cuenta conectada, que sigue conectada. No se cambió nada.',
        next: '¿Entraste con la cuenta equivocada? Pide un enlace nuevo e inténtalo otra vez. Si quieres cambiar de cuenta, pide a la persona que te envió el enlace uno que reemplace la cuenta.',
      },
      409: {
        title: 'Tu cuenta no está conectada',
        says: 'Mientras tanto, cambió la configuración del gimnasio.',
        next: 'Pregunta a la persona que te envió el enlace qué debes hacer.',
      },
      429: {
        title: 'Demasiadas visitas',
        says: 'Esta página se abrió demasiadas veces.',
        next: 'Espera un minuto y vuelve a cargarla.',
      },
      503: {
        title: 'Vuelve a intentarlo en un minuto',
        says: 'El servicio no está disponible en este momento.',
        next: 'Vuelve a cargar esta página en un minuto. Si entonces dice que el enlace ya no funciona, pide uno nuevo.',
      },
      other: {
        title: 'Algo salió mal',
        says: 'No se pudo conectar tu cuenta por un problema del proveedor de pagos o de nuestro servicio.',
        next: 'Para volver a intentarlo, pide un enlace nuevo a la persona que te lo envió.',
      },
    },
  },
  pt: {
    connected: (gym) => `${gym} está conectada`,
    payments: 'A partir de agora, os pagamentos vão para a conta que você acabou de conectar.',
    reconnect: (before) =>
      `Conecte de novo antes de ${before}: o provedor de pagamentos não nos deu permissão para renovar a conexão. Peça um novo link à pessoa que o enviou.`,
    switchedOff: 'Os pagamentos estão desativados no momento. A pessoa que enviou o link pode ativá-los.',
    close: 'Você já pode fechar esta página.',
    support: 'Para o suporte: solicitação',
    problems: {
      link: {
        title: 'Este link não funciona mais',
        says: 'Ele já foi usado, é antigo demais, existe um mais novo ou foi aberto em outro navegador.',
        next: 'Se disseram que sua academia está conectada, está tudo certo. Caso contrário, peça um novo link à pessoa que o enviou e abra-o no navegador que você quer usar.',
      },
      code: {
        title: 'Sua conta não está conectada',
        says: 'O provedor de pagamentos informa que você não aceitou ou que demorou demais. Nada foi alterado.',
        next: 'Para tentar de novo, peça um novo link à pessoa que o enviou.',
      },
      account: {
        title: 'Sua conta não está conectada',
        says: 'Esta academia já tem outra conta conectada, que continua conectada. Nada foi alterado.',
        next: 'Você entrou com a conta errada? Peça um novo link e tente de novo. Se quiser trocar de conta, peça à pessoa que enviou o link um que substitua a conta.',
      },
      409: {
        title: 'Sua conta não está conectada',
        says: 'As configurações da academia mudaram nesse meio-tempo.',
        next: 'Pergunte à pessoa que enviou o link o que fazer.',
      },
      429: {
        title: 'Visitas demais',
        says: 'Esta página foi aberta vezes demais.',
        next: 'Espere um minuto e recarregue a página.',
      },
      503: {
        title: 'Tente de novo em um minuto',
        says: 'O serviço não está disponível no momento.',
        next: 'Recarregue esta página em um minuto. Se ela disser que o link não funciona mais, peça um novo.',
      },
      other: {
        title: 'Algo deu errado',
        says: 'Não foi possível conectar sua conta por causa de um problema no provedor de pagamentos ou no nosso serviço.',
        next: 'Para tentar de novo, peça um novo link à pessoa que o enviou.',
      },
    },
  },
  ja: {
    connected: (gym) => `${gym}の連携が完了しました`,
    payments: '今後の支払いは、いま連携したアカウントに入金されます。',
    reconnect: (before) =>
      `${before}より前に、もう一度連携してください。決済サービスから連携を更新する権限が得られませんでした。リンクを送った担当者に新しいリンクを依頼してください。`,
    switchedOff: '現在、支払いの受け付けは停止されています。リンクを送った担当者が有効にできます。',
    close: 'このページは閉じてかまいません。',
    support: 'サポート用のリクエスト番号:',
    problems: {
      link: {
        title: 'このリンクは無効です',
        says: 'すでに使用されたか、有効期限が切れたか、新しいリンクが発行されたか、別のブラウザーで開かれました。',
        next: '連携済みと案内されている場合、操作は不要です。それ以外の場合は、リンクを送った担当者に新しいリンクを依頼し、使用するブラウザーで開いてください。',
      },
      code: {
        title: 'アカウントは連携されていません',
        says: '決済サービスで同意されなかったか、時間がかかりすぎました。何も変更されていません。',
        next: 'もう一度行うには、リンクを送った担当者に新しいリンクを依頼してください。',
      },
      account: {
        title: 'アカウントは連携されていません',
        says: 'このジムには別のアカウントがすでに連携されており、そのまま維持されます。何も変更されていません。',
        next: '別のアカウントでログインした場合は、新しいリンクでやり直してください。アカウントを変更する場合は、リンクを送った担当者に、アカウントを置き換えるリンクを依頼してください。',
      },
      409: {
        title: 'アカウントは連携されていません',
        says: 'その間にジムの設定が変更されました。',
        next: 'リンクを送った担当者にお問い合わせください。',
      },
      429: {
        title: 'アクセスが多すぎます',
        says: 'このページが短時間に何度も開かれました。',
        next: '1分ほど待ってから再読み込みしてください。',
      },
      503: {
        title: '1分後にもう一度お試しください',
        says: '現在サービスを利用できません。',
        next: '1分後にこのページを再読み込みしてください。リンクが無効と表示された場合は、新しいリンクを依頼してください。',
      },
      other: {
        title: '問題が発生しました',
        says: '決済サービスまたは当サービスの問題により、アカウントを連携できませんでした。',
        next: 'もう一度行うには、リンクを送った担当者に新しいリンクを依頼してください。',
      },
    },
  },
};
