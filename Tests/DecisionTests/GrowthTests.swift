import TestSupport
import Testing

/// Cost grows in a line with the number of tasks. What is counted is allocations, which are the same on every machine;
/// time never is.
@Suite("Growth", .serialized) struct GrowthTests {
  /// Graphs of three tasks a key, as Benchmarks/project.py writes them.
  static let small = 1_002
  static let large = 10_002

  @Test("ten times the tasks are ten times the allocations", .enabled(if: canCount))
  func export() async throws {
    let counter = try await Counter()
    let few = try await counter.allocations(ofExporting: Self.small)
    let many = try await counter.allocations(ofExporting: Self.large)
    let growth = Double(Self.large) / Double(Self.small)
    // What does not depend on the number of tasks makes it less; anything above a line would be far more.
    #expect(Double(many) < Double(few) * growth * 1.05, "\(few) allocations, then \(many)")
    #expect(Double(many) > Double(few) * growth * 0.7, "the counter counts: \(few) allocations, then \(many)")
  }

  static var canCount: Bool { Tool.isInstalled("clang") && Tool.isInstalled("python3") }
}

/// Runs the program under a library that counts.
private struct Counter {
  let folder: TemporaryFolder
  private var library: String { folder.path + "/allocations.so" }

  init() async throws {
    folder = try TemporaryFolder()
    let source = Checkout.root + "/Tests/Tools/allocations.c"
    let compiled = try await Program.run(
      "clang", ["-O1", "-Wall", "-Werror", "-shared", "-fPIC", source, "-o", library])
    try #require(compiled.code == 0, "\(compiled.errors)")
  }

  func allocations(ofExporting tasks: Int) async throws -> Int {
    let project = "\(folder.path)/\(tasks)"
    let script = Checkout.root + "/Benchmarks/project.py"
    let written = try await Program.run("python3", [script, "ours", String(tasks / 3), project])
    try #require(written.code == 0, "\(written.errors)")
    let count = "\(project).count"
    let ending = try await Program.run(
      "sh",
      [
        "-c", #"LD_PRELOAD="$0" exec "$@" 3>"$COUNT" >"$COUNT.json""#, library, Program.path, "export", "--root",
        project,
        "--message", "every image", "--now", Example.now,
      ], environment: ["COUNT": count])
    try #require(ending.code == 0, "\(ending.errors)")
    let text = try folder.read("\(tasks).count")
    return try #require(Int(text.filter { $0 != "\n" }))
  }
}
