package import Document
internal import TaskDefinitions

/// Everything behind the wire: the service, the faults, and a record of what came. A value; the server holds it in a lock.
package struct QueueCore: Sendable {
  package internal(set) var service: QueueService
  private var dice: FaultDice
  private var plan: FaultPlan
  package private(set) var requests: [RequestRecord] = []
  private(set) var connections = 0
  private(set) var openConnections = 0
  private(set) var mostOpenConnections = 0

  package init(service: QueueService, plan: FaultPlan) {
    self.service = service
    self.plan = plan
    dice = FaultDice(plan)
  }

  /// Other faults from now on, their numbers counted from here.
  mutating func replaceFaults(_ plan: FaultPlan) {
    self.plan = plan
    dice = FaultDice(plan)
  }

  /// What to send, and how.
  package struct Answer: Sendable {
    package let reply: APIReply
    let delivery: Fault.Delivery
  }

  /// The server's clock.
  func time(_ now: Timestamp) -> Timestamp { now.advanced(byMilliseconds: plan.clockSkew) }

  package mutating func answer(_ request: APIRequest, connection: Int, now: Timestamp) -> Answer {
    let time = time(now)
    let call = Call(method: request.method, path: request.path)
    let fault = dice.fault(for: call, path: request.path)
    var reply: APIReply?
    if fault?.commits ?? true { reply = service.answer(request, now: time) }
    let other = fault?.replacement(
      for: call, (try? JSON(parsing: request.body)) ?? [:], incident: service.incident, now: time)
    if let other { reply = other }
    let final = reply ?? APIReply(status: 0, headers: [], body: [])
    requests.append(
      RequestRecord(
        number: requests.count + 1, connection: connection, method: request.method, path: String(request.path),
        call: call?.name, taskID: call?.taskID, status: final.status, fault: fault))
    return Answer(reply: final, delivery: fault?.delivery ?? .whole)
  }

  /// The number of a new connection.
  mutating func connectionOpened() -> Int {
    connections += 1
    openConnections += 1
    mostOpenConnections = max(mostOpenConnections, openConnections)
    return connections
  }

  mutating func connectionClosed() { openConnections -= 1 }
}
