import TestSupport
import Testing

/// Every mistake ends in a diagnostic with a place, the exit code of its kind, and without a request.
@Suite("Bad input") struct BadInputTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let name: String
    var message = "include keys: win10-64-2004"
    var file: String?
    var change: (from: String, to: String)?
    let code: Int32
    let says: [String]

    var testDescription: String { name }
  }

  static let cases = [
    Case(
      name: "an unknown key", message: "include keys: win10-64-2004-gup", code: 65,
      says: ["error[unknown-", "commit message:1:15", "win10-64-2004-gpu", "^"]),
    Case(
      name: "a broken config", file: "config/win10-64-2004.yaml", change: ("image:", "image: [\n"), code: 78,
      says: ["config/win10-64-2004.yaml:", "^"]),
    Case(
      name: "a template that names what is not there", file: "taskcluster/kinds/packer-image.yml",
      change: ("${commit.sha}", "${commit.shah}"), code: 78,
      says: ["taskcluster/kinds/packer-image.yml:", "kind packer-image", "key win10-64-2004", "^"]),
    Case(
      name: "an expression that is none", file: "taskcluster/kinds/verify-image.yml",
      change: ("\"!(flags.noVerify)\"", "\"!(flags.noVerify\""), code: 78,
      says: ["taskcluster/kinds/verify-image.yml:", "^"]),
  ]

  @Test(arguments: cases) func ends(_ row: Case) async throws {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    if let file = row.file, let (from, to) = row.change {
      let text = try folder.read(file)
      #expect(text.contains(from))
      try folder.write(text.replacing(from, with: to), to: file)
    }
    // A port on which nobody listens: a request would end the command another way.
    let environment = [
      "TASKCLUSTER_ROOT_URL": "https://firefox-ci-tc.services.mozilla.com",
      "TASKCLUSTER_PROXY_URL": "http://127.0.0.1:9", "TASK_ID": Example.decision,
    ]
    for command in [["preview"], ["submit", "--artifacts", folder.path + "/out"]] {
      let ending = try await Program.run(
        command + ["--root", folder.path, "--message", row.message], environment: environment)
      #expect(ending.code == row.code, "\(ending.errors)")
      for text in row.says { #expect(ending.errors.contains(text), "\(ending.errors)") }
    }
  }

  @Test("an unknown root URL is an error, never production by default")
  func unknownRootURL() async throws {
    let ending = try await Program.run(
      ["submit", "--message", Example.message],
      environment: ["TASKCLUSTER_ROOT_URL": "https://tc.example.com", "TASK_ID": Example.decision])
    #expect(ending.code == 78)
    #expect(ending.errors.contains("error[unknown-root-url]"))
    #expect(ending.errors.contains("taskcluster/config.yml"))
  }
}
