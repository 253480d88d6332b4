internal import Document

/// `each(x)` and `by(x)`: a property that names the variables of a loop.
struct Loop {
  let member: Node.Member
  let variables: [String]

  /// - Parameter counts: how many variables there may be.
  init?(_ member: Node.Member, _ keyword: String, variables counts: ClosedRange<Int>) {
    guard let variables = Self.names(member.key, keyword, counts) else { return nil }
    self.member = member
    self.variables = variables
  }

  /// The variables that a key names; nil if it is none of a loop.
  static func names(_ key: String, _ keyword: String, _ counts: ClosedRange<Int>) -> [String]? {
    guard key.hasPrefix(keyword + "("), key.utf8.last == UInt8(ascii: ")") else { return nil }
    let inner = key.dropFirst(keyword.count + 1).dropLast()
    // A comma may be followed by white space; none stands elsewhere.
    let names = inner.split(separator: ",", omittingEmptySubsequences: false).enumerated().map { index, name in
      index == 0 ? String(name) : String(name).trimmed(.start)
    }
    return counts.contains(names.count) && names.allSatisfy { Identifier.isValid($0) } ? names : nil
  }
}

extension OperatorCall {
  /// The scope within a loop, and the slots of its variables.
  func scope(_ loop: Loop, _ compiler: inout Compiler) -> (Scope, Range<Int>) {
    let slots = compiler.slots(loop.variables.count, above: scope)
    let locals = zip(loop.variables, slots).map { Scope.Local(name: $0, slot: $1, isCertain: true) }
    return (scope.binding(locals), slots)
  }
}
