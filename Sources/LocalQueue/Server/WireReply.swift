internal import Glibc
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix

/// An answer on its way out, whole or spoilt.
struct WireReply: Sendable {
  private let head: HTTPResponseHead
  private let body: [UInt8]
  private let delivery: Fault.Delivery
  private let keepAlive: Bool

  init(_ reply: APIReply, delivery: Fault.Delivery, date: String, keepAlive: Bool, version: HTTPVersion) {
    var headers = HTTPHeaders(reply.headers.map { ($0.name, $0.value) })
    headers.add(name: "Date", value: date)
    headers.add(name: "Content-Length", value: String(reply.body.count))
    if !keepAlive { headers.add(name: "Connection", value: "close") }
    head = HTTPResponseHead(version: version, status: HTTPResponseStatus(statusCode: reply.status), headers: headers)
    (body, self.delivery, self.keepAlive) = (reply.body, delivery, keepAlive)
  }

  /// To be called on the channel's event loop.
  func send(over channel: any Channel) {
    switch delivery {
    case .whole:
      channel.write(HTTPServerResponsePart.head(head), promise: nil)
      channel.write(part(body[...], channel), promise: nil)
      finish(channel)
    case .reset: Self.reset(channel)
    case .resetHalfWay: sendHalf(channel) { Self.reset($0) }
    case .cutHalfWay: sendHalf(channel) { $0.close(promise: nil) }
    case .never: break
    case .slowly:
      channel.writeAndFlush(HTTPServerResponsePart.head(head), promise: nil)
      sendSlowly(body[...], channel)
    }
  }

  private func part(_ bytes: ArraySlice<UInt8>, _ channel: any Channel) -> HTTPServerResponsePart {
    .body(.byteBuffer(channel.allocator.buffer(bytes: bytes)))
  }

  private func finish(_ channel: any Channel) {
    let end = channel.writeAndFlush(HTTPServerResponsePart.end(nil))
    if !keepAlive { end.whenComplete { _ in channel.close(promise: nil) } }
  }

  /// How long the client has for the first half, before the connection goes: a reset may overtake what was sent.
  private static let pause = TimeAmount.milliseconds(20)

  private func sendHalf(_ channel: any Channel, then end: @escaping @Sendable (any Channel) -> Void) {
    channel.write(HTTPServerResponsePart.head(head), promise: nil)
    channel.writeAndFlush(part(body.prefix(body.count / 2), channel), promise: nil)
    channel.eventLoop.scheduleTask(in: Self.pause) { end(channel) }
  }

  /// In at most forty steps, so that a long answer takes no longer than a short one.
  private func sendSlowly(_ rest: ArraySlice<UInt8>, _ channel: any Channel) {
    guard !rest.isEmpty else { return finish(channel) }
    let step = rest.prefix(max(1, body.count / 40))
    channel.writeAndFlush(part(step, channel), promise: nil)
    channel.eventLoop.scheduleTask(in: Self.pause) { sendSlowly(rest.dropFirst(step.count), channel) }
  }

  /// Closes with a RST instead of a FIN: that is what lingering for no time means.
  private static func reset(_ channel: any Channel) {
    guard let socket = channel as? any SocketOptionProvider else { return channel.close(promise: nil) }
    socket.setSoLinger(linger(l_onoff: 1, l_linger: 0)).whenComplete { _ in channel.close(promise: nil) }
  }
}
