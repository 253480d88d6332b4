import ArgumentParser
import Diagnostics
import Document
import JSONE
import TaskGraph

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    named: "render", "Render a JSON-e template.",
    about: """
      With --event the template is a .taskcluster.yml: it is rendered as Taskcluster's GitHub service would, and what \
      comes of it is held against the queue's rules.
      """,
    examples: """
      decision render template.yml --context context.yml
      decision render .taskcluster.yml --event push.json --tasks-for github-push
      """,
    exits: [.message], usage: "decision render <template> [<options>]")

  @OptionGroup var root: RootOptions

  @Argument(help: "A file with the template, YAML or JSON; `-` is standard input.", completion: .file())
  var template: String

  @Option(help: ArgumentHelp("A file with the context, YAML or JSON.", valueName: "file"), completion: .file())
  var context: String?

  @Option(
    help: ArgumentHelp("A GitHub event: the template is a .taskcluster.yml.", valueName: "file"), completion: .file())
  var event: String?

  @Option(
    help: ArgumentHelp(
      "What the event is: \(TaskclusterYAML.Event.kinds.joined(separator: ", ")). (default: as its fields say)",
      valueName: "event"),
    completion: .list(TaskclusterYAML.Event.kinds))
  var tasksFor: String?

  @Option(help: ArgumentHelp("The deployment's root URL that the event's template sees.", valueName: "url"))
  var rootURL = "https://tc.example.com"

  @Option(
    help: ArgumentHelp("The time that templates see, as 2026-01-31T12:00:00Z. (default: now)", valueName: "time"),
    transform: Timestamp.init(option:))
  var now: Timestamp?

  func validate() throws {
    if context != nil, event != nil { throw ValidationError("one of --context and --event") }
    if let tasksFor, !TaskclusterYAML.Event.kinds.contains(tasksFor) {
      throw ValidationError("--tasks-for is one of \(TaskclusterYAML.Event.kinds.joined(separator: ", "))")
    }
  }

  func run() throws {
    let time = now ?? .now()
    let result = try Input.given {
      let source =
        template == "-"
        ? SourceFile(name: "standard input", bytes: try Input.standardInput())
        : SourceFile(name: template, bytes: try Input.file(template))
      return try event.map { try render(source, event: $0, time) } ?? render(source, time)
    }
    Terminal.standardOutput.write(result.bytes(.pretty) + [0x0A])
  }

  private func render(_ source: SourceFile, _ time: Timestamp) throws -> JSON {
    var values: JSONObject = [:]
    if let path = context {
      let file = SourceFile(name: path, bytes: try Input.file(path))
      let node = try Node(yaml: file)
      guard let object = node.json.object else {
        throw Failure(.message, [Diagnostic(id: "wrong-type", "a context is a mapping", at: file.place(node.range))])
      }
      values = object
    }
    do {
      return try Template(Node(yaml: source), in: source).render(Context(values, now: time)) ?? .null
    } catch let error as JSONEError {
      throw Failure(.message, [error.diagnostic])
    }
  }

  private func render(_ source: SourceFile, event path: String, _ time: Timestamp) throws -> JSON {
    let body = try Node(json: SourceFile(name: path, bytes: try Input.file(path))).json
    let event = TaskclusterYAML.Event(
      tasksFor: tasksFor ?? TaskclusterYAML.Event.kind(of: body), body: body, rootURL: rootURL, now: time)
    let file = try TaskclusterYAML(source)
    let rendered = try file.render(event)
    // The project's settings say what runs on which pool; without a project only the queue's rules are held against it.
    let settings = (try? root.find()).flatMap { try? Settings(in: DiskFileTree(root: $0)) }
    let problems = file.problems(of: rendered, for: event, settings: settings)
    guard problems.isEmpty else { throw Failure(.message, problems) }
    return rendered
  }
}
