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
}
