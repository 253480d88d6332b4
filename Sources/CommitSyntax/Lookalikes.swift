/// Letters that look like those of ASCII and are others: a message that was typed on another keyboard, or copied.
enum Lookalikes {
  /// A text with them replaced; nil if it has none.
  static func replaced(in text: Substring) -> String? {
    guard text.utf8.contains(where: { $0 >= 0x80 }), text.utf8.count <= 400 else { return nil }
    var (result, isSame) = (String.UnicodeScalarView(), true)
    for scalar in text.unicodeScalars {
      let plain = replacement(scalar)
      result.append(plain ?? scalar)
      isSame = isSame && plain == nil
    }
    return isSame ? nil : String(result)
  }

  private static func replacement(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
    if scalar.isASCII { return nil }
    // Full width: U+FF01 to U+FF5E are those of ASCII from U+0021 on.
    if (0xFF01...0xFF5E).contains(scalar.value) { return Unicode.Scalar(scalar.value - 0xFEE0) }
    return letters[scalar]
  }

  private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
    let pairs: [(of: String, like: String)] = [
      // Cyrillic.
      ("а", "a"), ("с", "c"), ("ԁ", "d"), ("е", "e"), ("һ", "h"), ("і", "i"), ("ј", "j"), ("к", "k"), ("ӏ", "l"),
      ("о", "o"), ("р", "p"), ("ѕ", "s"), ("т", "t"), ("ѵ", "v"), ("у", "y"), ("х", "x"), ("А", "A"), ("В", "B"),
      ("С", "C"), ("Е", "E"), ("Н", "H"), ("І", "I"), ("К", "K"), ("М", "M"), ("О", "O"), ("Р", "P"), ("Т", "T"),
      ("Х", "X"), ("Ѕ", "S"),
      // Colons.
      ("ː", ":"), ("꞉", ":"), ("∶", ":"), ("﹕", ":"), ("︓", ":"), ("׃", ":"),
      // Greek.
      ("α", "a"), ("ε", "e"), ("ι", "i"), ("κ", "k"), ("ν", "v"), ("ο", "o"), ("ρ", "p"), ("τ", "t"), ("υ", "u"),
      ("Α", "A"), ("Ε", "E"), ("Ι", "I"), ("Κ", "K"), ("Ν", "N"), ("Ο", "O"), ("Ρ", "P"), ("Υ", "Y"), ("Χ", "X"),
      // Latin.
      ("ı", "i"), ("İ", "I"), ("ſ", "s"), ("\u{212A}", "K"), ("ᴋ", "k"), ("ɑ", "a"), ("ɡ", "g"), ("á", "a"), ("à", "a"),
      ("ä", "a"), ("é", "e"), ("è", "e"), ("ë", "e"), ("í", "i"), ("ï", "i"), ("ó", "o"), ("ö", "o"), ("ú", "u"),
      ("ü", "u"),
    ]
    return Dictionary(
      pairs.map { ($0.of.unicodeScalars.first!, $0.like.unicodeScalars.first!) },
      uniquingKeysWith: { first, _ in first })
  }()
}
