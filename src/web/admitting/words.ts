import { catalogue } from '../kit/catalogue.ts'

export const admittingWords = catalogue(
  {
    promise: 'The journey map, drawn by people and fed by what customers live.',
    email: 'E-mail address',
    password: 'Password',
    newPassword: 'New password',
    passwordRule: 'At least {{minimum}} characters, and not a common one.',
    name: 'Your name',
    signIn: {
      title: 'Sign in',
      do: 'Sign in',
      firstTime: 'First time here? The first start of Parcours printed a one-time link in its console.',
    },
    setUp: {
      title: 'Set up Parcours',
      intro: 'You are the first here. You will own this installation and can then invite your team.',
      workspace: 'Name of the workspace',
      workspaceHint: 'Usually the company. One workspace holds its customers, its maps and its team.',
      timeZone: 'Time zone',
      do: 'Start',
    },
    invitation: {
      title: 'You are invited to {{workspace}}',
      intro: 'As {{role}}, with the address {{email}}.',
      do: 'Join',
      known: 'You already have an account with this address: sign in, then open the link again.',
    },
    recovery: { title: 'Choose a new password', do: 'Save and sign in' },
    noLink: {
      title: 'This link is not whole',
      text: 'Its end is missing. Open it again from where you received it, without shortening it.',
    },
    noWorkspace: {
      title: 'You belong to no workspace yet',
      text: 'Ask an owner for an invitation. If you run this installation, make a workspace with the command line.',
    },
    roles: {
      owner: 'Owner',
      editor: 'Editor',
      analyst: 'Analyst',
      adviser: 'Adviser',
      viewer: 'Viewer',
    },
  },
  {
    promise: 'La carte du parcours client, dessinée par des personnes et nourrie par ce que vivent les clients.',
    email: 'Adresse e-mail',
    password: 'Mot de passe',
    newPassword: 'Nouveau mot de passe',
    passwordRule: 'Au moins {{minimum}} caractères, et pas un mot de passe courant.',
    name: 'Votre nom',
    signIn: {
      title: 'Connexion',
      do: 'Se connecter',
      firstTime: 'Première visite ? Le premier démarrage de Parcours a affiché un lien à usage unique dans sa console.',
    },
    setUp: {
      title: 'Installer Parcours',
      intro:
        'Vous êtes la première personne ici. Vous serez propriétaire de cette installation et pourrez inviter votre équipe.',
      workspace: 'Nom de l’espace',
      workspaceHint: 'Le plus souvent l’entreprise. Un espace contient ses clients, ses cartes et son équipe.',
      timeZone: 'Fuseau horaire',
      do: 'Commencer',
    },
    invitation: {
      title: 'On vous invite dans {{workspace}}',
      intro: 'Comme {{role}}, avec l’adresse {{email}}.',
      do: 'Rejoindre',
      known: 'Vous avez déjà un compte avec cette adresse : connectez-vous, puis rouvrez le lien.',
    },
    recovery: { title: 'Choisissez un nouveau mot de passe', do: 'Enregistrer et se connecter' },
    noLink: {
      title: 'Ce lien n’est pas entier',
      text: 'Sa fin manque. Rouvrez-le depuis l’endroit où vous l’avez reçu, sans le raccourcir.',
    },
    noWorkspace: {
      title: 'Vous n’êtes membre d’aucun espace',
      text: 'Demandez une invitation à un propriétaire. Si vous gérez cette installation, créez un espace en ligne de commande.',
    },
    roles: {
      owner: 'Propriétaire',
      editor: 'Éditeur',
      analyst: 'Analyste',
      adviser: 'Conseiller',
      viewer: 'Lecteur',
    },
  },
)
