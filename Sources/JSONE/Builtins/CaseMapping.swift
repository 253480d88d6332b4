/// Lower case by Unicode's full mapping, with the one rule of it that looks at the context: a sigma at the end of a word
/// is `ς`.
enum CaseMapping {
  static func lowercase(_ text: String) -> String {
    let sigma: Unicode.Scalar = "\u{03A3}"
    guard text.unicodeScalars.contains(sigma) else { return text.lowercased() }
    let scalars = Array(text.unicodeScalars)
    // Whether the nearest scalar that is not ignorable is cased, from either side.
    let before = afterCased(scalars.indices, scalars)
    let after = afterCased(scalars.indices.reversed(), scalars)
    var result = ""
    for index in scalars.indices {
      if scalars[index] == sigma, before[index], !after[index] {
        result += "\u{03C2}"
      } else {
        result += scalars[index].properties.lowercaseMapping
      }
    }
    return result
  }

  private static func afterCased(_ indices: some Sequence<Int>, _ scalars: [Unicode.Scalar]) -> [Bool] {
    var result = [Bool](repeating: false, count: scalars.count)
    var isCased = false
    for index in indices {
      result[index] = isCased
      let properties = scalars[index].properties
      if !properties.isCaseIgnorable { isCased = properties.isCased }
    }
    return result
  }
}
