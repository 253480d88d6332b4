import TestSupport
import Testing

/// docs/configuration.md lists every field that the readers know and every name that templates see, and none besides.
@Suite("The page of the configuration") struct ConfigurationPageTests {
  /// The names in the first column of a section's table.
  private func documented(_ heading: String) throws -> Set<String> {
    let page = try Checkout.text("docs/configuration.md")
    let section = try #require(page.split(separator: "\n## ").first { $0.hasPrefix(heading) }, "\(heading)")
    var names: Set<String> = []
    for line in section.split(separator: "\n") where line.hasPrefix("| `") {
      let columns = line.split(separator: " | ", omittingEmptySubsequences: false)
      #expect(columns.count == 4, "\(line)")
      for match in columns[0].matches(of: /`(?:[a-z<>]+\.)*([A-Za-z_-]+)`/) { names.insert(String(match.1)) }
    }
    return names
  }

  private func written(_ pattern: Regex<(Substring, Substring)>, _ files: String...) throws -> Set<String> {
    var names: Set<String> = []
    for file in files {
      for match in try Checkout.text("Sources/\(file)").matches(of: pattern) { names.insert(String(match.1)) }
    }
    return names
  }

  /// What a reader asks its mapping for.
  private static var field: Regex<(Substring, Substring)> {
    /\bfields\.(?:optional|required|text|texts|members|checked|bool)\(\s*"([a-z-]+)"/
  }

  @Test func settings() throws {
    let known = try written(Self.field, "TaskGraph/Settings+Reading.swift")
    #expect(known.count == 9)
    #expect(try documented("`taskcluster/config.yml`") == known)
  }

  @Test func kinds() throws {
    let known = try written(Self.field, "TaskGraph/Kind+Reading.swift", "TaskGraph/Kind+Files.swift")
    #expect(known.count == 8)
    #expect(try documented("`taskcluster/kinds/") == known)
  }

  @Test func images() throws {
    let file = "ImageConfig/ImageFormat.swift"
    let literal = try written(/"([A-Za-z_]+)": \./, file)
    let constants = try written(/static let (?:pools|environments|locations|imageName) = "([a-z_]+)"/, file)
    #expect(constants.count == 4)
    #expect(try documented("`config/<key>.yaml`") == literal.subtracting(["image", "vm"]).union(constants))
  }

  @Test func templates() throws {
    let known = try written(/\badd\("([A-Za-z]+)"/, "TaskGraph/TemplateContext.swift")
      .union(try written(/\bvalues\["([A-Za-z]+)"\]/, "TaskGraph/TemplateContext.swift"))
      .union(try written(#/\n +"([A-Za-z]+)": /#, "TaskGraph/TemplateContext.swift"))
      .union(try written(#/\n  case ([a-z]+)/#, "TaskGraph/Axis.swift"))
      .union(["digest", "now"])
    #expect(known.count > 20)
    #expect(try documented("What a template sees") == known)
  }

  @Test func implementations() throws {
    let page = try Checkout.text("docs/configuration.md")
    for name in try written(/case [A-Za-z]+ = "([a-z-]+)"/, "TaskDefinitions/Payloads/WorkerImplementation.swift") {
      #expect(page.contains("`\(name)`"))
    }
  }
}
