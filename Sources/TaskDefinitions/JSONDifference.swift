package import Document

/// Finds where two values part: down to the deepest field. Of lists, which element became which is found first, so that
/// one more at the front is one more, and not another one everywhere.
package enum JSONDifference {
  package static func between(_ ours: JSON, _ theirs: JSON) -> [TaskDefinition.Difference] {
    var differences: [TaskDefinition.Difference] = []
    compare(ours, theirs, at: [], into: &differences)
    return differences
  }

  private static func compare(
    _ ours: JSON?, _ theirs: JSON?, at path: FieldPath, into differences: inout [TaskDefinition.Difference]
  ) {
    if ours == theirs { return }
    switch (ours, theirs) {
    case (.object(let a)?, .object(let b)?):
      let keys = JSONObject(a.members + b.members).keys
      for key in keys { compare(a[key], b[key], at: path + key, into: &differences) }
    case (.array(let a)?, .array(let b)?):
      for pair in ListAlignment(a, b).pairs {
        guard let index = pair.ours ?? pair.theirs else { continue }
        compare(pair.ours.map { a[$0] }, pair.theirs.map { b[$0] }, at: path + index, into: &differences)
      }
    default:
      differences.append(TaskDefinition.Difference(path: path, ours: ours, theirs: theirs))
    }
  }
}

/// Two lists side by side: what is the same stands beside each other, and between that what became of what is not.
private struct ListAlignment {
  /// Indices, in order; nil where a list has nothing.
  private(set) var pairs: [(ours: Int?, theirs: Int?)] = []

  /// Longer lists are not searched for what is the same: that takes the square of the time.
  private static let searched = 2_000

  init(_ ours: [JSON], _ theirs: [JSON]) {
    let (inserted, removed) = Self.changed(ours, theirs)
    var (our, their) = (0, 0)
    while our < ours.count || their < theirs.count {
      let (begin, other) = (our, their)
      while our < ours.count, inserted.contains(our) { our += 1 }
      while their < theirs.count, removed.contains(their) { their += 1 }
      addChanged(begin..<our, other..<their, ours, theirs)
      if our < ours.count, their < theirs.count {
        pairs.append((our, their))
        (our, their) = (our + 1, their + 1)
      }
    }
  }

  /// The indices of what only one of them has.
  private static func changed(_ ours: [JSON], _ theirs: [JSON]) -> (ours: Set<Int>, theirs: Set<Int>) {
    let head = zip(ours, theirs).prefix { $0 == $1 }.count
    let tail = zip(ours.dropFirst(head).reversed(), theirs.dropFirst(head).reversed()).prefix { $0 == $1 }.count
    let (a, b) = (ours[head..<(ours.count - tail)], theirs[head..<(theirs.count - tail)])
    guard a.count + b.count <= searched else { return (Set(a.indices), Set(b.indices)) }
    var changed: (ours: Set<Int>, theirs: Set<Int>) = ([], [])
    for change in a.difference(from: b) {
      switch change {
      case .insert(let offset, _, _): changed.ours.insert(head + offset)
      case .remove(let offset, _, _): changed.theirs.insert(head + offset)
      }
    }
    return changed
  }

  /// Things with names are known by them; otherwise as many as there were became others, in their order.
  private mutating func addChanged(_ a: Range<Int>, _ b: Range<Int>, _ ours: [JSON], _ theirs: [JSON]) {
    guard !a.isEmpty, !b.isEmpty else {
      pairs += b.map { (nil, $0) } + a.map { ($0, nil) }
      return
    }
    if let known = Self.byName(b, of: theirs), let own = Self.byName(a, of: ours) {
      let gone = known.filter { own[$0.key] == nil }.map(\.value).sorted()
      pairs += gone.map { (nil, $0) }
      pairs += a.map { ($0, ours[$0]["name"]?.string.flatMap { known[$0] }) }
    } else if a.count == b.count {
      pairs += zip(a, b).map { ($0, $1) }
    } else {
      pairs += b.map { (nil, $0) } + a.map { ($0, nil) }
    }
  }

  /// Name → index; nil if not each of them has one of its own.
  private static func byName(_ range: Range<Int>, of list: [JSON]) -> [String: Int]? {
    let names = range.compactMap { list[$0]["name"]?.string }
    let known = Dictionary(zip(names, range), uniquingKeysWith: { first, _ in first })
    return known.count == range.count ? known : nil
  }
}
