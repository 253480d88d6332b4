/// One call to a server, as it goes over the wire.
package struct HTTPRequest: Sendable {
  package enum Method: String, Sendable {
    case get = "GET"
    case put = "PUT"
    case post = "POST"
    case patch = "PATCH"
  }

  package struct Header: Sendable {
    package let name: String
    package let value: String

    package init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  package var method: Method
  package var url: String
  package var headers: [Header]
  package var body: [UInt8]?
  /// No proxy of the environment is asked: the server is on this machine, or is the task's own proxy.
  package var isDirect: Bool

  package init(
    _ method: Method, _ url: String, headers: [Header] = [], body: [UInt8]? = nil, isDirect: Bool = false
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.isDirect = isDirect
  }

  package func header(_ name: String) -> String? {
    headers.first { $0.name.lowercased() == name.lowercased() }?.value
  }
}

// A header may hold a certificate and a body a secret, so neither is ever printed.
extension HTTPRequest: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  package var description: String { "\(method.rawValue) \(url)" }
  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(self, children: ["method": method.rawValue, "url": url]) }
}
