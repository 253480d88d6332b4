import Diagnostics
import Document
import TaskDefinitions
import Testing

@testable import TaskclusterClient

/// Times that the queue would not take are found before the first task is sent.
@Suite struct DateReviewTests {
  private let time = ManualTime()

  /// A build that has a day, and a verification whose deadline is an hour after the decision.
  private let items = [
    Fixture.item("build"), Fixture.item("tag", needs: ["build"]),
    Fixture.item(
      "verify", needs: ["tag"],
      fields: ["deadline": .string(ManualTime.start.advanced(byMilliseconds: 3_600_000).iso)]),
  ]

  private func failure(_ items: [SubmissionItem], _ queue: MemoryQueue, skew: Duration = .zero) async -> Failure? {
    do {
      _ = try await Preflight(items, client: Fixture.client(queue, time.pacing(skew: skew)))
      return nil
    } catch {
      return error as? Failure
    }
  }

  @Test func `good times cost no request`() async throws {
    let queue = MemoryQueue(time: time)
    #expect(await failure(items, queue) == nil)
    #expect(queue.heard.count == 1)
  }

  @Test(arguments: [Duration.zero, .seconds(86_400), .seconds(-86_400)])
  func `a task that is too late is found in the server's time, before the first one is sent`(
    skew: Duration
  ) async throws {
    time.advance(by: .seconds(2 * 3600))
    let queue = MemoryQueue(time: time)
    let failure = try #require(await failure(items, queue, skew: skew))
    #expect(failure.exitCode == .configuration)
    #expect(failure.diagnostics.map(\.id) == ["task-dates"])
    #expect(failure.diagnostics[0].notes.map(\.message) == ["of verify"])
    #expect(queue.puts.isEmpty)
  }

  @Test(arguments: [
    ("2026-11-28T10:15:00.000Z", "2027-11-28T10:15:00.000Z", "deadline"),
    ("2026-11-23T10:00:00.000Z", "2026-11-23T09:00:00.000Z", "expires"),
    ("2026-11-22T09:00:00.000Z", "2026-11-23T09:00:00.000Z", "deadline"),
  ])
  func `each rule for a task's times`(deadline: String, expires: String, field: String) async throws {
    let item = Fixture.item("a", fields: ["deadline": .string(deadline), "expires": .string(expires)])
    let failure = try #require(await failure([item, Fixture.item("b")], MemoryQueue(time: time)))
    #expect(failure.diagnostics.count == 1)
    #expect(failure.diagnostics[0].message.contains("`\(field)`"))
    #expect(failure.diagnostics[0].notes.map(\.message) == ["of a"])
  }

  @Test func `what is there may be as late as it likes, and a second run adopts it`() async throws {
    let queue = MemoryQueue(time: time)
    _ = try await Fixture.submit(items, to: queue, time)
    time.advance(by: .seconds(2 * 86_400))
    #expect(await failure(items, queue) == nil)
    #expect(queue.heard.suffix(4).map(\.request.method) == [.get, .get, .get, .get])
    let report = try await Fixture.submit(items, to: queue, time)
    #expect(report.kinds == [.adopted: 3])

    let more = items + [Fixture.item("new", needs: ["tag"])]
    #expect(await failure(more, queue)?.diagnostics.map(\.notes) == [[Diagnostic.Note("of new")]])
  }

  @Test func `a queue that does not say whether a task is there`() async throws {
    time.advance(by: .seconds(2 * 3600))
    let queue = MemoryQueue(time: time) { number, _ in
      number > 1 ? .answer(MemoryQueue.error(403, "InsufficientScopes", "queue:get-task")) : nil
    }
    let failure = try #require(await failure(items, queue))
    #expect(failure.exitCode == .missingScopes)
    #expect(failure.diagnostics[0].context == ["task verify"])
  }
}
