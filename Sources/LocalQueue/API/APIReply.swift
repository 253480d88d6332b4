internal import Document

/// What goes back over the wire.
package struct APIReply: Sendable, Equatable {
  package var status: Int
  /// In the order in which they are sent; `Date` and `Content-Length` come on top.
  package var headers: [(name: String, value: String)]
  package var body: [UInt8]

  package init(status: Int, headers: [(name: String, value: String)], body: [UInt8]) {
    (self.status, self.headers, self.body) = (status, headers, body)
  }

  init(status: Int, json: JSON, headers: [(name: String, value: String)] = []) {
    self.init(
      status: status, headers: [("Content-Type", "application/json; charset=utf-8")] + headers, body: json.bytes())
  }

  init(status: Int, type: String, text: String, headers: [(name: String, value: String)] = []) {
    self.init(status: status, headers: [("Content-Type", type)] + headers, body: Array(text.utf8))
  }

  package static func == (a: APIReply, b: APIReply) -> Bool {
    a.status == b.status && a.body == b.body && a.headers.map(\.name) == b.headers.map(\.name)
      && a.headers.map(\.value) == b.headers.map(\.value)
  }
}
