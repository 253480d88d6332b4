package import Document

/// What makes credentials temporary: signed by whoever issued them, it says what they may do and how long. The server
/// checks it; here it is read for its times, and sent along as it came.
package struct Certificate: Sendable {
  package let start: Timestamp
  package let expiry: Timestamp
  /// The object, as the header has it.
  let json: Secret<JSON>

  /// Nil if the text is no certificate of version 1.
  package init?(_ text: String) {
    guard let json = try? JSON(parsing: text.utf8), json["version"]?.int == 1,
      let start = json["start"]?.int, let expiry = json["expiry"]?.int, json["seed"]?.string != nil,
      json["signature"]?.string != nil, json["scopes"]?.array != nil
    else { return nil }
    self.start = Timestamp(milliseconds: Int64(start))
    self.expiry = Timestamp(milliseconds: Int64(expiry))
    self.json = Secret(json)
  }

  /// The parts that must not be printed. What is left says who may do what, and proves nothing.
  var secrets: [String] { ["seed", "signature"].compactMap { json.reveal()[$0]?.string } }
}
