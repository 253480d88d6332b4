internal import Diagnostics
internal import Document

/// Members of objects, elements and slices of arrays and texts. Texts are counted in code points.
enum Access {
  static func member(_ name: String, of value: Value) throws(JSONEError) -> Value {
    guard let fields = value.fields else { throw JSONEError(.memberOfNoObject) }
    guard let member = fields[name] else {
      let near = NearMiss.best(name, among: fields.map(\.key))
      throw JSONEError(.noProperty(name), help: near.map { "did you mean `\($0)`?" })
    }
    return member
  }

  /// `value[key]`: null if an object has no such key. Negative indices count from the end.
  static func element(_ key: Value, of value: Value, _ run: inout Run) throws(JSONEError) -> Value {
    if let fields = value.fields {
      guard let key = key.string else { throw JSONEError(.keyNotAString) }
      return fields[key] ?? .null
    }
    if let elements = value.elements {
      return elements[try index(key, count: elements.count)]
    }
    guard let text = value.string else { throw JSONEError(.indexOfNoCollection) }
    guard key.integer != nil else { throw JSONEError(.indexNotAnInteger) }
    try run.charge(text: text)
    let index = try index(key, count: text.unicodeScalars.count)
    return Value(text.scalars(index..<index + 1))
  }

  /// `value[low:high]`: bounds beyond the ends are the ends, and negative ones count from the end.
  static func slice(_ value: Value, from low: Value?, to high: Value?, _ run: inout Run) throws(JSONEError) -> Value {
    if let elements = value.elements {
      let range = try range(low, high, count: elements.count)
      try run.charge(range.count)
      var array = ArrayBuilder(reserving: range.count, from: value)
      for index in range { try array.append(elements[index], &run) }
      return array.finish()
    }
    guard let text = value.string else {
      throw value.fields == nil ? JSONEError(.indexOfNoCollection) : JSONEError(.keyNotAString)
    }
    try run.charge(text: text)
    return Value(text.scalars(try range(low, high, count: text.unicodeScalars.count)))
  }

  private static func index(_ key: Value, count: Int) throws(JSONEError) -> Int {
    guard let number = key.integer else { throw JSONEError(.indexNotAnInteger) }
    let index = number < 0 ? number + count : number
    guard 0..<count ~= index else { throw JSONEError(.indexOutOfBounds) }
    return index
  }

  private static func range(_ low: Value?, _ high: Value?, count: Int) throws(JSONEError) -> Range<Int> {
    func bound(_ value: Value?, _ missing: Int) throws(JSONEError) -> Int {
      guard let value else { return missing }
      guard let number = value.integer else { throw JSONEError(.boundNotAnInteger) }
      return min(max(number < 0 ? number + count : number, 0), count)
    }
    let low = try bound(low, 0)
    let high = try bound(high, count)
    return low..<max(low, high)
  }
}

extension Value {
  /// The number, if it is a whole one; clamped to what no index reaches.
  var integer: Int? {
    guard let number, number == number.rounded(.towardZero) else { return nil }
    return Int(exactly: min(max(number, -0x1p62), 0x1p62))
  }

  /// As an error message shows it.
  var shown: String {
    switch content {
    case .json(.string(let text)): String(text.prefix(60))
    case .json(.array), .json(.object), .array, .object, .deleted: "the \(typeName)"
    case .json(let json): json.text()
    case .function(let function): function.name
    }
  }
}

extension String {
  /// A range of code points.
  fileprivate func scalars(_ range: Range<Int>) -> String {
    let scalars = unicodeScalars
    if utf8.count == scalars.count {
      return String(decoding: utf8.dropFirst(range.lowerBound).prefix(range.count), as: UTF8.self)
    }
    let low = scalars.index(scalars.startIndex, offsetBy: range.lowerBound)
    return String(scalars[low..<scalars.index(low, offsetBy: range.count)])
  }
}
