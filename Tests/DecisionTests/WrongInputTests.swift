import Document
import FoundationEssentials
import Glibc
import LocalQueue
import TestSupport
import Testing

/// Each mistake gives one diagnostic at its place, with the exit code of configurations, and nothing reaches the queue.
@Suite("Wrong inputs") struct WrongInputTests {
  @Test("one diagnostic at its place", arguments: WrongInput.all)
  func check(_ row: WrongInput) async throws {
    let folder = try row.copy()
    let report = try await Program.run(["check", "--format", "json", "--root", folder.path])
    #expect(report.code == 78, "\(report.errors)")
    let found = try #require(JSON(parsing: Array(report.output.utf8)).array)
    #expect(found.map { $0["id"]?.string } == [row.id])
    let place = found.first?["place"].flatMap { place -> String? in
      place["file"]?.string.map { "\($0):\(place["start"]?["line"]?.int ?? 0):\(place["start"]?["column"]?.int ?? 0)" }
    }
    #expect(place == row.at)
    let text = try await Program.run(["check", "--root", folder.path])
    #expect(text.output.isEmpty)
    try expectGolden(text.errors, "wrong/\(row.golden).txt")
  }

  @Test("none reaches the queue", arguments: WrongInput.all.filter(\.stopsAPush))
  func submit(_ row: WrongInput) async throws {
    let deployment = try await Deployment()
    let folder = try row.copy()
    var environment = deployment.environment
    if row.project == TwoClouds.root { environment["TASKCLUSTER_ROOT_URL"] = "https://tc.lantern.example" }
    let ending = try await Program.run(
      ["submit", "--root", folder.path, "--message", "all", "--artifacts", folder.path + "/artifacts"],
      environment: environment)
    #expect(ending.code == 78, "\(ending.errors)")
    #expect(ending.errors.contains("error[\(row.id)]"), "\(ending.errors)")
    #expect(deployment.queue.requests.isEmpty)
    try await deployment.queue.shutdown()
  }
}

extension WrongInput {
  /// `a-misspelt-setting`
  var golden: String {
    name.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }.joined(separator: "-")
  }

  /// A copy of the project with the mistake in it.
  func copy() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.copyProject(project)
    let path = folder.path + "/" + file
    switch change {
    case .swap(let pairs):
      var text = try folder.read(file)
      for (from, to) in pairs {
        try #require(text.components(separatedBy: from).count == 2, "\(from) in \(file)")
        text = text.replacing(from, with: to)
      }
      try folder.write(text, to: file)
    case .whole(let text): try folder.write(text, to: file)
    case .bytes(let bytes): try folder.write(bytes, to: file)
    case .long(let count):
      try folder.write(Array("# ".utf8) + Array(repeating: UInt8(ascii: "x"), count: count), to: file)
    case .another(let name): try folder.write(folder.read(file), to: name)
    case .gone: try FileManager.default.removeItem(atPath: path)
    case .link(let target):
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: target)
    case .folder:
      try FileManager.default.removeItem(atPath: path)
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
    case .pipe:
      try FileManager.default.removeItem(atPath: path)
      try #require(mkfifo(path, 0o600) == 0)
    }
    return folder
  }
}
