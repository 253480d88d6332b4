import Document
import FoundationEssentials
import Glibc
import LocalQueue
import TaskDefinitions
import TestSupport
import Testing

/// A decision that is killed and started again ends in the graph of one that was not.
@Suite("Killed and started again", .serialized) struct RestartTests {
  /// Twenty keys of three tasks each.
  static func project() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.copyProject()
    let config = try folder.read("config/win10-64-2004-gpu.yaml")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path + "/config")
    where name != "defaults.yaml" {
      try FileManager.default.removeItem(atPath: folder.path + "/config/" + name)
    }
    for number in 10..<30 {
      try folder.write(
        config.replacing("gecko-t-win10-64-2004-gpu", with: "gecko-t-win-\(number)"), to: "config/win-\(number).yaml")
    }
    return folder
  }

  static let message = "overwrite-machine-image\ninclude environments: production"
  /// When the decision task of all runs was created, so that their graphs are the same to the millisecond.
  static let created = Timestamp(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))

  /// The tasks of a run that nobody disturbed.
  static let undisturbed = Task {
    let folder = try project()
    let deployment = try await Deployment(created: created)
    let ending = try await deployment.submit(message, root: folder.path, to: folder)
    #expect(ending.code == 0, "\(ending.errors)")
    let requests = deployment.queue.requests.map(\.call)
    try await deployment.queue.shutdown()
    return (tasks: deployment.tasks, requests: requests)
  }

  /// Requests of an undisturbed run: the decision task, the scopes, and sixty tasks.
  static let requests = 62

  @Test("after a kill at any point, one graph", arguments: 0...requests)
  func killed(cut: Int) async throws {
    let expected = try await Self.undisturbed.value
    #expect(expected.tasks.count == 60)
    #expect(expected.requests.count == Self.requests)
    #expect(expected.requests.prefix(2) == ["task", "currentScopes"])

    // What comes after the cut is not answered: by turns it is not done either, or it is done all the same.
    let isLost = cut.isMultiple(of: 2)
    let folder = try Self.project()
    let deployment = try await Deployment(faults: "\(isLost ? "lost" : "stall"):#\(cut + 1)-", created: Self.created)
    let run = deployment.start(Self.message, root: folder.path, to: folder)
    if cut < Self.requests {
      try await Background.wait { deployment.queue.requests.count > cut }
      try await run.signal(SIGKILL)
      #expect(try await run.ending.code == 128 + 9)
    } else {
      #expect(try await run.ending.code == 0)
    }
    let there = deployment.tasks
    if isLost { #expect(there.count == max(0, cut - 2)) } else { #expect(there.count >= max(0, cut - 2)) }

    deployment.queue.replaceFaults(.none)
    let again = try await deployment.submit(Self.message, root: folder.path, to: folder)
    #expect(again.code == 0, "\(again.errors)")
    #expect(deployment.tasks == expected.tasks)
    for (id, task) in there { #expect(deployment.tasks[id] == task) }
    try await deployment.queue.shutdown()
  }

  @Test("a second run an hour later says the same, in the server's time")
  func later() async throws {
    let expected = try await Self.undisturbed.value.tasks
    let folder = try Self.project()
    let deployment = try await Deployment(faults: "403@createTask:#30-", created: Self.created)
    let first = try await deployment.submit(Self.message, root: folder.path, to: folder)
    #expect(first.code == 77, "\(first.errors)")
    #expect(deployment.tasks.count == 29)
    deployment.queue.replaceFaults(.none)
    deployment.advance(byMilliseconds: 3_600_000)
    let second = try await deployment.submit(Self.message, root: folder.path, to: folder)
    #expect(second.code == 0, "\(second.errors)")
    #expect(second.output == "31 created, 29 adopted, 0 failed, 0 skipped\n")
    #expect(second.errors.contains("warning[clock-skew]"))
    #expect(deployment.tasks == expected)
    try await deployment.queue.shutdown()
  }

  @Test(
    "two runs at once end in one graph", arguments: ["latency:2ms", "latency:2ms,503:0.1,reset:0.1,cut:0.1,seed:3"])
  func twice(faults: String) async throws {
    let expected = try await Self.undisturbed.value.tasks
    let folder = try Self.project()
    let deployment = try await Deployment(faults: faults, created: Self.created)
    async let one = deployment.submit(Self.message, root: folder.path, to: TemporaryFolder())
    async let other = deployment.submit(Self.message, root: folder.path, to: TemporaryFolder())
    let (first, second) = try await (one, other)
    #expect(first.code == 0, "\(first.errors)")
    #expect(second.code == 0, "\(second.errors)")
    #expect(deployment.tasks == expected)
    try await deployment.queue.shutdown()
  }
}
