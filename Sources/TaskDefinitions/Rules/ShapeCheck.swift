internal import Diagnostics
internal import Document

/// Walks a value beside its shape and notes where they part. Paths are made on the way back, of what is wrong only: a
/// value that fits costs no more than the walk.
struct ShapeCheck {
  /// Each with its path, innermost first.
  private var found: [(path: [FieldPath.Element], rule: Violation.Rule)] = []

  private init() {}

  /// All that is wrong with a value that stands at `path`.
  static func violations(of value: JSON, against shape: Shape, at path: FieldPath = []) -> [Violation] {
    var check = ShapeCheck()
    check.check(value, shape)
    return withoutMisspelt(check.found.map { Violation(FieldPath(path.elements + $0.path.reversed()), $0.rule) })
  }

  /// A field that is missing because its name is misspelt is one mistake, not two.
  private static func withoutMisspelt(_ violations: [Violation]) -> [Violation] {
    guard violations.count > 1 else { return violations }
    let meant = Set(
      violations.compactMap { violation -> FieldPath? in
        guard case .unknownField(let key, let known) = violation.rule else { return nil }
        return NearMiss.best(key, among: known).map { FieldPath(Array(violation.path.elements.dropLast())) + $0 }
      })
    return violations.filter { violation in
      guard case .missingField(let name) = violation.rule else { return true }
      return !meant.contains(violation.path + name)
    }
  }

  private mutating func fail(_ rule: Violation.Rule) { found.append(([], rule)) }

  /// What the body finds is one step further in.
  @inline(__always)
  private mutating func inside(
    _ element: @autoclosure () -> FieldPath.Element, _ body: (inout ShapeCheck) -> Void
  ) {
    let before = found.count
    body(&self)
    for index in before..<found.count { found[index].path.append(element()) }
  }

  private mutating func descend(
    _ element: @autoclosure () -> FieldPath.Element, _ value: JSON, _ shape: Shape
  ) {
    inside(element()) { $0.check(value, shape) }
  }

  private mutating func check(_ value: JSON, _ shape: Shape) {
    switch shape {
    case .any: break
    case .boolean: if value.bool == nil { fail(.wrongType(expected: "true or false")) }
    case .integer(let low, let high): checkInteger(value, low, high)
    case .text(let length, let pattern): checkText(value, length, pattern)
    case .oneOf(let allowed):
      guard let text = value.string else { return fail(.wrongType(expected: "a text")) }
      if !allowed.contains(where: { $0.hasSameBytes(as: text) }) { fail(.notListed(text, allowed: allowed)) }
    case .list(let item, let count, let unique): checkList(value, item, count, unique)
    case .map(let item):
      guard let object = value.object else { return fail(.wrongType(expected: "an object")) }
      for member in object.members { descend(.key(member.key), member.value, item) }
    case .record(let record):
      guard let object = value.object else { return fail(.wrongType(expected: "an object")) }
      checkRecord(object, record)
    case .kinds(let kinds): checkKinds(value, kinds)
    case .textOrTyped(let kinds): checkTextOrTyped(value, kinds)
    }
  }

  private mutating func checkInteger(_ value: JSON, _ low: Int, _ high: Int) {
    guard let number = value.number, number == number.rounded() else {
      return fail(.wrongType(expected: "a whole number"))
    }
    if number < Double(low) { fail(.tooSmall(atLeast: low)) }
    if high != .max, number > Double(high) { fail(.tooLarge(atMost: high)) }
  }

  private mutating func checkText(_ value: JSON, _ length: ClosedRange<Int>, _ pattern: TextPattern?) {
    guard let text = value.string else { return fail(.wrongType(expected: "a text")) }
    // A text has no more code points than bytes, so most are never counted.
    if text.utf8.count > length.upperBound, text.unicodeScalars.count > length.upperBound {
      fail(.tooLong(atMost: length.upperBound))
    }
    if text.utf8.count < length.lowerBound || (length.lowerBound > 1 && text.unicodeScalars.count < length.lowerBound) {
      fail(.tooShort(atLeast: length.lowerBound))
    }
    if let pattern, !pattern.matches(text) { fail(.form(pattern)) }
  }

  private mutating func checkList(_ value: JSON, _ item: Shape, _ count: ClosedRange<Int>, _ unique: Bool) {
    guard let values = value.array else { return fail(.wrongType(expected: "a list")) }
    if values.count < count.lowerBound { fail(.tooFew(atLeast: count.lowerBound)) }
    if values.count > count.upperBound { fail(.tooMany(atMost: count.upperBound)) }
    for index in values.indices { descend(.index(index), values[index], item) }
    if unique, let (first, second) = Repetition.first(in: values) {
      inside(.index(second)) { $0.fail(.repeated(first: first)) }
    }
  }

  /// Fields and members both come in the order of their bytes, so one walk sees what is missing and what is unknown.
  ///
  /// - Parameter kinds: the kinds that the record was chosen from, if it is one of several, and the key that chose it.
  private mutating func checkRecord(
    _ object: JSONObject, _ record: Shape.Record, of kinds: (all: Shape.KeyedKinds, chosen: String)? = nil
  ) {
    let fields = record.fields
    var next = 0
    for member in object.members {
      while next < fields.count, !fields[next].isNamed(member.key), fields[next].name.precedesInBytes(member.key) {
        if fields[next].isRequired { fail(.missingField(fields[next].name)) }
        next += 1
      }
      if next < fields.count, fields[next].isNamed(member.key) {
        descend(.key(member.key), member.value, fields[next].shape)
        next += 1
      } else {
        refuse(member.key, record, kinds)
      }
    }
    for field in fields[next...] where field.isRequired { fail(.missingField(field.name)) }
    for (field, needed) in record.together where object[field] != nil && object[needed] == nil {
      fail(.neededField(needed, by: field))
    }
  }

  private mutating func refuse(
    _ key: String, _ record: Shape.Record, _ kinds: (all: Shape.KeyedKinds, chosen: String)?
  ) {
    inside(.key(key)) { check in
      if let kinds, kinds.chosen != key, kinds.all.kinds.contains(where: { $0.key == key }) {
        check.fail(.excludedField(key, by: kinds.chosen))
      } else {
        check.fail(.unknownField(key, known: record.fields.map(\.name)))
      }
    }
  }

  private mutating func checkKinds(_ value: JSON, _ kinds: Shape.KeyedKinds) {
    guard let object = value.object else { return fail(.wrongType(expected: "an object")) }
    if let (key, record) = kinds.kinds.first(where: { object[$0.key] != nil }) {
      checkRecord(object, record, of: (kinds, key))
    } else if let record = kinds.otherwise {
      checkRecord(object, record)
    } else {
      fail(.noKind(keys: kinds.kinds.map(\.key)))
    }
  }

  private mutating func checkTextOrTyped(_ value: JSON, _ kinds: [String: Shape.Record]) {
    if value.string != nil { return }
    guard let object = value.object else { return fail(.wrongType(expected: "a text or an object")) }
    guard let type = object["type"] else { return fail(.missingField("type")) }
    if let name = type.string, let record = kinds[name] {
      checkRecord(object, record)
    } else {
      descend("type", type, .oneOf(kinds.keys.sorted()))
    }
  }
}
