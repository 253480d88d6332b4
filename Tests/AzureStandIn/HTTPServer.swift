import NIOCore
import NIOHTTP1
import NIOPosix

/// An HTTP server on a port of loopback that answers by a function.
final class HTTPServer: Sendable {
  struct Request: Sendable {
    let method: String
    /// Without the query.
    let path: String
    let query: String
    let headers: HTTPHeaders
    let body: [UInt8]
  }

  enum Reply: Sendable {
    case answer(status: Int, headers: [(String, String)] = [], body: [UInt8] = [])
    /// The connection ends without an answer.
    case hangUp
  }

  private let channel: any Channel

  var port: Int { channel.localAddress?.port ?? 0 }

  init(_ answer: @escaping @Sendable (Request) -> Reply) async throws {
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.backlog, value: 64)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          try channel.pipeline.syncOperations.configureHTTPServerPipeline()
          try channel.pipeline.syncOperations.addHandler(Handler(answer))
        }
      }
      .bind(host: "127.0.0.1", port: 0).get()
  }

  deinit { channel.close(promise: nil) }

  private final class Handler: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private let answer: @Sendable (Request) -> Reply
    private var head: HTTPRequestHead?
    private var body: [UInt8] = []

    init(_ answer: @escaping @Sendable (Request) -> Reply) { self.answer = answer }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
      switch unwrapInboundIn(data) {
      case .head(let head): (self.head, body) = (head, [])
      case .body(let part): body += part.readableBytesView
      case .end:
        guard let head else { return }
        let parts = head.uri.split(separator: "?", maxSplits: 1).map(String.init)
        let request = Request(
          method: head.method.rawValue, path: parts.first ?? "", query: parts.count > 1 ? parts[1] : "",
          headers: head.headers, body: body)
        send(answer(request), context)
      }
    }

    private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
      guard case .answer(let status, let headers, let body) = reply else {
        context.close(promise: nil)
        return
      }
      var fields = HTTPHeaders(headers)
      fields.add(name: "Content-Length", value: "\(body.count)")
      let head = HTTPResponseHead(version: .http1_1, status: HTTPResponseStatus(statusCode: status), headers: fields)
      context.write(wrapOutboundOut(.head(head)), promise: nil)
      context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
      context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }
  }
}
