internal import Document

/// One method of a service with its arguments.
package struct Call: Sendable {
  package enum Service: String, Sendable {
    case queue, auth, index, secrets
  }

  /// A part of a path: a word of the API, or an argument, which is encoded.
  package enum Segment: Sendable {
    case word(String)
    case argument(String)
  }

  package let method: HTTPRequest.Method
  package let service: Service
  package let path: [Segment]
  package let query: [(name: String, value: String)]
  /// JSON, serialised once: every try sends the same bytes.
  package let body: [UInt8]?

  package init(
    _ method: HTTPRequest.Method, _ service: Service, _ path: [Segment], query: [(name: String, value: String)] = [],
    body: [UInt8]? = nil
  ) {
    self.method = method
    self.service = service
    self.path = path
    self.query = query
    self.body = body
  }

  /// Path and query below a server: `/api/queue/v1/task/fN1SbArXTPSVFNUvaOlinQ`.
  package var resource: String {
    var text = "/api/\(service.rawValue)/v1"
    for segment in path {
      switch segment {
      case .word(let word): text += "/\(word)"
      case .argument(let argument): text += "/\(Self.encoded(argument))"
      }
    }
    for (index, field) in query.enumerated() {
      text += (index == 0 ? "?" : "&") + "\(Self.encoded(field.name))=\(Self.encoded(field.value))"
    }
    return text
  }

  /// Everything but letters, digits and `-._~`, a slash included. Source: RFC 3986, 2.3.
  package static func encoded(_ text: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count)
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "~"):
        bytes.append(byte)
      default: bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
