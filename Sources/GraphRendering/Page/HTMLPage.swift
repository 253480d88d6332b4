import TaskDefinitions
package import TaskGraph

/// The graphs as one page that needs no network and loads nothing: picture, filters, definitions, the commit message.
///
/// The page is the same for every graph but for its title and its data. Its policy lets the browser run that one script and use
/// that one style; whatever a message or a config says is data.
package struct HTMLPage: Sendable {
  package init() {}

  package func text(of set: GraphSet) -> String { String(decoding: bytes(of: set), as: UTF8.self) }

  /// - Returns: the page in UTF-8.
  package func bytes(of set: GraphSet) -> [UInt8] {
    let data = PageData(set)
    let style = PackageResources.page_css
    let script = PackageResources.picture_js + PackageResources.details_js + PackageResources.page_js
    let policy = """
      default-src 'none'; img-src data:; style-src \(Self.source(style)); script-src \(Self.source(script)); \
      base-uri 'none'; form-action 'none'
      """
    return Self.fill(
      PackageResources.page_html,
      [
        ("%POLICY%", Array(policy.utf8)), ("%TITLE%", Array(Markup.escaped(data.title).utf8)), ("%STYLE%", style),
        ("%DATA%", data.bytes), ("%SCRIPT%", script),
      ])
  }

  /// A source expression that allows exactly these bytes. Source: CSP 3, 2.3.1.
  private static func source(_ bytes: [UInt8]) -> String { "'sha256-\(Base64.encoded(Digest.sha256(bytes)))'" }

  /// Puts values in the places of the page, in their order. What is in a value is not looked at again.
  private static func fill(_ page: [UInt8], _ values: [(place: String, value: [UInt8])]) -> [UInt8] {
    var filled: [UInt8] = []
    filled.reserveCapacity(values.reduce(page.count) { $0 + $1.value.count })
    var rest = page[...]
    for (place, value) in values {
      let mark = Array(place.utf8)
      guard let start = rest.indices.first(where: { rest[$0...].starts(with: mark) }) else {
        preconditionFailure("page.html has no \(place) where it is looked for")
      }
      filled += rest[..<start]
      filled += value
      rest = rest[(start + mark.count)...]
    }
    return filled + rest
  }
}
