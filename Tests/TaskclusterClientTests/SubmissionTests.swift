import Diagnostics
import Document
import Synchronization
import TaskDefinitions
import TestSupport
import Testing

@testable import TaskclusterClient

@Suite struct SubmissionTests {
  let time = ManualTime()

  @Test func `creates each task after those it waits for`() async throws {
    let queue = MemoryQueue(time: time)
    // Given backwards, so that the order is the submission's own doing.
    let items = Array(Fixture.graph(builds: 20).reversed())
    let report = try await Fixture.submit(items, to: queue, time)
    #expect(report.kinds == [.created: 60])
    #expect(report.exitCode == .good)
    let places = Dictionary(uniqueKeysWithValues: queue.creations.enumerated().map { ($1, $0) })
    for item in items {
      for dependency in item.definition.dependencies where dependency != Fixture.decision.text {
        #expect(places[dependency]! < places[item.taskID.text]!)
      }
    }
  }

  @Test func `has fifty requests on their way and no more`() async throws {
    let queue = MemoryQueue(time: time)
    _ = try await Fixture.submit((0..<200).map { Fixture.item("build-\($0)") }, to: queue, time)
    #expect(queue.mostInFlight <= 50)
    #expect(queue.mostInFlight > 1)
    #expect(queue.puts.count == 200)
  }

  @Test(.timeLimit(.minutes(10))) func `a chain of ten thousand tasks`() async throws {
    let queue = MemoryQueue(time: time)
    let items = (0..<10_000).map { Fixture.item("t\($0)", needs: $0 == 0 ? [] : ["t\($0 - 1)"]) }
    let report = try await Fixture.submit(items.reversed(), to: queue, time)
    #expect(report.kinds == [.created: 10_000])
    #expect(queue.creations == items.map(\.taskID.text))
  }

  @Test func `writes created in the server's time and leaves all else alone`() async throws {
    let queue = MemoryQueue(time: time)
    let item = Fixture.item("build")
    time.advance(by: .seconds(3600))
    _ = try await Fixture.submit([item], to: queue, time)
    var expected = item.definition.body
    expected["created"] = .string(time.now.iso)
    #expect(queue.tasks[item.taskID.text] == expected)
  }

  @Test func `an empty submission is good`() async throws {
    let queue = MemoryQueue(time: time)
    let report = try await Fixture.submit([], to: queue, time)
    #expect(report.exitCode == .good)
    #expect(report.entries.isEmpty)
    #expect(queue.heard.isEmpty)
  }

  @Test(arguments: [
    ("duplicate-task-id", [Fixture.item("a"), Fixture.item("a")]),
    ("dependency-cycle", [Fixture.item("a", needs: ["b"]), Fixture.item("b", needs: ["a"])]),
    ("dependency-cycle", [Fixture.item("a", needs: ["a"])]),
  ])
  func `refuses what is no graph`(id: String, items: [SubmissionItem]) throws {
    let client = Fixture.client(MemoryQueue(time: time), time.pacing())
    let failure = #expect(throws: Failure.self) { try Submission(items, client: client) }
    #expect(failure?.diagnostics.map(\.id).contains(id) == true)
    #expect(failure?.exitCode == .bug)
  }

  // MARK: - Again

  /// The promise of the ids: wherever a run ends, the next one makes the graph whole.
  @Test(arguments: 0...60) func `killed after n requests and started again, the graph is one`(cut: Int) async throws {
    let items = Fixture.graph(builds: 20)
    let undisturbed = MemoryQueue(time: time)
    _ = try await Fixture.submit(items, to: undisturbed, time)

    // A process that dies sends nothing more and hears nothing more; of the request that it dies with, the server may
    // have heard.
    let dead = Mutex(false)
    let kill = StopSignal()
    let queue = MemoryQueue(time: time) { number, _ in
      guard number > cut else { return nil }
      let isFirst = dead.withLock { dead in
        defer { dead = true }
        return !dead
      }
      kill.raise()
      return isFirst && cut.isMultiple(of: 2) ? .committed(.cancelled) : .lost(.cancelled)
    }
    let first = try await Fixture.submit(items, to: queue, time, stop: kill)
    #expect(first.exitCode == (cut == 60 ? .good : .tryAgain))

    time.advance(by: .seconds(40 * 60))
    let second = MemoryQueue(time: time, tasks: queue.tasks)
    let report = try await Fixture.submit(items, to: second, time)
    #expect(report.exitCode == .good)
    #expect(report.count(of: .adopted) == queue.tasks.count)
    #expect(report.count(of: .created) == 60 - queue.tasks.count)
    #expect(Fixture.essence(of: second.tasks) == Fixture.essence(of: undisturbed.tasks))
  }

  @Test func `two runs at once make one graph`() async throws {
    let items = Fixture.graph(builds: 100)
    let queue = MemoryQueue(time: time)
    let otherTime = ManualTime(seed: 2)
    otherTime.advance(by: .milliseconds(7))
    async let a = Fixture.submit(items, to: queue, time)
    async let b = Submission(items.reversed(), client: Fixture.client(queue, otherTime.pacing())).run()
    let reports = try await [a, b]
    for report in reports {
      #expect(report.exitCode == .good)
      #expect(report.count(of: .created) + report.count(of: .adopted) == 300)
    }
    #expect(reports.map { $0.count(of: .created) }.reduce(0, +) == 300)
    #expect(queue.creations.count == 300)
    #expect(Set(queue.creations).count == 300)
  }

  // MARK: - After a failure

  @Test func `after a failure nothing new is sent and what was skipped is named`() async throws {
    let items = Fixture.graph(builds: 60)
    let bad = Fixture.id("build-3").text
    let queue = MemoryQueue(time: time) { _, request in
      request.url.hasSuffix(bad) ? .answer(MemoryQueue.error(400, "InputError", "no such thing")) : nil
    }
    let report = try await Fixture.submit(items, to: queue, time)
    #expect(report.labels(.failed) == ["build-3"])
    #expect(report.exitCode == .configuration)
    let outcome = Dictionary(uniqueKeysWithValues: report.entries.map { ($0.label, $0.outcome) })
    #expect(outcome["tag-3"] == .skipped(.dependency("build-3")))
    #expect(outcome["verify-3"] == .skipped(.dependency("build-3")))
    #expect(outcome["verify-59"] == .skipped(.failure("build-3")))
    // All that was on its way got its answer.
    #expect(report.count(of: .created) == queue.creations.count)
    #expect(queue.puts.count <= 100)
    #expect(report.diagnostics.map(\.id) == ["refused", "skipped-tasks"])
  }

  @Test func `a task in its pause gives up when another fails`() async throws {
    let items = [Fixture.item("a"), Fixture.item("b")]
    let queue = MemoryQueue(time: time) { _, request in
      request.url.hasSuffix(Fixture.id("a").text)
        ? .answer(HTTPResponse(status: 503)) : .answer(MemoryQueue.error(403, "InsufficientScopes", "no"))
    }
    let report = try await Fixture.submit(items, to: queue, time)
    #expect(report.exitCode == .missingScopes)
    let outcome = Dictionary(uniqueKeysWithValues: report.entries.map { ($0.label, $0.outcome) })
    #expect(outcome["a"] == .failed(.call(.stopped)))
    #expect(queue.puts.count < 10)
  }

  // MARK: - Asked to stop

  @Test func `asked to stop, it waits for what is on its way and tells what was not sent`() async throws {
    let stop = StopSignal()
    let events = Recorder<String>()
    let queue = MemoryQueue(time: time) { number, _ in
      if number == 30 { stop.raise() }
      return nil
    }
    let items = (0..<500).map { Fixture.item("build-\($0)") }
    let report = try await Submission(
      items, client: Fixture.client(queue, .real(now: { [time] in time.now })), stop: stop,
      observe: { if case .stopping = $0 { events.note($0.line) } }
    ).run()
    #expect(report.exitCode == .tryAgain)
    #expect(report.isStopped)
    #expect(report.count(of: .created) == queue.creations.count)
    #expect(queue.creations.count < 200)
    #expect(report.entries.contains { $0.outcome == .skipped(.stopped) })
    #expect(report.count(of: .failed) == 0)
    #expect(events.all.count == 1)
  }

  @Test func `asked to stop, it waits for an answer no longer than the grace`() async throws {
    let stop = StopSignal()
    let client = Fixture.client(Deaf(heard: stop), .real(now: { ManualTime.start }))
    var options = Submission.Options()
    options.grace = .milliseconds(50)
    // That it returns at all is the test: the transport never answers.
    let report = try await Submission(
      [Fixture.item("a"), Fixture.item("b", needs: ["a"])], client: client, options: options, stop: stop
    ).run()
    #expect(report.entries.map(\.outcome) == [.failed(.call(.stopped)), .skipped(.dependency("a"))])
    #expect(report.exitCode == .tryAgain)
  }

  /// Takes a request, says so, and never answers.
  private struct Deaf: Transport {
    let heard: StopSignal
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      heard.raise()
      try? await Task.sleep(for: .seconds(600))
      throw Task.isCancelled ? .cancelled : .timedOut("ten minutes")
    }
  }

  @Test func `a stop that comes when all is done changes nothing`() async throws {
    let stop = StopSignal()
    stop.raise()
    let queue = MemoryQueue(time: time)
    let none = try await Fixture.submit([], to: queue, time, stop: stop)
    #expect(none.exitCode == .good)
    #expect(!none.isStopped)
  }

  // MARK: - What is told

  @Test func `the report as JSON`() async throws {
    let items = [
      Fixture.item("adopted"), Fixture.item("created"), Fixture.item("differs"),
      Fixture.item("skipped", needs: ["differs"]),
    ]
    var other = items[2].definition.body
    other["payload"] = ["maxRunTime": 60]
    let queue = MemoryQueue(
      time: time,
      tasks: [
        items[0].taskID.text: items[0].definition.body, items[2].taskID.text: other,
      ])
    time.advance(by: .seconds(60))
    let report = try await Fixture.submit(items, to: queue, time)
    try expectGolden(report.json.text(.pretty) + "\n", "report.json")
    try expectGolden(
      DiagnosticRenderer(color: false, limit: 10).text(of: report.diagnostics) + "\n", "report.txt")
    #expect(report.exitCode == .message)
  }

  @Test func `the tasks by label as long as they fit a screen, else by kind`() async throws {
    let items = Fixture.graph(builds: 2)
    let queue = MemoryQueue(time: time, tasks: [items[0].taskID.text: items[0].definition.body])
    time.advance(by: .seconds(1))
    let report = try await Fixture.submit(items, to: queue, time)
    let text = TaskOverview(report, kinds: [:], file: "public/submission.json").text
    #expect(
      text == """
        created: 5
          build-1
          tag-0
          tag-1
          verify-0
          verify-1
        already there: 1
          build-0

        """)

    // A log has named what is there; what is not is named in any case.
    let sorry = SubmissionReport([
      .init(label: "a", taskID: items[0].taskID, outcome: .created),
      .init(label: "b", taskID: items[0].taskID, outcome: .failed(.call(.stopped))),
      .init(label: "c", taskID: items[0].taskID, outcome: .skipped(.dependency("b"))),
      .init(label: "d", taskID: items[0].taskID, outcome: .skipped(.failure("b"))),
    ])
    #expect(
      TaskOverview(sorry, kinds: [:], file: "", namesAll: false).text == """
        failed: 1
          b: the call was stopped before an answer came
        not sent: 2
          c: waits for b
          d: not begun

        """)
    let stopped = (1...300).map {
      SubmissionReport.Entry(label: "t\($0)", taskID: items[0].taskID, outcome: .skipped(.stopped))
    }
    let lines = TaskOverview(SubmissionReport(stopped), kinds: [:], file: "x.json").text.split(separator: "\n")
    #expect(lines.count == 203)
    #expect(lines.suffix(2) == ["  and 100 more", "each by its label: x.json"])

    let many = (0..<3_334).flatMap { number in
      ["build", "tag", "verify"].map { kind in
        SubmissionReport.Entry(label: "\(kind)-\(number)", taskID: items[0].taskID, outcome: .created)
      }
    }
    let kinds = Dictionary(uniqueKeysWithValues: many.map { ($0.label, String($0.label.split(separator: "-")[0])) })
    let folded = TaskOverview(SubmissionReport(many.dropLast()), kinds: kinds, file: "public/submission.json").text
    #expect(
      folded == """
        created: 10001
          3334 build
          3334 tag
          3333 verify
        each by its label: public/submission.json

        """)
    #expect(TaskOverview(SubmissionReport([]), kinds: [:], file: "").text.isEmpty)
  }

  @Test func `a log has a line for each task and a terminal a bar`() async throws {
    let recorder = Recorder<SubmissionEvent>()
    let queue = MemoryQueue(time: time) { number, _ in number == 1 ? .answer(HTTPResponse(status: 502)) : nil }
    _ = try await Fixture.submit(
      [Fixture.item("a"), Fixture.item("b", needs: ["a"])], to: queue, time, observe: { recorder.note($0) })
    var bar = ProgressBar()
    recorder.all.forEach { bar.note($0) }
    #expect(
      recorder.all.map(\.line) == [
        "submitting 2 tasks", "again in 0.1 s: a, try 1: 502", "[1/2] created a", "[2/2] created b",
      ])
    #expect(bar.text(width: 80) == "[\(String(repeating: "#", count: 40))] 2/2, 1 sent again")
    #expect(bar.text(width: 20) == "2/2, 1 sent again")
    #expect(ProgressBar().text(width: 80) == "0/0")
  }
}
