package import Diagnostics

/// The proxies that an environment asks for, by the variables that curl knows.
///
/// They are read here rather than by libcurl, so that an environment can be passed in. Which hosts `NO_PROXY` means is
/// left to libcurl.
package struct ProxySettings: Sendable {
  private let http: String?
  private let https: String?
  /// Hosts that are asked without a proxy, separated by commas; `*` is all.
  package let exceptions: String

  package static let none = ProxySettings(environment: [:])

  package init(environment: [String: String]) {
    func value(_ names: String...) -> String? {
      names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }
    let all = value("all_proxy", "ALL_PROXY")
    // HTTP_PROXY in capitals is what a CGI script finds of a visitor's `Proxy` header, so curl does not know it.
    http = value("http_proxy") ?? all
    https = value("https_proxy", "HTTPS_PROXY") ?? all
    exceptions = value("no_proxy", "NO_PROXY") ?? ""
  }

  /// The proxy for a URL; the empty text is none.
  func proxy(for request: HTTPRequest) -> String {
    guard !request.isDirect else { return "" }
    return (request.url.hasPrefix("https:") ? https : http) ?? ""
  }

  /// Source: CURLOPT_PROXY of libcurl. Without a scheme it is an HTTP proxy.
  private static let schemes = ["http", "https", "socks", "socks4", "socks4a", "socks5", "socks5h"]

  /// What is wrong with the proxy that leads to a server; nil if nothing is. The proxy is not quoted: a password may
  /// stand in it.
  package func mistake(for request: HTTPRequest) -> Diagnostic? {
    let proxy = proxy(for: request)
    guard let end = proxy.firstRange(of: "://"), !Self.schemes.contains(proxy[..<end.lowerBound].lowercased()) else {
      return nil
    }
    let names = request.url.hasPrefix("https:") ? "https_proxy or all_proxy" : "http_proxy or all_proxy"
    return Diagnostic(
      id: "bad-proxy", "\(names) must be the URL of an HTTP or a SOCKS proxy",
      help: "write `http://proxy.example.com:3128`")
  }

  /// What must not be printed of them: who asks, and by which password.
  var redaction: Redaction {
    Redaction(
      [http, https].compactMap { proxy in
        let authority = proxy?.split(separator: "/").first { !$0.hasSuffix(":") }
        return authority?.lastIndex(of: "@").map { String(authority?[..<$0] ?? "") }
      })
  }
}
