import Diagnostics
import Document
import ImageConfig
import TaskDefinitions
import TaskGraph
import TestSupport
import Testing

/// Values of configs, messages, settings and events that try to be more than text. Each ends in a diagnostic at its place, or
/// stands where nothing is made of it.
@Suite("Hostile values") struct HostileValueTests {
  private static let config = "config/win10-64-2004.yaml"
  private static let message = "include keys: win10-64-2004\ninclude environments: production"

  private func run(
    _ changes: [String: String], _ message: String = Self.message, commit: String = "a commit"
  ) async throws -> GraphSet {
    var inputs = Fixture().inputs
    inputs.commit = Commit(sha: String(repeating: "0", count: 40), author: "A <a@example.com>", message: commit)
    return try await Pipeline(Project(in: ChangedProject(changes: changes)))
      .run(SourceFile(name: "commit message", text: message), inputs)
  }

  /// In double quotes, as YAML and JSON have it; what is not ASCII as escapes, so that YAML folds nothing.
  private static func quoted(_ text: String) -> String {
    JSON.string(text).text().unicodeScalars.map { scalar in
      guard scalar.value > 0x7E else { return String(scalar) }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }

  /// Everything that leaves the house: the tasks' bodies and the files that they mount.
  private func places(of text: String, in graphs: GraphSet) -> Set<String> {
    var places = graphs.tasks.flatMap { $0.definition.paths(to: text, at: $0.kind) }
    places += graphs.files.flatMap { $0.value?.paths(to: text, at: "file") ?? [] }
    if graphs.tasks.contains(where: { $0.label.contains(text) }) { places.append("label") }
    return Set(places)
  }

  @Test("there are more than fifty")
  func count() { #expect(Set(HostileValues.all).count >= 50) }

  // MARK: - Configs

  /// Fields of a config, and how a line of it begins.
  static let fields = [
    "publisher", "offer", "sku", "size", "workerType", "sourceRevision", "deploymentId", "sourceOrganisation",
    "managed_image_resource_group_name", "managed_by", "base_image",
  ]

  @Test("in a field of a config", arguments: fields)
  func config(_ field: String) async throws {
    let text = try Checkout.text(Self.config)
    let calm = try await run([:])
    var refused = 0
    for value in HostileValues.all {
      let line = "\(field): \(Self.quoted(value))"
      let written = try Regex("\\b\(field): .*")
      let changed =
        text.contains(written) ? text.replacing(written, with: { _ in line }) : Self.adding(line, to: text, field)
      do {
        let graphs = try await run([Self.config: changed])
        let places = places(of: value, in: graphs).subtracting(places(of: value, in: calm))
        if ["managed_by", "base_image"].contains(field) {
          // A tag: the value of one member of the template that Packer reads, without placeholders and line ends.
          #expect(
            places.allSatisfy { $0.hasPrefix("file.builders.") && $0.hasSuffix(".azure_tags.\(field)") }, "\(places)")
          #expect(!value.contains("{{") && !value.contains("}}") && !value.contains { $0.isNewline })
        } else {
          #expect(HostileValues.isHarmless(value), "\(field): \(value)")
        }
      } catch {
        let failure = try #require(error as? Failure)
        refused += 1
        #expect(failure.diagnostics.count == 1, "\(value): \(failure.diagnostics.map(\.message))")
        #expect(
          failure.diagnostics.allSatisfy { $0.place?.file.name == Self.config && $0.place?.text.isEmpty == false })
      }
    }
    #expect(refused >= 15)
  }

  private static func adding(_ line: String, to text: String, _ field: String) -> String {
    let section = field.hasPrefix("managed_image") ? "azure:\n  " : "  tags:\n    "
    return text.replacing(
      section, with: section + line + (section.hasPrefix("azure") ? "\n  " : "\n    "), maxReplacements: 1)
  }

  @Test("in the lists of a config")
  func lists() async throws {
    let text = try Checkout.text(Self.config)
    for value in HostileValues.all {
      for changed in [
        text.replacing(try Regex(#"locations: \[.*"#), with: { _ in "locations: [\(Self.quoted(value))]" }),
        text + "pools: [\(Self.quoted(value))]\n", text + "environments: {\(Self.quoted(value)): {}}\n",
        text + "\(Self.quoted(value)): 1\n",
      ] {
        #expect(changed != text)
        do {
          // `Central US` is a region: spaces mean nothing there.
          let graphs = try await run([Self.config: changed])
          #expect(value == "a b" && graphs.tasks[0].locations == ["ab"], "\(value)")
        } catch {
          let failure = try #require(error as? Failure)
          #expect(failure.diagnostics.first?.place?.file.name == Self.config)
        }
      }
    }
  }

  @Test("as the name of a config: it is no key, and stops nobody")
  func fileNames() async throws {
    let text = try Checkout.text(Self.config)
    for value in HostileValues.all where !value.contains("/") {
      let project = try Project(in: ChangedProject(changes: ["config/\(value).yaml": text]))
      for key in project.catalog.keys { #expect(HostileValues.isHarmless(key), "\(key)") }
      let graphs = try await run(["config/\(value).yaml": text])
      #expect(graphs.tasks.count == 3)
    }
  }

  @Test("an object of JSON-e in a config is data")
  func templatesInData() async throws {
    let text = try Checkout.text(Self.config)
    for value in ["{$eval: key}", "{$if: true, then: a}", "[{$eval: key}]"] {
      let failure = await #expect(throws: Failure.self) {
        try await run([Self.config: text.replacing("deploymentId: ", with: "deploymentId: \(value) # ")])
      }
      #expect(failure?.diagnostics.map(\.id) == ["wrong-type"])
    }
    let settings = try Checkout.text(Settings.path)
    let graphs = try await run([
      Settings.path: settings.replacing("mozillareleases/image-decision:latest", with: "'${commit.sha}{$eval: 1}'")
    ])
    let image = graphs.tasks.first { $0.kind == "tag-image" }?.definition["payload"]?["image"]
    #expect(image == "${commit.sha}{$eval: 1}")
  }

  // MARK: - Messages

  @Test("in a filter of a message: nothing is selected by it", arguments: ["keys", "environments", "pools", "regions"])
  func filters(_ type: String) async throws {
    for value in HostileValues.all {
      let failure = await #expect(throws: Failure.self, "\(value)") { try await run([:], "include \(type): \(value)") }
      #expect(failure?.exitCode == .message)
      #expect(failure?.diagnostics.filter { $0.severity == .error }.isEmpty == false)
    }
  }

  @Test("as the prose of a message: the tasks are the same")
  func prose() async throws {
    let calm = try await run([:])
    for value in HostileValues.all {
      let graphs = try await run([:], "\(Self.message)\n\nbecause \(value)\n", commit: "because \(value)")
      #expect(graphs.tasks.map(\.definition) == calm.tasks.map(\.definition))
      #expect(graphs.files.map(\.sha256) == calm.files.map(\.sha256))
    }
  }

  // MARK: - Settings

  @Test(
    "in the settings",
    arguments: [
      ("environments:\n", "environments:\n  VALUE: https://tc.example.com\n"), ("[azure]", "[azure, VALUE]"),
      ("index-prefix: ", "index-prefix: VALUE # "), ("secret: ", "secret: VALUE # "),
      ("kinds: [", "kinds: [VALUE, "), ("  staging: https", "  staging: VALUE # "),
    ])
  func settings(_ from: String, _ to: String) async throws {
    let text = try Checkout.text(Settings.path)
    for value in HostileValues.all {
      let changed = text.replacing(from, with: to.replacing("VALUE", with: Self.quoted(value)), maxReplacements: 1)
      #expect(changed != text)
      do {
        let graphs = try await run([Settings.path: changed])
        #expect(HostileValues.isHarmless(value) || places(of: value, in: graphs).isEmpty, "\(to): \(value)")
      } catch {
        let failure = try #require(error as? Failure, "\(value): \(error)")
        #expect(failure.diagnostics.allSatisfy { $0.place?.file.name == Settings.path }, "\(failure.diagnostics)")
      }
    }
  }

  // MARK: - Events

  @Test("in an event: it reaches the decision task as the value of a variable, or as text about it")
  func events() throws {
    let file = try TaskclusterYAML(SourceFile(name: TaskclusterYAML.path, text: Checkout.text(TaskclusterYAML.path)))
    func render(_ value: String) throws -> [JSON] {
      let event: JSON = [
        "ref": "refs/heads/main", "after": .string(value), "deleted": false, "pusher": ["email": .string(value)],
        "head_commit": ["message": .string(value), "id": .string(value)],
        "repository": [
          "full_name": .string(value), "html_url": .string(value), "clone_url": .string(value),
          "default_branch": "main",
        ],
      ]
      return try file.render(
        .init(tasksFor: "github-push", body: event, rootURL: "https://tc.example.com", now: Timestamp(milliseconds: 0))
      )["tasks"]?.array ?? []
    }
    let calm = try #require(try render("calm").first)
    for value in HostileValues.all {
      let task = try #require(try render(value).first)
      #expect(task["payload"]?["command"] == calm["payload"]?["command"])
      let places = task.paths(to: value)
      #expect(
        places.allSatisfy { place in
          [".payload.env.", ".metadata.", ".scopes."].contains { place.hasPrefix($0) } && !place.hasSuffix("<key>")
        }, "\(places)")
    }
  }
}
