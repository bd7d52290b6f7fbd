/** First and last names as people write them, accents and all: the server has to normalise them. */
export interface Names {
  readonly female: readonly string[];
  readonly male: readonly string[];
  readonly last: readonly string[];
}

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const names = {
  IT: {
    female: words(
      'Giulia Sofia Aurora Martina Chiara Francesca Sara Alessia Elena Anna Valentina Noemi Zoè Irene',
    ),
    male: words(
      'Leonardo Francesco Alessandro Lorenzo Mattia Andrea Gabriele Matteo Nicolò Davide Luca Marco Paolo',
    ),
    last: words(
      'Rossi Russo Ferrari Esposito Bianchi Romano Colombo Ricci Marino Greco Bruno Gallo Conti Costa Fontana Rizzo Moretti Lombardi Barbieri Nanì Cattaneo Sartori',
    ),
  },
  DE: {
    female: words('Emma Mia Hannah Lea Lena Anna Marie Käthe Sophie Laura Jule Birgit Sabine Ursula Jördis'),
    male: words('Ben Paul Jonas Leon Finn Elias Lukas Jürgen Jörg Max Felix Björn Stefan Uwe Karl'),
    last: words(
      'Müller Schmidt Schneider Fischer Weber Meyer Wagner Becker Schulz Hoffmann Schäfer Koch Bauer Richter Klein Wolf Schröder Neumann Schwarz Krüger Braun Groß',
    ),
  },
  FR: {
    female: words('Jade Louise Emma Alice Chloé Inès Léa Manon Camille Zoé Hélène Anaïs Margaux Élodie'),
    male: words('Gabriel Raphaël Léo Louis Lucas Adam Hugo Jules Théo Noël François Rémi Jérôme Mathis'),
    last: words(
      'Martin Bernard Thomas Petit Robert Richard Durand Dubois Moreau Laurent Simon Michel Lefèvre Leroy Roux David Bertrand Morel Fournier Girard Bonnet Mercier',
    ),
  },
  ES: {
    female: words('Lucía María Paula Sofía Valeria Carmen Julia Alba Noelia Begoña Inés Ángela Rocío'),
    male: words('Hugo Mateo Martín Lucas Leo Daniel Álvaro Iñigo José Jesús Pablo Adrián Sergio'),
    last: words(
      'García Fernández González Rodríguez López Martínez Sánchez Pérez Gómez Jiménez Ruiz Hernández Díaz Moreno Muñoz Álvarez Romero Alonso Gutiérrez Navarro Torres Núñez',
    ),
  },
  US: {
    female: words(
      'Olivia Emma Charlotte Amelia Sophia Mia Isabella Ava Evelyn Luna Harper Grace Chloe Zoe Maria',
    ),
    male: words(
      'Liam Noah Oliver James Elijah William Henry Lucas Benjamin Theodore Jack Levi Mason Jose Ethan',
    ),
    last: words(
      "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Wilson Anderson Thomas Taylor Moore Jackson Lee White Harris Clark O'Brien Nguyen",
    ),
  },
  GB: {
    female: words('Olivia Amelia Isla Ava Mia Ivy Lily Rosie Sophia Grace Freya Florence Poppy Niamh'),
    male: words('Oliver George Noah Arthur Harry Leo Muhammad Jack Charlie Oscar Henry Theo Archie Alfie'),
    last: words(
      "Smith Jones Williams Taylor Brown Davies Evans Wilson Thomas Roberts Johnson Lewis Walker Robinson Wood Thompson White Watson Jackson Wright O'Connor Patel",
    ),
  },
  PL: {
    female: words('Zuzanna Julia Maja Hanna Zofia Lena Alicja Oliwia Małgorzata Łucja Agnieszka Bożena'),
    male: words(
      'Antoni Jan Jakub Aleksander Franciszek Szymon Mikołaj Stanisław Paweł Michał Łukasz Wojciech',
    ),
    last: words(
      'Nowak Kowalski Wiśniewski Wójcik Kowalczyk Kamiński Lewandowski Zieliński Szymański Woźniak Dąbrowski Kozłowski Mazur Jankowski Kwiatkowski Krawczyk Piotrowski Grabowski Pawłowski Michalski Król Wróbel',
    ),
  },
} as const satisfies Record<string, Names>;

const folded = new Map<string, string>();

/** The letters of a name as they stand in an e-mail address. */
export function asciiOf(name: string): string {
  let ascii = folded.get(name);
  if (ascii === undefined) {
    ascii = name
      .normalize('NFKD')
      .toLowerCase()
      .replaceAll('ß', 'ss')
      .replaceAll('ł', 'l')
      .replace(/[^a-z]/g, '');
    folded.set(name, ascii);
  }
  return ascii;
}
