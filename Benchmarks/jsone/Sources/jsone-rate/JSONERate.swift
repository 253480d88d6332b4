import Diagnostics
import Document
import Glibc
import JSONE

/// `jsone-rate TEMPLATE COUNT`: renders per second, the number of bytes of the last result and the result itself.
@main
struct JSONERate {
  static func main() throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 3, let count = Int(arguments[2]), count > 0 else {
      print("usage: jsone-rate TEMPLATE COUNT")
      exit(64)
    }
    let name = arguments[1].split(separator: "/").last.map(String.init) ?? ""
    let folder = arguments[1].dropLast(name.count)
    let bytes = try DiskFileTree(root: folder.isEmpty ? "." : String(folder)).read(name) ?? []
    let file = SourceFile(name: name, bytes: bytes)
    let template = Template(try Node(yaml: file), in: file)
    let now = Timestamp(iso: "2026-01-31T12:00:00Z")

    var last = try template.render(context(0, now))
    let start = ContinuousClock.now
    for index in 0..<count { last = try template.render(context(index, now)) }
    let seconds = (ContinuousClock.now - start) / .seconds(1)

    let result = last ?? .null
    print(Double(count) / seconds, result.bytes().count)
    print(result.text())
  }

  /// Another one for every rendering, as every task has its own.
  private static func context(_ index: Int, _ now: Timestamp?) -> Context {
    Context(
      [
        "config": ["image": .string("img\(index)"), "location": "centralus", "key": .string("win11-64-\(index)")],
        "taskId": .string(String(repeating: "a", count: 22)),
        "groupId": .string(String(repeating: "b", count: 22)),
        "level": "3",
        "lintTaskId": .string(String(repeating: "c", count: 22)),
        "purgeTaskIds": JSON(Array(repeating: String(repeating: "d", count: 22), count: 3)),
        "sha": "0123456789abcdef",
        "notify": false,
        "tasks_for": "github-push",
      ], now: now)
  }
}
