internal import Document
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// Moves bytes between one connection and the core: gathers a request, asks for the answer, sends it when it is due. It
/// lives on the connection's event loop.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  private let server: ServerCore
  private var number = 0
  private var head: HTTPRequestHead?
  private var body: [UInt8] = []
  private var isTooLarge = false

  init(_ server: ServerCore) { self.server = server }

  func channelActive(context: ChannelHandlerContext) {
    number = server.core.withLock { $0.connectionOpened() }
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    server.core.withLock { $0.connectionClosed() }
    context.fireChannelInactive()
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

  // MARK: - A request

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch unwrapInboundIn(data) {
    case .head(let head):
      self.head = head
      if head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }) {
        let go = HTTPResponseHead(version: head.version, status: .continue)
        context.writeAndFlush(wrapOutboundOut(.head(go)), promise: nil)
      }
    case .body(let part):
      guard body.count + part.readableBytes <= QueueService.bodyLimit else {
        isTooLarge = true
        return
      }
      body.append(contentsOf: part.readableBytesView)
    case .end:
      guard let head else { return }
      let request = request(head)
      (self.head, body, isTooLarge) = (nil, [], false)
      answer(request, keepAlive: head.isKeepAlive, version: head.version, context)
    }
  }

  private func request(_ head: HTTPRequestHead) -> APIRequest {
    var headers: [String: String] = [:]
    for (name, value) in head.headers { headers[name.lowercased()] = value }
    return APIRequest(
      method: head.method.rawValue, target: head.uri, headers: headers, body: body, isTooLarge: isTooLarge)
  }

  // MARK: - Its answer

  private func answer(
    _ request: APIRequest, keepAlive: Bool, version: HTTPVersion, _ context: ChannelHandlerContext
  ) {
    let now = server.now()
    let (answer, time) = server.core.withLock { core in
      (core.answer(request, connection: number, now: now), core.time(now))
    }
    let wire = WireReply(
      answer.reply, delivery: answer.delivery, date: time.httpDate, keepAlive: keepAlive, version: version)
    guard server.latency > .zero else { return wire.send(over: context.channel) }
    // One timer a request: the answers of fifty connections do not wait for each other.
    let channel = context.channel
    context.eventLoop.scheduleTask(in: server.latency) { wire.send(over: channel) }
  }
}
