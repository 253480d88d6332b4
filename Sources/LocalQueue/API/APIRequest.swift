internal import Document

/// A request as it came over the wire, whatever carried it.
package struct APIRequest: Sendable {
  package var method: String
  /// The path with its query, as the client wrote it.
  package var target: String
  /// Names in lower case.
  package var headers: [String: String]
  package var body: [UInt8]
  /// The body was longer than what is accepted, and is not here.
  package var isTooLarge = false

  package init(
    method: String, target: String, headers: [String: String] = [:], body: [UInt8] = [], isTooLarge: Bool = false
  ) {
    self.method = method
    self.target = target
    self.headers = headers
    self.body = body
    self.isTooLarge = isTooLarge
  }

  /// The path, without the query.
  var path: Substring { target.prefix { $0 != "?" } }

  /// The query's fields, decoded; of two with one name the later holds.
  var query: [String: String] {
    var fields: [String: String] = [:]
    for field in target.dropFirst(path.count + 1).split(separator: "&") {
      let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let name = PercentEncoding.decoded(parts[0], plusIsSpace: true) else { continue }
      fields[name] = parts.count > 1 ? PercentEncoding.decoded(parts[1], plusIsSpace: true) ?? "" : ""
    }
    return fields
  }
}
