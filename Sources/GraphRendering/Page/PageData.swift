import CommitSyntax
import Diagnostics
import Document
import TaskDefinitions
import TaskGraph

/// All that the page shows, as the JSON that its script reads.
struct PageData {
  let json: JSON
  /// What the page is called.
  let title: String

  init(_ set: GraphSet) {
    let subject = set.message.file.text.unicodeScalars.split { $0 == "\n" || $0 == "\r" }.first.map { String($0) } ?? ""
    title = subject.isEmpty ? "Tasks" : Display.line(subject, limit: 200)
    var writer = Writer()
    json = writer.page(set, title: title)
  }

  /// The same in a form that no text can break out of, wherever a browser stops to read it as a script: without `<`, `>`, `&` and
  /// the line separators of JavaScript.
  var bytes: [UInt8] {
    let plain = json.bytes()
    var bytes: [UInt8] = []
    bytes.reserveCapacity(plain.count + plain.count / 16)
    var index = 0
    while index < plain.count {
      let byte = plain[index]
      switch byte {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"):
        bytes.append(contentsOf: "\\u00\(String(byte, radix: 16))".utf8)
      case 0xE2 where index + 2 < plain.count && plain[index + 1] == 0x80 && plain[index + 2] & 0xFE == 0xA8:
        bytes.append(contentsOf: (plain[index + 2] == 0xA8 ? "\\u2028" : "\\u2029").utf8)
        index += 2
      default: bytes.append(byte)
      }
      index += 1
    }
    return bytes
  }
}

private struct Writer {
  var shared = SharedValues()
  var words = ReasonText()

  mutating func page(_ set: GraphSet, title: String) -> JSON {
    let picture = Picture(set)
    var tasks: [JSON] = []
    var sections: [JSON] = []
    for (index, section) in picture.sections.enumerated() {
      let first = tasks.count
      let dependencies = section.graph.dependencyIndices
      for (task, needs) in zip(section.graph.tasks, dependencies) {
        tasks.append(json(task, needs: needs.map { $0 + first }, section: index))
      }
      sections.append([
        "environment": .string(section.graph.environment), "summary": .string(Summary(of: section.graph).text),
        "root": section.graph.linkRoot.map(JSON.string) ?? .null,
        "bands": .array(section.bands.map { json($0, first: first) }),
      ])
    }
    let message = MarkedMessage(set).pieces.map { piece -> JSON in
      ["text": .string(piece.text), "effect": piece.effect.map(JSON.string) ?? .null]
    }
    let leftOut = LeftOutRows(set).groups.map { group -> JSON in
      let place = group.environments.isEmpty ? "" : "in \(group.environments.joined(separator: ", ")) "
      return [
        "count": .string(group.sort.counted(group.names.count)), "reason": .string(place + group.reason),
        "names": JSON(group.names),
      ]
    }
    let diagnostics = set.diagnostics.inReadingOrder().map { each -> JSON in
      ["severity": .string(each.severity.rawValue), "text": .string(text(of: each))]
    }
    return [
      "title": .string(title), "summary": .string(Summary(of: set.graphs).text), "kinds": JSON(picture.kinds),
      "box": ["width": .number(Double(Picture.Size.box.width)), "height": .number(Double(Picture.Size.box.height))],
      "sections": .array(sections), "tasks": .array(tasks), "message": .array(message), "leftOut": .array(leftOut),
      "diagnostics": .array(diagnostics), "values": .array(shared.values),
    ]
  }

  private mutating func json(_ task: GraphTask, needs: [Int], section: Int) -> JSON {
    var files: [JSON] = []
    for file in task.files {
      guard file.packerBuilders != nil, let template = file.value else { continue }
      files.append(["name": .string(file.name), "template": shared.share(template)])
    }
    return [
      "id": .string(task.id.text), "label": .string(task.label), "kind": .string(task.kind),
      "key": task.coordinates[.key].map(JSON.string) ?? .null, "section": .number(Double(section)),
      "pool": task.workerPool.map(JSON.string) ?? "",
      "time": .string(task.maxRunTime > 0 ? TimeBound(seconds: task.maxRunTime).description : ""),
      "machines": .string(task.machines > 0 ? amount(task.machines, "VM") : ""), "maybe": .bool(task.unlessUpToDate),
      "summary": .string(task.summary ?? ""), "locations": JSON(task.locations),
      "needs": .array(needs.map { .number(Double($0)) }),
      "reasons": shared.share(JSON(task.reasons.map { words.text($0) })),
      "definition": shared.share(task.definition), "files": .array(files),
    ]
  }

  /// - Parameter first: the number of the graph's first task among all.
  private func json(_ band: Picture.Band, first: Int) -> JSON {
    func number(_ value: Int) -> JSON { .number(Double(value)) }
    return [
      "title": .string(band.title), "width": number(band.width), "height": number(band.height),
      "tasks": .array(
        band.tasks.map {
          [
            "task": number(first + $0.task), "title": .string($0.title), "line": .string($0.line), "x": number($0.x),
            "y": number($0.y),
          ]
        }),
      "edges": .array(
        band.edges.map {
          [
            "from": $0.from.map { number(first + $0) } ?? .null, "to": number(first + $0.to), "path": .string($0.path),
            "tip": .string($0.tip),
          ]
        }),
      "notes": .array(band.notes.map { ["text": .string($0.text), "x": number($0.x), "y": number($0.y)] }),
    ]
  }

  private mutating func text(of diagnostic: Diagnostic) -> String {
    var text = diagnostic.message
    if let place = diagnostic.place {
      text += " (\(place.file.name):\(words.position(of: place)))"
    }
    if !diagnostic.context.isEmpty { text += ", in \(diagnostic.context.joined(separator: ", "))" }
    if let help = diagnostic.help { text += "; \(help)" }
    return text
  }
}

extension Graph {
  /// Where Taskcluster shows these tasks; nil of a preview, whose ids are made of a placeholder.
  fileprivate var linkRoot: String? {
    let isReal = tasks.contains { task in
      task.definition["taskGroupId"]?.string.map { $0 != TaskID.placeholder.text } ?? false
    }
    return isReal && (rootURL.hasPrefix("https://") || rootURL.hasPrefix("http://")) ? rootURL : nil
  }
}
