import Diagnostics
import Testing

@testable import TaskclusterClient

@Suite struct AddressTests {
  @Test(arguments: [
    ("https://tc.example.com", "https://tc.example.com", "tc.example.com", 443),
    ("https://TC.Example.com///", "https://tc.example.com", "tc.example.com", 443),
    ("HTTP://localhost:8080/", "http://localhost:8080", "localhost", 8080),
    ("https://tc.example.com:443", "https://tc.example.com", "tc.example.com", 443),
    ("http://[::1]:80/a/b/", "http://[::1]/a/b", "[::1]", 80),
  ])
  func `root URLs`(text: String, written: String, host: String, port: Int) throws {
    let url = try #require(ServerURL(text))
    #expect(url.description == written)
    #expect(url.host == host)
    #expect(url.port == port)
  }

  @Test(arguments: [
    "", "tc.example.com", "ftp://tc.example.com", "https://", "https:///path", "https://user:pass@tc.example.com",
    "https://tc.example.com?x=1", "https://tc.example.com/#x", "https://tc.example.com:0",
    "https://tc.example.com:70000",
    "https://tc.example.com:", "https://tc.exa mple.com", "https://tc.example.com/\r\nX: y", "https://[::1",
    "https://é.com",
    "https://tc.example.com:80:80", "https://tc\\example.com",
  ])
  func `texts that are no root URL`(text: String) {
    #expect(ServerURL(text) == nil)
  }

  @Test(arguments: [
    ("http://localhost:1", true), ("http://127.0.0.1", true), ("http://[::1]", true), ("http://169.254.1.1", true),
    ("http://a.localhost", true), ("http://localhost.example.com", false), ("https://tc.example.com", false),
  ])
  func `servers that no proxy leads to`(text: String, isLocal: Bool) throws {
    #expect(try #require(ServerURL(text)).isLocal == isLocal)
  }

  @Test func `arguments are encoded whole`() {
    let secret = Call(.get, .secrets, [.word("secret"), .argument("project/relops/ü ~.?#%")])
    #expect(secret.resource == "/api/secrets/v1/secret/project%2Frelops%2F%C3%BC%20~.%3F%23%25")
  }

  @Test(arguments: [
    ([:], "http://x", false, ""),
    (["http_proxy": "p:1"], "http://x", false, "p:1"),
    (["http_proxy": "p:1"], "https://x", false, ""),
    (["HTTP_PROXY": "p:1"], "http://x", false, ""),
    (["HTTPS_PROXY": "p:1"], "https://x", false, "p:1"),
    (["https_proxy": "p:1", "HTTPS_PROXY": "p:2"], "https://x", false, "p:1"),
    (["ALL_PROXY": "p:1"], "https://x", false, "p:1"),
    (["all_proxy": "p:1", "https_proxy": "p:2"], "https://x", false, "p:2"),
    (["all_proxy": "p:1"], "http://x", true, ""),
  ])
  func `proxies of an environment`(environment: [String: String], url: String, isDirect: Bool, proxy: String) {
    let settings = ProxySettings(environment: environment)
    #expect(settings.proxy(for: HTTPRequest(.get, url, isDirect: isDirect)) == proxy)
  }

  @Test(arguments: [
    ("foo://user:PROXYPW@x", "https://x", true), ("socks9://x", "http://x", true),
    ("SOCKS5H://x:1", "https://x", false),
    ("user:pw@x:3128", "https://x", false), ("http://x", "http://x", false),
  ])
  func `a proxy that libcurl does not know is a wrong setting, and is not quoted`(
    proxy: String, url: String, isWrong: Bool
  ) async throws {
    let environment = ["all_proxy": proxy]
    let mistake = ProxySettings(environment: environment).mistake(for: HTTPRequest(.get, url))
    #expect((mistake?.id == "bad-proxy") == isWrong)
    #expect(ProxySettings(environment: environment).mistake(for: HTTPRequest(.get, url, isDirect: true)) == nil)
    if isWrong {
      #expect(mistake?.message.contains("PW") == false)
      let transport = try CurlTransport(CurlTransport.Options(environment: environment))
      let error = await #expect(throws: TransportError.self) { try await transport.send(HTTPRequest(.get, url)) }
      #expect(error?.isTransient == false)
    }
  }

  @Test func `what libcurl says of a proxy holds no password`() async throws {
    let transport = try CurlTransport(CurlTransport.Options(environment: ["all_proxy": "user:PROXYPW@x:y:z"]))
    let error = await #expect(throws: TransportError.self) {
      try await transport.send(HTTPRequest(.get, "http://tc.example.com"))
    }
    #expect(!"\(String(describing: error))".contains("PROXYPW"))
  }

  @Test(arguments: [
    ("plain", "plain"), ("a\u{1B}[31mred\u{7}", "a\\u{1B}[31mred\\u{7}"), ("a\tb\rc", "a bc"),
    (" \r\n a\nb \n", "a\nb"),
    ("right\u{202E}left", "right\\u{202E}left"), ("line\u{2028}line", "line\\u{2028}line"),
  ])
  func `text of a server is safe to print`(raw: String, safe: String) {
    #expect(ServerText(raw, hiding: .none).text == safe)
  }

  @Test func `text of a server is short`() {
    #expect(ServerText(String(repeating: "é", count: 100_000), hiding: .none).text.count == 2001)
    #expect(ServerText(bytes: [UInt8](repeating: 0xFF, count: 100_000), hiding: .none).text.count == 2001)
    #expect(ServerText("\n\n  one\ntwo", hiding: .none).line == "one")
  }
}
