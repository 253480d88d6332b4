internal import Document

extension Builtins {
  static let texts: [Function] = [
    ofText("lowercase") { CaseMapping.lowercase($0) },
    ofText("uppercase") { $0.uppercased() },
    ofText("strip") { $0.trimmed(.both) },
    ofText("lstrip") { $0.trimmed(.start) },
    ofText("rstrip") { $0.trimmed(.end) },
    function("str") { arguments, _, _ in
      guard let value = arguments.only, let text = value.scalarText else { return nil }
      return Value(text)
    },
    function("len") { arguments, run, _ throws(JSONEError) in
      guard let value = arguments.only else { return nil }
      if let elements = value.elements { return Value(Double(elements.count)) }
      guard let text = value.string else { return nil }
      try run.charge(text: text)
      return Value(Double(text.unicodeScalars.count))
    },
    function("split", split),
    function("join", join),
  ]

  /// `split(text, separator)`; an empty separator splits into code points.
  private static func split(_ arguments: Arguments, _ run: inout Run, _: Scope) throws(JSONEError) -> Value? {
    guard let (first, second) = arguments.pair, let text = first.string, let separator = second.joinable else {
      return nil
    }
    try run.charge(text: text)
    try run.charge(text: separator)
    var array = ArrayBuilder()
    if separator.isEmpty {
      for scalar in text.unicodeScalars { try array.append(Value(String(scalar)), &run) }
    } else {
      for part in text.split(byBytes: separator) { try array.append(Value(part), &run) }
    }
    return array.finish()
  }

  /// `join(list, separator)`, of texts and numbers.
  private static func join(_ arguments: Arguments, _ run: inout Run, _: Scope) throws(JSONEError) -> Value? {
    guard let (list, second) = arguments.pair, let elements = list.elements, let separator = second.joinable else {
      return nil
    }
    var text = ""
    for index in elements.indices {
      guard let part = elements[index].joinable else { return nil }
      try run.charge()
      try run.allow(text.utf8.count + part.utf8.count + separator.utf8.count)
      if index > 0 { text += separator }
      text += part
    }
    try run.charge(text: text)
    return Value(text)
  }
}

extension Value {
  /// What `str` makes of it; nil of arrays, objects and functions.
  fileprivate var scalarText: String? {
    switch content {
    case .json(.null): "null"
    case .json(.bool(let value)): value ? "true" : "false"
    case .json(.number(let value)): value.javaScriptText
    case .json(.string(let value)): value
    default: nil
    }
  }

  /// A text, or a number as text.
  fileprivate var joinable: String? { string ?? number?.javaScriptText }
}
