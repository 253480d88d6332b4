package import Document
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Synchronization
package import TaskDefinitions

/// A Taskcluster deployment in this process: queue, auth, index and secrets as far as a decision needs them, with the
/// real queue's rules, on a port of the loopback interface. What it remembers ends with it.
package final class LocalQueue: Sendable {
  package struct Configuration: Sendable {
    /// 0 takes a free one.
    package var port = 0
    package var authentication: Authentication
    package var faults: FaultPlan
    package var secrets: [String: StoredSecret] = [:]
    /// How long the queue stays when nobody asks anything; nil for ever.
    package var idleLimit: Duration?
    package var now: @Sendable () -> Timestamp

    package init(
      scopes: [String] = ["*"], faults: FaultPlan = .none, now: @escaping @Sendable () -> Timestamp
    ) {
      authentication = .open(scopes: ScopeSet(scopes))
      self.faults = faults
      self.now = now
    }
  }

  /// Where it listens.
  package let port: Int
  /// What `TASKCLUSTER_ROOT_URL` would be; `TASKCLUSTER_PROXY_URL` is the same.
  package var rootURL: String { Self.rootURL(port) }

  private let server: ServerCore
  private let listener: any Channel
  private let group: MultiThreadedEventLoopGroup

  private init(port: Int, server: ServerCore, listener: any Channel, group: MultiThreadedEventLoopGroup) {
    (self.port, self.server, self.listener, self.group) = (port, server, listener, group)
  }

  private static func rootURL(_ port: Int) -> String { "http://127.0.0.1:\(port)" }

  // MARK: - Life

  /// Starts listening.
  ///
  /// - Throws: if the port is taken.
  package static func start(_ configuration: Configuration) async throws -> LocalQueue {
    let service = QueueService(
      state: QueueState(rootURL: rootURL(configuration.port), secrets: configuration.secrets),
      authentication: configuration.authentication, started: configuration.now())
    let server = ServerCore(
      QueueCore(service: service, plan: configuration.faults),
      latency: .milliseconds(configuration.faults.latency), now: configuration.now)
    // One loop: what a request does takes microseconds, and the order of requests is then that of their answers.
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    do {
      let listener = try await bootstrap(group, server).bind(host: "127.0.0.1", port: configuration.port).get()
      let port = listener.localAddress?.port ?? configuration.port
      server.core.withLock { $0.service.state.rootURL = rootURL(port) }
      let queue = LocalQueue(port: port, server: server, listener: listener, group: group)
      if let limit = configuration.idleLimit { queue.stopWhenIdle(for: limit) }
      return queue
    } catch {
      try? await group.shutdownGracefully()
      throw error
    }
  }

  private static func bootstrap(_ group: MultiThreadedEventLoopGroup, _ server: ServerCore) -> ServerBootstrap {
    ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 1024)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(ConnectionHandler(server))
        }
      }
  }

  /// Closes the port and every connection. To be called once.
  package func shutdown() async throws {
    listener.close(promise: nil)
    try await group.shutdownGracefully()
  }

  /// Returns when nobody listens any more: the idle limit has passed, `shutdown` was called, or the waiting task was
  /// cancelled.
  package func waitUntilClosed() async throws {
    try await withTaskCancellationHandler {
      try await listener.closeFuture.get()
    } onCancel: {
      listener.close(promise: nil)
    }
  }

  /// Looks now and then whether requests still come.
  private func stopWhenIdle(for limit: Duration) {
    let (server, listener) = (server, listener)
    let amount = TimeAmount(limit)
    let seen = Mutex(0)
    listener.eventLoop.scheduleRepeatedTask(initialDelay: amount, delay: amount) { task in
      let count = server.core.withLock { $0.requests.count }
      let before = seen.withLock { last in
        defer { last = count }
        return last
      }
      guard count == before else { return }
      task.cancel()
      listener.close(promise: nil)
    }
  }
}

// MARK: - From inside the process

extension LocalQueue {
  /// The queue's own clock, which may be off on request.
  package var now: Timestamp {
    let now = server.now()
    return server.core.withLock { $0.time(now) }
  }

  /// The tasks, in the order of their creation.
  package var tasks: [TaskRecord] { server.core.withLock { $0.service.state.created } }

  package func task(_ id: TaskID) -> TaskRecord? { server.core.withLock { $0.service.state[id.text] } }

  /// All requests so far, in order.
  package var requests: [RequestRecord] { server.core.withLock { $0.requests } }

  /// How many connections there have been.
  package var connectionCount: Int { server.core.withLock { $0.connections } }
  /// How many there were at one time, at most.
  package var mostOpenConnections: Int { server.core.withLock { $0.mostOpenConnections } }

  /// Creates a task without a request, as another client would have.
  ///
  /// - Returns: the error that a request would have been answered with; nil if all is well.
  package func create(_ id: TaskID, _ definition: TaskDefinition) -> APIError? {
    let now = server.now()
    return server.core.withLock { core in
      let everybody = Caller(clientID: "local-queue", scopes: .all)
      let time = core.time(now)
      let result = core.service.state.createTask(
        id, definition.json, caller: everybody, incident: id.text, now: time)
      if case .failure(let error) = result { return error }
      return nil
    }
  }

  /// Ends a task, as a worker would have: a completed one is found in the index by its routes from then on.
  package func resolve(_ id: TaskID, as state: TaskRecord.State = .completed) {
    let now = server.now()
    server.core.withLock { $0.service.state.finish(id, as: state, now: $0.time(now)) }
  }

  /// Other faults from the next request on, their numbers counted from it. The latency stays what it was.
  package func replaceFaults(_ plan: FaultPlan) { server.core.withLock { $0.replaceFaults(plan) } }

  /// Seals a task group, as a newer push to a pull request does.
  package func seal(_ group: TaskID) {
    let now = server.now()
    server.core.withLock { core in
      _ = try? core.service.state.sealGroup(group.text, now: core.time(now))
    }
  }
}
