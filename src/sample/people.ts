/** First names and surnames common in France, combined by lot: nobody in particular. */
export const firstNames = (
  'Marie Camille Léa Emma Chloé Manon Sarah Julie Laura Pauline Mathilde Lucie Anaïs Marion Inès Jade Louise Alice ' +
  'Juliette Charlotte Claire Élodie Aurélie Céline Émilie Sophie Nathalie Isabelle Valérie Sandrine Catherine Sylvie ' +
  'Christine Martine Monique Françoise Nicole Fatima Aminata Nadia Yasmine Leïla Hélène Caroline Stéphanie Virginie ' +
  'Lucas Hugo Louis Jules Gabriel Arthur Nathan Raphaël Léo Adam Thomas Théo Antoine Maxime Alexandre Quentin Romain ' +
  'Nicolas Julien Clément Pierre Paul Baptiste Valentin Guillaume Florian Kevin Mehdi Karim Mohamed Ibrahim Mamadou ' +
  'David Sébastien Laurent Olivier Frédéric Christophe Stéphane Philippe Éric Thierry Patrick Michel Alain Bernard ' +
  'Jean François Jacques Gérard Vincent Benoît Étienne Mathieu Yann Loïc'
).split(' ')

export const surnames = (
  'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefebvre Leroy Roux David ' +
  'Bertrand Morel Fournier Girard Bonnet Dupont Lambert Fontaine Rousseau Vincent Muller Lefèvre Faure André Mercier ' +
  'Blanc Guérin Boyer Garnier Chevalier François Legrand Gauthier Garcia Perrin Robin Clément Morin Nicolas Henry ' +
  'Roussel Mathieu Gautier Masson Marchand Duval Denis Dumont Marie Lemaire Noël Meyer Dufour Meunier Brun Blanchard ' +
  'Giraud Joly Rivière Lucas Brunet Gaillard Barbier Arnaud Martinez Gérard Roche Renard Schmitt Roy Leroux Colin ' +
  'Vidal Caron Picard Roger Fabre Aubert Lemoine Renaud Dumas Lacroix Olivier Philippe Bourgeois Pierre Benoît Rey ' +
  'Leclerc Payet Rolland Leclercq Guillaume Lecomte Lopez Jean Dupuy Guillot Hubert Berger Carpentier Sanchez Dupuis ' +
  'Moulin Louis Deschamps Huet Vasseur Perez Boucher Fleury Royer Klein Jacquet Adam Paris Poirier Marty Aubry Guyot ' +
  'Carré Charles Renault Charpentier Ménard Maillard Baron Bertin Bailly Hervé Schneider Fernandez Collet Léger Bouvier ' +
  'Julien Prévost Millet Perrot Daniel Cousin Germain Breton Besson Langlois Rémy Pelletier Lévêque Perrier Leblanc ' +
  'Barré Lebrun Marchal Weber Mallet Hamon Boulanger Jacob Monnier Michaud Rodriguez Guichard Gillet Étienne Grondin ' +
  'Poulain Tessier Chevallier Collin Chauvin Diallo Traoré Benali Haddad Nguyen Da-Silva Ferreira'
).split(' ')

/** Names of domains that nobody can own (RFC 2606). */
export const mailDomains = ['example.org', 'example.com', 'example.net'] as const

/**
 * Beginnings of the telephone numbers kept for films and books in the French numbering plan
 * (ten thousand numbers behind each), in international form.
 */
export const fictionalPhoneRanges = ['+3363998', '+3319900', '+3326191', '+3335301', '+3346571', '+3353649'] as const
