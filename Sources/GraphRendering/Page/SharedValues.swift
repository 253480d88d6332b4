import Document

/// Values of which each distinct large one is kept once: the templates of a hundred builds differ in little.
///
/// What is kept stands in `values`; `["$", n]` stands for it wherever it occurs, in other values too. A list that happens to
/// look so is written `["$", [list]]`.
struct SharedValues {
  private(set) var values: [JSON] = []
  private var places: [Bytes: Int] = [:]

  /// In bytes: what is shorter is written where it stands.
  private static let threshold = 96

  mutating func share(_ value: JSON) -> JSON {
    let reduced: JSON
    switch value {
    case .array(let elements):
      let list = JSON.array(elements.map { share($0) })
      reduced = elements.count == 2 && elements[0] == "$" ? ["$", list] : list
    case .object(let object):
      reduced = .object(JSONObject(ordered: object.members.map { .init(key: $0.key, value: share($0.value)) }))
    case .string(let text) where text.utf8.count >= Self.threshold: reduced = value
    default: return value
    }
    let bytes = reduced.bytes()
    guard bytes.count >= Self.threshold else { return reduced }
    let key = Bytes(bytes: bytes)
    let place = places[key] ?? values.count
    if place == values.count {
      places[key] = place
      values.append(reduced)
    }
    return ["$", .number(Double(place))]
  }

  /// Hashed at once rather than byte by byte.
  private struct Bytes: Hashable {
    let bytes: [UInt8]

    func hash(into hasher: inout Hasher) {
      bytes.withUnsafeBytes { hasher.combine(bytes: $0) }
    }
  }
}
