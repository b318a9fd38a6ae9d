// The little that needs a script: asking the browser for a passkey, showing a typed password, printing, copying, counting
// down, forgetting a form that was answered, telling passkey providers what still opens something here. Every page works
// without it except the passkey itself.
// Nothing is loaded from elsewhere. What is stored is the id of the passkey that was shown or made last, until the next page.
(() => {
  'use strict';

  // --- bytes and base64url, for browsers without the JSON helpers of WebAuthn Level 3
  const bytes = (text) => {
    const base64 = text.replace(/-/g, '+').replace(/_/g, '/');
    return Uint8Array.from(atob(base64), (each) => each.charCodeAt(0)).buffer;
  };

  const text = (buffer) => {
    let binary = '';
    new Uint8Array(buffer).forEach((each) => { binary += String.fromCharCode(each); });
    return btoa(binary).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };

  const withBytes = (credentials) => (credentials || []).map((each) => ({ ...each, id: bytes(each.id) }));

  const readGet = (json) => {
    if (PublicKeyCredential.parseRequestOptionsFromJSON) {
      return PublicKeyCredential.parseRequestOptionsFromJSON(json);
    }
    return { ...json, challenge: bytes(json.challenge), allowCredentials: withBytes(json.allowCredentials) };
  };

  const readCreate = (json) => {
    if (PublicKeyCredential.parseCreationOptionsFromJSON) {
      return PublicKeyCredential.parseCreationOptionsFromJSON(json);
    }
    return {
      ...json,
      challenge: bytes(json.challenge),
      user: { ...json.user, id: bytes(json.user.id) },
      excludeCredentials: withBytes(json.excludeCredentials),
    };
  };

  const written = (credential) => {
    const { response } = credential;
    const answer = { clientDataJSON: text(response.clientDataJSON) };
    if (response.attestationObject) {
      answer.attestationObject = text(response.attestationObject);
      answer.transports = response.getTransports ? response.getTransports() : [];
    } else {
      answer.authenticatorData = text(response.authenticatorData);
      answer.signature = text(response.signature);
      answer.userHandle = response.userHandle ? text(response.userHandle) : null;
    }
    return {
      id: credential.id,
      rawId: text(credential.rawId),
      type: credential.type,
      authenticatorAttachment: credential.authenticatorAttachment || null,
      clientExtensionResults: credential.getClientExtensionResults(),
      response: answer,
    };
  };

  // Some password managers replace toJSON by one that throws.
  const toJson = (credential) => {
    try {
      return JSON.stringify(credential.toJSON());
    } catch (missing) {
      return JSON.stringify(written(credential));
    }
  };

  // --- a ceremony: options from us, the browser's dialog, the answer into the form
  class Refused extends Error {
    constructor(word) {
      super(word);
      this.word = word;
    }
  }

  const wordOf = (status) => {
    if (status === 429) return 'busy';
    return status === 409 || status === 403 ? 'stale' : 'failed';
  };

  const options = async (form) => {
    const fields = new URLSearchParams(new FormData(form));
    fields.delete('answer');
    const response = await fetch(form.dataset.options, { method: 'POST', body: fields, redirect: 'error' });
    if (!response.ok) throw new Refused(wordOf(response.status));
    const json = await response.json();
    return json.publicKey || json;
  };

  const credential = async (form) => {
    if (!window.PublicKeyCredential || !navigator.credentials) throw new Refused('unsupported');
    const json = await options(form);
    return form.dataset.passkey === 'create'
      ? navigator.credentials.create({ publicKey: readCreate(json) })
      : navigator.credentials.get({ publicKey: readGet(json) });
  };

  const wordFor = (error) => {
    if (error instanceof Refused) return error.word;
    if (error.name === 'InvalidStateError') return 'known';
    if (error.name === 'NotAllowedError' || error.name === 'AbortError') return 'cancelled';
    return error.name === 'NotSupportedError' || error.name === 'SecurityError' ? 'unsupported' : 'failed';
  };

  // --- providers hear what to keep and what to forget (WebAuthn Level 3, section 5.1.10). Nothing rests on it.
  const SHOWN = 'regain-shown';

  const remember = (shown) => {
    try {
      window.sessionStorage.setItem(SHOWN, shown.id);
    } catch (unavailable) {
      // Then nobody is told.
    }
  };

  const recall = () => {
    try {
      const shown = window.sessionStorage.getItem(SHOWN);
      window.sessionStorage.removeItem(SHOWN);
      return shown;
    } catch (unavailable) {
      return null;
    }
  };

  const signal = async (method, about) => {
    if (!window.PublicKeyCredential || !PublicKeyCredential[method]) return;
    try {
      await PublicKeyCredential[method](about);
    } catch (refused) {
      // The provider keeps what it has.
    }
  };

  const shownBefore = recall();
  if (shownBefore && document.querySelector('[data-forgotten]')) {
    signal('signalUnknownCredential', { rpId: window.location.hostname, credentialId: shownBefore });
  }
  document.querySelectorAll('[data-accepted]').forEach((each) => {
    signal('signalAllAcceptedCredentials', JSON.parse(each.dataset.accepted));
  });

  const ceremony = (form) => {
    const said = form.querySelector('.said');
    const button = form.querySelector('button');
    let busy = false;
    form.addEventListener('submit', async (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      said.hidden = true;
      said.textContent = '';
      button.setAttribute('aria-disabled', 'true');
      try {
        const shown = await credential(form);
        remember(shown);
        form.elements.answer.value = toJson(shown);
        form.submit();
      } catch (error) {
        said.hidden = false;
        said.textContent = said.dataset[wordFor(error)];
        button.removeAttribute('aria-disabled');
        busy = false;
      }
    });
  };
  document.querySelectorAll('form[data-passkey]').forEach(ceremony);

  // The page may come back from the browser's memory with an answer that is used up.
  window.addEventListener('pageshow', (event) => {
    if (event.persisted) window.location.reload();
  });

  // --- a page that shows a secret once is the answer to a form: reloading it must not send that form again
  document.querySelectorAll('[data-once]').forEach((each) => {
    window.history.replaceState(null, '', each.dataset.once);
  });

  // --- other forms: sent once
  document.querySelectorAll('form[method="post"]:not([data-passkey])').forEach((form) => {
    form.addEventListener('submit', (event) => {
      const button = event.submitter;
      if (form.dataset.sent || (button && button.getAttribute('aria-disabled') === 'true')) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = 'yes';
      if (button) button.setAttribute('aria-disabled', 'true');
    });
  });

  // --- show what is typed
  document.querySelectorAll('.reveal button').forEach((button) => {
    const field = document.getElementById(button.getAttribute('aria-controls'));
    const show = button.textContent;
    button.addEventListener('click', () => {
      const open = field.type === 'password';
      field.type = open ? 'text' : 'password';
      button.setAttribute('aria-pressed', String(open));
      button.textContent = open ? button.dataset.hide : show;
      field.focus();
    });
    // A password manager should meet a password field.
    field.form.addEventListener('submit', () => { field.type = 'password'; });
  });

  document.querySelectorAll('[data-print]').forEach((button) => {
    button.addEventListener('click', () => window.print());
  });

  document.querySelectorAll('[data-copy]').forEach((button) => {
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
      button.textContent = button.dataset.done;
    });
  });

  // --- a button that may be pressed later
  document.querySelectorAll('[data-wait]').forEach((button) => {
    const note = document.getElementById(button.getAttribute('aria-describedby'));
    const count = note && note.querySelector('[data-countdown]');
    let left = Number(button.dataset.wait);
    const timer = window.setInterval(() => {
      left -= 1;
      if (count) count.textContent = String(Math.max(0, left));
      if (left > 0) return;
      window.clearInterval(timer);
      button.removeAttribute('aria-disabled');
      if (note) note.hidden = true;
    }, 1000);
  });
})();
