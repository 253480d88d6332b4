/// The members of an object, in the order of their keys' UTF-8 bytes, each key once.
///
/// An array of pairs rather than a dictionary: objects here are small, are built in order from compiled templates and
/// are written in order.
public struct JSONObject: Sendable, Equatable {
  public struct Member: Sendable, Equatable {
    public let key: String
    public var value: JSON

    @inlinable
    public init(key: String, value: JSON) {
      self.key = key
      self.value = value
    }

    public static func == (a: Member, b: Member) -> Bool { a.key.hasSameBytes(as: b.key) && a.value == b.value }
  }

  public private(set) var members: [Member]

  public init() { members = [] }

  /// Members in any order; of two with the same key, the later one holds.
  public init(_ members: some Sequence<Member>) {
    self.init(unsorted: Array(members))
  }

  private init(unsorted: [Member]) {
    guard !Self.isOrdered(unsorted) else {
      members = unsorted
      return
    }
    guard unsorted.count > 16 else {
      members = Self.inserted(unsorted)
      return
    }
    // A stable sort, so that the last of equal keys is the one that was given last.
    let order = unsorted.indices.sorted { a, b in
      let (x, y) = (unsorted[a].key, unsorted[b].key)
      return x.precedesInBytes(y) || (a < b && x.hasSameBytes(as: y))
    }
    members = []
    members.reserveCapacity(order.count)
    for index in order {
      let member = unsorted[index]
      if let last = members.last, last.key.hasSameBytes(as: member.key) { members.removeLast() }
      members.append(member)
    }
  }

  /// The same for a handful of members: each goes to its place among those before it.
  private static func inserted(_ unsorted: [Member]) -> [Member] {
    var sorted: [Member] = []
    sorted.reserveCapacity(unsorted.count)
    for member in unsorted {
      var place = sorted.count
      while place > 0, member.key.precedesInBytes(sorted[place - 1].key) { place -= 1 }
      if place > 0, sorted[place - 1].key.hasSameBytes(as: member.key) {
        sorted[place - 1] = member
      } else {
        sorted.insert(member, at: place)
      }
    }
    return sorted
  }

  /// Members that are already in strict order, as a compiled template has them; this is not looked at again.
  public init(ordered members: [Member]) {
    assert(Self.isOrdered(members), "the keys are not in strict order")
    self.members = members
  }

  private static func isOrdered(_ members: [Member]) -> Bool {
    guard members.count > 1 else { return true }
    for index in 1..<members.count where !members[index - 1].key.precedesInBytes(members[index].key) { return false }
    return true
  }

  public var count: Int { members.count }
  public var isEmpty: Bool { members.isEmpty }
  public var keys: [String] { members.map(\.key) }

  /// Setting nil removes the member.
  public subscript(key: String) -> JSON? {
    get {
      guard members.count > 16 else {
        // Keys mostly differ in length, which is seen without looking at a byte.
        for index in members.indices where members[index].key.hasSameBytes(as: key) { return members[index].value }
        return nil
      }
      let (index, found) = find(key)
      return found ? members[index].value : nil
    }
    set {
      let (index, found) = find(key)
      switch (found, newValue) {
      case (true, let value?): members[index].value = value
      case (true, nil): members.remove(at: index)
      case (false, let value?): members.insert(Member(key: key, value: value), at: index)
      case (false, nil): break
      }
    }
  }

  /// The place of a key, or the place where it belongs.
  private func find(_ key: String) -> (index: Int, found: Bool) {
    var (low, high) = (0, members.count)
    while low < high {
      let middle = (low + high) / 2
      if members[middle].key.precedesInBytes(key) { low = middle + 1 } else { high = middle }
    }
    return (low, low < members.count && members[low].key.hasSameBytes(as: key))
  }
}

extension JSONObject {
  /// The members of both; of a key that both have, the values are merged if both are objects, else this one's holds.
  public func merged(over lower: JSONObject) -> JSONObject {
    guard !lower.isEmpty else { return self }
    guard !isEmpty else { return lower }
    let (upper, lower) = (members, lower.members)
    var merged: [Member] = []
    merged.reserveCapacity(upper.count + lower.count)
    var next = 0
    for member in upper {
      while next < lower.count, lower[next].key.precedesInBytes(member.key) {
        merged.append(lower[next])
        next += 1
      }
      guard next < lower.count, lower[next].key.hasSameBytes(as: member.key) else {
        merged.append(member)
        continue
      }
      if case .object(let above) = member.value, case .object(let below) = lower[next].value {
        merged.append(Member(key: member.key, value: .object(above.merged(over: below))))
      } else {
        merged.append(member)
      }
      next += 1
    }
    merged.append(contentsOf: lower[next...])
    return JSONObject(ordered: merged)
  }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, JSON)...) {
    self.init(elements.map { Member(key: $0.0, value: $0.1) })
  }
}
